"""What is read out: a stack of recurrent layers' outputs where they are asked for, and their loss."""

from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import Array, lax
from jaxtyping import Float

from gradflow.engine.core.array_types import Index, Scalar, Stack, Units
from gradflow.engine.core.loss import loss_and_accuracy
from gradflow.engine.recurrent.hyperparameters import RecurrentHyperparameters
from gradflow.engine.recurrent.layer_inputs import LayerInputs, read, write
from gradflow.engine.recurrent.parameters import RecurrentEnds
from gradflow.engine.recurrent.shape import RecurrentShape
from gradflow.engine.recurrent.workspace import SavedStates


class Readout(NamedTuple):
    """loss, accuracy; onto_outputs_weight [hidden, output] and _bias [output], the gradients of the last layer."""

    loss: Scalar
    accuracy: Scalar
    onto_weight: Float[Array, "width output"]
    onto_bias: Float[Array, " output"]


def read_out(
    shape: RecurrentShape,
    parameters: Stack,
    targets: Float[Array, "capacity batch output"],
    hyper: RecurrentHyperparameters,
    saved: SavedStates,
    onto: Float[Array, "layer capacity batch width"],
) -> tuple[Readout, Float[Array, "layer capacity batch width"]]:
    """The outputs where they are asked for, and what their loss sends back into the states, written into `onto`; its
    rows mean nothing where nothing is asked."""
    layer_inputs, ends = LayerInputs.of(shape, hyper), RecurrentEnds.of(parameters, shape)
    none = Readout(jnp.float32(0), jnp.float32(0), jnp.zeros_like(ends.to_outputs), jnp.zeros_like(ends.output_bias))

    def step(time: Index, carry: tuple[Readout, Array]) -> tuple[Readout, Float[Array, "layer capacity batch width"]]:
        readout, onto = carry
        weight = hyper.asked[time]

        def asked() -> tuple[Readout, Units]:
            y = layer_inputs.read(shape.layers, saved.states, time)
            target = read(targets[None], 0, time)
            loss, pull, accuracy = jax.vjp(
                lambda o: loss_and_accuracy(shape.classification, o, target),
                y @ ends.to_outputs + ends.output_bias,
                has_aux=True,
            )
            onto_output = pull(weight)[0]
            more = Readout(weight * loss, weight * accuracy, y.T @ onto_output, jnp.sum(onto_output, axis=0))
            return more, onto_output @ ends.to_outputs.T

        more, onto_y = lax.cond(weight > 0, asked, lambda: (none, jnp.zeros((shape.batch, shape.width))))
        return jax.tree.map(jnp.add, readout, more), write(onto, shape.layers - 1, time, onto_y)

    return lax.fori_loop(jnp.argmax(hyper.asked > 0), hyper.length, step, (none, onto))
