"""What the compiled programs of a recurrent network do at a step, and when they look at held-out sequences."""

import jax.numpy as jnp
from jax import Array, lax, vmap
from jaxtyping import Float

from gradflow.engine.core.array_types import Index, Scalar, Stack
from gradflow.engine.core.loss import loss_and_accuracy
from gradflow.engine.core.norms import mean_cosine
from gradflow.engine.core.rows import write
from gradflow.engine.core.train_state import LossAndGradients, Samples, TrainState
from gradflow.engine.recurrent.hyperparameters import RecurrentHyperparameters
from gradflow.engine.recurrent.layer_inputs import LayerInputs
from gradflow.engine.recurrent.measures import over_layers
from gradflow.engine.recurrent.parameters import RecurrentEnds
from gradflow.engine.recurrent.readout import read_out
from gradflow.engine.recurrent.shape import CAPACITY, RecurrentShape
from gradflow.engine.recurrent.sweep import backward, forward
from gradflow.engine.recurrent.workspace import RecurrentWorkspace, SavedStates

AT_ONCE = 64  # held-out sequences: every state of every time step is kept while they are read


def loss_and_gradients(
    shape: RecurrentShape,
    recording: bool,
    state: TrainState,
    samples: Samples,
    step: Index,
    hyper: RecurrentHyperparameters,
    workspace: RecurrentWorkspace,
) -> LossAndGradients:
    """Forward over time, answer, and back."""
    parameters, inputs = state.parameters, samples.inputs
    saved, up = forward(shape, parameters, inputs, hyper, workspace.saved, recording)
    readout, onto = read_out(shape, parameters, samples.targets, hyper, saved, workspace.onto)
    workspace = workspace._replace(saved=saved, onto=onto)
    last = LayerInputs.of(shape, hyper).read(shape.layers, saved.states, hyper.length - 1)
    cosine = mean_cosine(last) if recording else jnp.float32(0)
    used, down = backward(shape, parameters, inputs, readout, hyper, workspace, recording)
    of_depth = over_layers(up, down)
    return LossAndGradients(readout.loss, readout.accuracy, cosine, of_depth, used.gradients, state.running, used)


def held_out(
    shape: RecurrentShape, state: TrainState, samples: Samples, hyper: RecurrentHyperparameters
) -> tuple[Scalar, Scalar, Float[Array, " capacity"]]:
    """Loss and accuracy on held-out sequences, and how well each time step's right answer would be given
    [capacity]: the share of right answers, or the share of the targets' variance that is explained."""
    there = jnp.arange(CAPACITY) < hyper.length

    def part(first: Index) -> tuple[Float[Array, " capacity"], Float[Array, " capacity"]]:
        inputs, targets = (lax.dynamic_slice_in_dim(x, first, AT_ONCE, axis=1) for x in samples)
        readout = _outputs(shape._replace(batch=AT_ONCE), state.parameters, inputs, hyper)
        return vmap(lambda o, y: loss_and_accuracy(shape.classification, o, y))(readout, targets)

    # Cut out part by part: to lay all of them one after another takes as long as reading one.
    parts = lax.map(part, jnp.arange(0, samples.inputs.shape[1], AT_ONCE))
    losses, right = (jnp.where(there, jnp.mean(rows, axis=0), 0.0) for rows in parts)
    loss, accuracy = jnp.sum(hyper.asked * losses), jnp.sum(hyper.asked * right)
    variance = jnp.mean(jnp.var(samples.targets, axis=1), axis=-1)
    explained = 1.0 - losses / jnp.where(variance > 0, variance, 1.0)
    return loss, accuracy, jnp.where(shape.classification, right, explained)


def _outputs(
    shape: RecurrentShape,
    parameters: Stack,
    inputs: Float[Array, "capacity batch input"],
    hyper: RecurrentHyperparameters,
) -> Float[Array, "capacity batch output"]:
    """inputs [capacity, batch, input] -> outputs [capacity, batch, output]."""
    size = (shape.layers, 1 + CAPACITY, shape.batch, shape.width)
    saved, _ = forward(shape, parameters, inputs, hyper, SavedStates(lax.empty(size, jnp.float32)), recording=False)
    ends, layer_inputs = RecurrentEnds.of(parameters, shape), LayerInputs.of(shape, hyper)

    def answer(time: Index, readout: Float[Array, "capacity batch output"]) -> Float[Array, "capacity batch output"]:
        y = layer_inputs.read(shape.layers, saved.states, time)
        return write(readout, time, y @ ends.to_outputs + ends.output_bias)

    return lax.fori_loop(0, hyper.length, answer, jnp.zeros((CAPACITY, shape.batch, shape.outputs)))


def outputs_of(
    shape: RecurrentShape, parameters: Stack, saved: SavedStates, hyper: RecurrentHyperparameters
) -> Float[Array, "capacity batch output"]:
    """What is answered at every time step [capacity, batch, output]; beyond the length there is no sense."""
    ends, reads = RecurrentEnds.of(parameters, shape), LayerInputs.of(shape, hyper).reads[shape.layers]
    top = jnp.sum(jnp.where(reads[:, None, None, None], saved.states[:, 1:], 0.0), axis=0)
    return top @ ends.to_outputs + ends.output_bias
