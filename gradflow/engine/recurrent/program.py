"""What the compiled programs of a recurrent network do at a step, and when they look at held-out sequences."""

import jax.numpy as jnp
from jax import Array, lax, vmap

from gradflow.engine.loss import loss_and_accuracy
from gradflow.engine.recurrent.feeds import Feeds
from gradflow.engine.recurrent.knobs import RecurrentKnobs
from gradflow.engine.recurrent.measure import over_layers
from gradflow.engine.recurrent.parameters import Ends
from gradflow.engine.recurrent.room import Passed, RecurrentRoom
from gradflow.engine.recurrent.say import say
from gradflow.engine.recurrent.shape import CAPACITY, RecurrentShape
from gradflow.engine.recurrent.sweep import backward, forward
from gradflow.engine.rows import write
from gradflow.engine.state import Learned, Samples, State

AT_ONCE = 64  # held-out sequences: every state of every time step is kept while they are read


def learn(
    shape: RecurrentShape,
    recording: bool,
    state: State,
    samples: Samples,
    knobs: RecurrentKnobs,
    room: RecurrentRoom,
) -> Learned:
    """Forward over time, answer, and back."""
    parameters, inputs = state.parameters, samples.inputs
    passed, up = forward(shape, parameters, inputs, knobs, room.passed, recording)
    said, onto = say(shape, parameters, samples.targets, knobs, passed, room.onto)
    used, down = backward(shape, parameters, inputs, said, knobs, room._replace(passed=passed, onto=onto), recording)
    return Learned(said.loss, said.accuracy, over_layers(up, down), used.gradients, state.running, used)


def held_out(
    shape: RecurrentShape, state: State, samples: Samples, knobs: RecurrentKnobs
) -> tuple[Array, Array, Array]:
    """Loss and accuracy on held-out sequences, and how well each time step's right answer would be given
    [capacity]: the share of right answers, or the share of the targets' variance that is explained."""
    there = jnp.arange(CAPACITY) < knobs.length

    def part(first: Array) -> tuple[Array, Array]:
        inputs, targets = (lax.dynamic_slice_in_dim(x, first, AT_ONCE, axis=1) for x in samples)
        said = _outputs(shape._replace(batch=AT_ONCE), state.parameters, inputs, knobs)
        return vmap(lambda o, y: loss_and_accuracy(shape.classification, o, y))(said, targets)

    # Cut out part by part: to lay all of them one after another takes as long as reading one.
    parts = lax.map(part, jnp.arange(0, samples.inputs.shape[1], AT_ONCE))
    losses, right = (jnp.where(there, jnp.mean(rows, axis=0), 0.0) for rows in parts)
    loss, accuracy = jnp.sum(knobs.asked * losses), jnp.sum(knobs.asked * right)
    variance = jnp.mean(jnp.var(samples.targets, axis=1), axis=-1)
    explained = 1.0 - losses / jnp.where(variance > 0, variance, 1.0)
    return loss, accuracy, jnp.where(shape.classification, right, explained)


def _outputs(shape: RecurrentShape, parameters: Array, inputs: Array, knobs: RecurrentKnobs) -> Array:
    """inputs [capacity, batch, input] -> outputs [capacity, batch, output]."""
    size = (shape.layers, 1 + CAPACITY, shape.batch, shape.width)
    passed, _ = forward(shape, parameters, inputs, knobs, Passed(lax.empty(size, jnp.float32)), recording=False)
    ends, feeds = Ends.of(parameters, shape), Feeds.of(shape, knobs)

    def answer(time: Array, said: Array) -> Array:
        y = feeds.read(shape.layers, passed.states, time)
        return write(said, time, y @ ends.to_outputs + ends.output_bias)

    return lax.fori_loop(0, knobs.length, answer, jnp.zeros((CAPACITY, shape.batch, shape.outputs)))


def outputs_of(shape: RecurrentShape, parameters: Array, passed: Passed, knobs: RecurrentKnobs) -> Array:
    """What is answered at every time step [capacity, batch, output]; beyond the length there is no sense."""
    ends, reads = Ends.of(parameters, shape), Feeds.of(shape, knobs).reads[shape.layers]
    top = jnp.sum(jnp.where(reads[:, None, None, None], passed.states[:, 1:], 0.0), axis=0)
    return top @ ends.to_outputs + ends.output_bias
