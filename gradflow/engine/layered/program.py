"""What the compiled programs of a layered network do at a step, and when they look at held-out data."""

import jax
import jax.numpy as jnp
from jax import Array, lax
from jaxtyping import Float

from gradflow.engine.core.array_types import Index, Inputs, Outputs, Scalar
from gradflow.engine.core.loss import loss_and_accuracy
from gradflow.engine.core.norms import mean_cosine
from gradflow.engine.core.rows import read
from gradflow.engine.core.train_state import LossAndGradients, Samples, TrainState
from gradflow.engine.layered.hyperparameters import LayeredHyperparameters
from gradflow.engine.layered.linear_map import LinearMap
from gradflow.engine.layered.measures import BackwardMeasures, ForwardMeasures
from gradflow.engine.layered.shape import LayeredShape
from gradflow.engine.layered.sweep import backward, forward
from gradflow.engine.layered.workspace import LayeredWorkspace, SavedActivations, forward_buffers
from gradflow.parts.normalizations import OVER_BATCH, RUNNING_MOMENTUM

MOST_AT_ONCE = 60  # pictures of held-out data


def onto_outputs_of(shape: LayeredShape, outputs: Outputs, targets: Outputs) -> tuple[Scalar, Scalar, Outputs]:
    """Loss, accuracy and ∂loss/∂outputs."""
    loss, pull, accuracy = jax.vjp(lambda o: loss_and_accuracy(shape.classification, o, targets), outputs, has_aux=True)
    return loss, accuracy, pull(jnp.ones_like(loss))[0]


def _averaged(
    running: Float[Array, "capacity 2 width"],
    batch: Float[Array, "capacity 2 width"],
    size: int,
    hyper: LayeredHyperparameters,
) -> Float[Array, "capacity 2 width"]:
    """Batch normalization's running statistics; the variance stored is the unbiased one, as in PyTorch."""
    seen = batch * jnp.array([[1.0], [size / max(size - 1, 1)]])
    rate = jnp.where(hyper.normalized & (hyper.norm_over == OVER_BATCH), RUNNING_MOMENTUM, 0.0)
    return running + rate * (seen - running)


def loss_and_gradients(
    shape: LayeredShape,
    recording: bool,
    state: TrainState,
    samples: Samples,
    step: Index,
    hyper: LayeredHyperparameters,
    workspace: LayeredWorkspace,
) -> LossAndGradients:
    """Up and down once."""
    parameters, inputs = state.parameters, samples.inputs
    upward, downward = ForwardMeasures.none(shape, recording), BackwardMeasures.none() if recording else None
    outputs, saved, upward = forward(shape, parameters, inputs, hyper, workspace.saved, upward, at=step)
    loss, accuracy, onto_outputs = onto_outputs_of(shape, outputs, samples.targets)
    last = LinearMap(shape, hyper.circular).leaving(read(saved.activations, hyper.depth - 1))
    cosine = mean_cosine(last) if recording else jnp.float32(0)
    gradients, signals, downward = backward(
        shape, parameters, inputs, onto_outputs, hyper, saved, workspace.gradients, downward, at=step
    )
    assert upward is not None
    measures = upward.measures(shape), (downward or BackwardMeasures.none()).measures()
    running = _averaged(state.running, saved.statistics, shape.rows, hyper)
    used = LayeredWorkspace(saved._replace(raws=signals), gradients)
    of_depth = jnp.stack([*measures[0], *measures[1]])
    return LossAndGradients(loss, accuracy, cosine, of_depth, gradients, running, used)


def outputs_on(shape: LayeredShape, state: TrainState, inputs: Inputs, hyper: LayeredHyperparameters) -> Outputs:
    """inputs [sample, input] -> outputs [sample, output], batch normalization with its running statistics. Pictures go
    through in parts: a layer of them has as many values as MOST_AT_ONCE × 64 samples."""

    def few(buffers: SavedActivations, inputs: Inputs) -> tuple[SavedActivations, Outputs]:
        outputs, buffers, _ = forward(shape, state.parameters, inputs, hyper, buffers, running=state.running)
        return buffers, outputs

    if shape.positions == 1:
        return few(forward_buffers(shape, len(inputs)), inputs)[1]
    part = max(size for size in range(1, MOST_AT_ONCE + 1) if len(inputs) % size == 0)
    parts = inputs.reshape(-1, part, inputs.shape[1])
    return lax.scan(few, forward_buffers(shape, part), parts)[1].reshape(-1, shape.outputs)


def held_out(
    shape: LayeredShape, state: TrainState, samples: Samples, hyper: LayeredHyperparameters
) -> tuple[Scalar, Scalar, Float[Array, "0"]]:
    outputs = outputs_on(shape, state, samples.inputs, hyper)
    return *loss_and_accuracy(shape.classification, outputs, samples.targets), jnp.zeros(0)
