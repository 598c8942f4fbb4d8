"""The compiled programs of a shape: a chunk of training steps with their measures, and a look at the
held-out data."""

from functools import lru_cache, partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array, lax
from numpy.typing import NDArray

from gradflow.engine.kinds import kind_of
from gradflow.engine.rows import write_all
from gradflow.engine.state import CHUNK, Samples, State
from gradflow.engine.update import update

OF_STEP = ("loss", "accuracy", "raw_norm", "clipped_norm", "update_norm")


class Measured(NamedTuple):
    """One step's measures (meanings in Trace); in a chunk, with a leading axis of CHUNK.

    of_step [5], as named above; of_depth [1 + k, capacity]: the update ratio, and the k of the kind of network.
    Two arrays, not twelve: every array written is a kernel to compile.
    """

    of_step: Array
    of_depth: Array

    @classmethod
    def blank(cls, shape: Any) -> "Measured":
        """Room for a chunk's."""
        kind = kind_of(shape)
        return cls(jnp.zeros((CHUNK, len(OF_STEP))), jnp.zeros((CHUNK, 1 + len(kind.of_depth), kind.capacity)))

    def finite(self, depth: Array) -> Array:
        """Whether every measure that a NaN or an infinity would reach is finite."""
        rows = self.of_depth[1:]  # a ratio to 0 may be infinite
        there = jnp.isfinite(rows) | (jnp.arange(rows.shape[1]) >= depth)
        return jnp.all(there) & jnp.isfinite(self.of_step[0]) & jnp.isfinite(self.of_step[-1])

    def named(self, shape: Any) -> dict[str, NDArray[np.float32]]:
        """A chunk's measures by name, on the host: [CHUNK] and [CHUNK, capacity]."""
        of_step, of_depth = (np.asarray(rows) for rows in self)
        names = (*OF_STEP, "update_ratio", *kind_of(shape).of_depth)
        rows = zip(names, [*of_step.T, *of_depth.swapaxes(0, 1)], strict=True)
        return {name: np.ascontiguousarray(row) for name, row in rows}


def _step(
    shape: Any, recording: bool, state: State, samples: Samples, step: Array, knobs: Any, room: Any
) -> tuple[State, Measured, Any]:
    """One training step on a batch of samples."""
    kind = kind_of(shape)
    learned = kind.learn(shape, recording, state, samples, knobs, room)
    blocks = kind.blocks(shape, knobs)
    done = update(blocks, state.parameters, state.memory, learned.gradients, step, knobs.update)
    measured = Measured(
        jnp.stack([learned.loss, learned.accuracy, done.raw_norm, done.clipped_norm, done.update_norm]),
        jnp.concatenate([kind.ratios(shape, knobs, done)[None], learned.of_depth]),
    )
    return State(done.parameters, done.memory, learned.running), measured, learned.room


def chunk(
    shape: Any,
    recording: bool,
    state: State,
    room: Any,
    data: Samples,
    batches: Array,
    first_step: Array,
    steps: Array,
    knobs: Any,
) -> tuple[State, Any, Measured, Array]:
    """At most `steps` steps, one on each row of batches [CHUNK, batch] of sample numbers; stops after one
    whose measures are not finite. Returns the state, the room, the
    measures and how many steps were made."""
    depth = kind_of(shape).depth(knobs)

    def going(carry: Any) -> Array:
        done, alive, *_ = carry
        return alive & (done < steps)

    def body(carry: Any) -> Any:
        done, _, state, measured, room = carry
        samples = Samples(data.inputs[batches[done]], data.targets[batches[done]])
        state, row, room = _step(shape, recording, state, samples, first_step + done, knobs, room)
        measured = write_all(measured, done, row)
        return done + 1, row.finite(depth), state, measured, room

    start = (jnp.int32(0), jnp.bool_(True), state, Measured.blank(shape), room)
    done, _, state, measured, room = lax.while_loop(going, body, start)
    return state, room, measured, done


def _held_out(shape: Any, state: State, samples: Samples, knobs: Any) -> tuple[Array, Array, Array]:
    """Loss and accuracy on held-out samples, and what else the kind of network looks at there."""
    return kind_of(shape).held_out(shape, state, samples, knobs)


def chunk_of(shape: Any, recording: bool = True) -> Any:
    """The jitted chunk of a shape; the state and the room it is given are used up."""
    return _jitted_chunk(shape.of_chunk(), recording)


def held_out_of(shape: Any) -> Any:
    """The jitted look at the held-out data."""
    return _jitted_held_out(shape.of_held_out())


@lru_cache(maxsize=64)
def _jitted_chunk(shape: Any, recording: bool) -> Any:
    options = kind_of(shape).compiler
    return jax.jit(partial(chunk, shape, recording), donate_argnums=(0, 1), compiler_options=options)


@lru_cache(maxsize=64)
def _jitted_held_out(shape: Any) -> Any:
    return jax.jit(partial(_held_out, shape), compiler_options=kind_of(shape).compiler)
