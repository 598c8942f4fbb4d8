"""What is said: a stack of recurrent layers' outputs where they are asked for, and their loss."""

from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import Array, lax

from gradflow.engine.loss import loss_and_accuracy
from gradflow.engine.recurrent.feeds import Feeds, read, write
from gradflow.engine.recurrent.knobs import RecurrentKnobs
from gradflow.engine.recurrent.parameters import Ends
from gradflow.engine.recurrent.room import Passed
from gradflow.engine.recurrent.shape import RecurrentShape


class Said(NamedTuple):
    """loss, accuracy; onto_outputs_weight [hidden, output] and _bias [output], the gradients of the last layer."""

    loss: Array
    accuracy: Array
    onto_weight: Array
    onto_bias: Array


def say(
    shape: RecurrentShape, parameters: Array, targets: Array, knobs: RecurrentKnobs, passed: Passed, onto: Array
) -> tuple[Said, Array]:
    """The outputs where they are asked for, and what their loss sends back into the states, written into `onto`; its
    rows mean nothing where nothing is asked."""
    feeds, ends = Feeds.of(shape, knobs), Ends.of(parameters, shape)
    none = Said(jnp.float32(0), jnp.float32(0), jnp.zeros_like(ends.to_outputs), jnp.zeros_like(ends.output_bias))

    def step(time: Array, carry: tuple[Said, Array]) -> tuple[Said, Array]:
        said, onto = carry
        weight = knobs.asked[time]

        def asked() -> tuple[Said, Array]:
            y = feeds.read(shape.layers, passed.states, time)
            target = read(targets[None], 0, time)
            loss, pull, accuracy = jax.vjp(
                lambda o: loss_and_accuracy(shape.classification, o, target),
                y @ ends.to_outputs + ends.output_bias,
                has_aux=True,
            )
            onto_output = pull(weight)[0]
            more = Said(weight * loss, weight * accuracy, y.T @ onto_output, jnp.sum(onto_output, axis=0))
            return more, onto_output @ ends.to_outputs.T

        more, onto_y = lax.cond(weight > 0, asked, lambda: (none, jnp.zeros((shape.batch, shape.width))))
        return jax.tree.map(jnp.add, said, more), write(onto, shape.layers - 1, time, onto_y)

    return lax.fori_loop(jnp.argmax(knobs.asked > 0), knobs.length, step, (none, onto))
