"""The compiled programs of a shape: a chunk of training steps with their measures, and a look at the
held-out data."""

from functools import lru_cache, partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array, lax
from jaxtyping import Float, Int
from numpy.typing import NDArray

from gradflow.engine.core.architecture import Architecture
from gradflow.engine.core.array_types import Flag, Index
from gradflow.engine.core.rows import write_all
from gradflow.engine.core.train_state import CHUNK, Samples, TrainState
from gradflow.engine.core.update import update

OF_STEP = ("loss", "accuracy", "activation_cosine", "raw_norm", "clipped_norm", "update_norm")


class Measured(NamedTuple):
    """One step's measures (meanings in Trace); in a chunk, with a leading axis of CHUNK.

    of_step [6], as named above; of_depth [1 + k, capacity]: the update ratio, and the k of the architecture.
    Two arrays, not twelve: every array written is a kernel to compile.
    """

    of_step: Float[Array, "*chunk 6"]
    of_depth: Float[Array, "*chunk measure capacity"]

    @classmethod
    def blank(cls, architecture: Architecture) -> "Measured":
        """Space for a chunk's."""
        of_depth = (CHUNK, 1 + len(architecture.of_depth), architecture.capacity)
        return cls(jnp.zeros((CHUNK, len(OF_STEP))), jnp.zeros(of_depth))

    def finite(self, depth: Index) -> Flag:
        """Whether every measure that a NaN or an infinity would reach is finite."""
        rows = self.of_depth[1:]  # a ratio to 0 may be infinite
        there = jnp.isfinite(rows) | (jnp.arange(rows.shape[1]) >= depth)
        return jnp.all(there) & jnp.isfinite(self.of_step[0]) & jnp.isfinite(self.of_step[-1])

    def named(self, architecture: Architecture) -> dict[str, NDArray[np.float32]]:
        """A chunk's measures by name, on the host: [CHUNK] and [CHUNK, capacity]."""
        of_step, of_depth = (np.asarray(rows) for rows in self)
        names = (*OF_STEP, "update_ratio", *architecture.of_depth)
        rows = zip(names, [*of_step.T, *of_depth.swapaxes(0, 1)], strict=True)
        return {name: np.ascontiguousarray(row) for name, row in rows}


def _step(
    architecture: Architecture,
    shape: Any,
    recording: bool,
    state: TrainState,
    samples: Samples,
    step: Index,
    hyper: Any,
    workspace: Any,
) -> tuple[TrainState, Measured, Any]:
    """One training step on a batch of samples."""
    found = architecture.loss_and_gradients(shape, recording, state, samples, step, hyper, workspace)
    blocks = architecture.blocks(shape, hyper)
    done = update(blocks, state.parameters, state.memory, found.gradients, step, hyper.update)
    measured = Measured(
        jnp.stack([found.loss, found.accuracy, found.cosine, done.raw_norm, done.clipped_norm, done.update_norm]),
        jnp.concatenate([architecture.ratios(shape, hyper, done)[None], found.of_depth]),
    )
    return TrainState(done.parameters, done.memory, found.running), measured, found.workspace


def chunk(
    architecture: Architecture,
    shape: Any,
    recording: bool,
    state: TrainState,
    workspace: Any,
    data: Samples,
    batches: Int[Array, "chunk ..."],
    first_step: Index,
    steps: Index,
    hyper: Any,
) -> tuple[TrainState, Any, Measured, Index]:
    """At most `steps` steps, one on each row of batches [CHUNK, batch] of sample numbers; stops after one
    whose measures are not finite. Returns the state, the workspace, the measures and how many steps were made."""
    depth = architecture.depth(hyper)

    def going(carry: Any) -> Flag:
        done, alive, *_ = carry
        return alive & (done < steps)

    def body(carry: Any) -> Any:
        done, _, state, measured, workspace = carry
        samples = Samples(data.inputs[batches[done]], data.targets[batches[done]])
        state, row, workspace = _step(
            architecture, shape, recording, state, samples, first_step + done, hyper, workspace
        )
        measured = write_all(measured, done, row)
        return done + 1, row.finite(depth), state, measured, workspace

    start = (jnp.int32(0), jnp.bool_(True), state, Measured.blank(architecture), workspace)
    done, _, state, measured, workspace = lax.while_loop(going, body, start)
    return state, workspace, measured, done


def chunk_of(architecture: Architecture, shape: Any, recording: bool = True) -> Any:
    """The jitted chunk of a shape; the state and the workspace it is given are used up."""
    return _jitted_chunk(architecture, shape.of_chunk(), recording)


def held_out_of(architecture: Architecture, shape: Any) -> Any:
    """The jitted look at the held-out data: loss and accuracy, and what else the architecture looks at there."""
    return _jitted_held_out(architecture, shape.of_held_out())


@lru_cache(maxsize=64)
def _jitted_chunk(architecture: Architecture, shape: Any, recording: bool) -> Any:
    step = partial(chunk, architecture, shape, recording)
    return jax.jit(step, donate_argnums=(0, 1), compiler_options=architecture.compiler)


@lru_cache(maxsize=64)
def _jitted_held_out(architecture: Architecture, shape: Any) -> Any:
    return jax.jit(partial(architecture.held_out, shape), compiler_options=architecture.compiler)
