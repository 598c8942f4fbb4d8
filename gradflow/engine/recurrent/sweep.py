"""The recurrent network: one sweep forward over time, one sweep back, layer by layer of a stack.

It is the layered network's sweep on the other axis: one set of weights for every stage, and an input at
every stage. Which cell it is, how many time steps there are and where truncated backpropagation cuts are
traced.
"""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array, lax

from gradflow.engine.loss import loss_and_accuracy
from gradflow.engine.recurrent.feeds import Feeds, read, write
from gradflow.engine.recurrent.knobs import RecurrentKnobs
from gradflow.engine.recurrent.loops import Loop, go_round
from gradflow.engine.recurrent.measure import DOWNWARD, UPWARD, blank, downward, upward
from gradflow.engine.recurrent.parameters import INPUT_SCALE, STATE_SCALE, Ends, Layer
from gradflow.engine.recurrent.room import Passed, RecurrentRoom, Signals
from gradflow.engine.recurrent.shape import RecurrentShape
from gradflow.engine.recurrent.stage import enter, enter_backward
from gradflow.parts.cells import MOST_GATES


def forward(
    shape: RecurrentShape, parameters: Array, inputs: Array, knobs: RecurrentKnobs, passed: Passed, recording: bool
) -> tuple[Passed, Array]:
    """inputs [capacity, batch, input] -> what was passed, written over `passed`, and the measures of UPWARD."""
    feeds, width = Feeds.of(shape, knobs), shape.width
    nothing = jnp.zeros((shape.batch, width))

    def by(loop: Loop) -> Any:
        def layer_of(layer: Array, carry: Any) -> Any:
            weights, first = Layer.of(parameters, layer, loop.gates, shape), _from_inputs(parameters, loop.gates, shape)
            vectors = weights.vectors

            def step(time: Array, carry: Any) -> Any:
                h, c, passed, rows = carry

                def from_inputs() -> Array:
                    return read(inputs[None], 0, time) @ first

                def from_below() -> Array:
                    return feeds.read(layer, passed.states, time) @ weights.from_below

                raw = from_inputs() if shape.layers == 1 else lax.cond(layer == 0, from_inputs, from_below)
                x, s = enter((raw, h @ weights.from_state), vectors, width, knobs)
                done, slope = loop.step(knobs.cell, x, s, h, c, nothing)
                passed = passed._replace(states=write(passed.states, layer, time + 1, done.h))
                if passed.from_inputs is not None and passed.from_states is not None:
                    passed = passed._replace(
                        from_inputs=write(passed.from_inputs, layer, time, x),
                        from_states=write(passed.from_states, layer, time, s),
                    )
                if loop.has_cell:
                    passed = passed._replace(cells=write(passed.cells, layer, time + 1, done.c))
                if recording:
                    rows = write(rows, layer, time, upward(done, slope, knobs))
                return done.h, done.c, passed, rows

            return lax.fori_loop(0, knobs.length, step, (nothing, nothing, *carry))[2:]

        return layer_of

    passed = passed._replace(states=passed.states.at[:, 0].set(0.0), cells=passed.cells.at[:, 0].set(0.0))
    return go_round(knobs.cell, shape.layers, by, (passed, blank(shape, UPWARD)))


def _from_inputs(parameters: Array, gates: int, shape: RecurrentShape) -> Array:
    """The weights [input, gates · hidden] into the first layer."""
    first = Ends.of(parameters, shape).from_inputs[:gates]
    return first.transpose(1, 0, 2).reshape(shape.inputs, -1)


class Said(NamedTuple):
    """loss, accuracy; onto_outputs_weight [hidden, output] and _bias [output], the gradients of the last layer."""

    loss: Array
    accuracy: Array
    onto_weight: Array
    onto_bias: Array


def say(
    shape: RecurrentShape, parameters: Array, targets: Array, knobs: RecurrentKnobs, passed: Passed, onto: Array
) -> tuple[Said, Array]:
    """The outputs where they are asked for, and what their loss sends back into the states, written into `onto`."""
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

    return lax.fori_loop(0, knobs.length, step, (none, onto))


def backward(
    shape: RecurrentShape,
    parameters: Array,
    inputs: Array,
    said: Said,
    knobs: RecurrentKnobs,
    room: RecurrentRoom,
    recording: bool,
) -> tuple[RecurrentRoom, Array]:
    """From the last time step back to the first: the room with every gradient and with the signals if it has room
    for them, `room.onto` as it was used up, and the measures of DOWNWARD."""
    passed = room.passed
    feeds, width = Feeds.of(shape, knobs), shape.width
    nothing = jnp.zeros((shape.batch, width))
    entered = [stack for stack in passed[2:] if stack is not None]

    def by(loop: Loop) -> Any:
        columns = loop.gates * width

        def layer_of(count: Array, carry: Any) -> Any:
            layer = shape.layers - 1 - count
            weights, first = Layer.of(parameters, layer, loop.gates, shape), _from_inputs(parameters, loop.gates, shape)
            scales = weights.vectors

            def step(count: Array, carry: Any) -> Any:
                onto_h, onto_c, onto, signals, rows, onto_first, onto_layer = carry
                time = knobs.length - 1 - count
                onto_h = onto_h + feeds.onto(layer, onto, time)
                before = read(passed.states, layer, time)
                c = read(passed.cells, layer, time) if loop.has_cell else nothing
                x, s = (read(stack, layer, time, columns) for stack in entered)
                entering, onto_both = (x, s, before, c, nothing), (onto_h, onto_c)
                onto_x, onto_s, past, onto_c, onto_nudge = loop.back(knobs.cell, entering, onto_both)
                of_state = enter_backward(onto_s, (before, weights.from_state), scales[STATE_SCALE], width, knobs)

                def to_inputs() -> tuple[Array, ...]:
                    read_now = read(inputs[None], 0, time)
                    done = enter_backward(onto_x, (read_now, first), scales[INPUT_SCALE], width, knobs)
                    into = (read_now.T @ done.onto_raw, jnp.zeros_like(weights.from_below))
                    return *done, *into, nothing

                def to_below() -> tuple[Array, ...]:
                    read_now = feeds.read(layer, passed.states, time)
                    done = enter_backward(onto_x, (read_now, weights.from_below), scales[INPUT_SCALE], width, knobs)
                    into = (jnp.zeros_like(first), read_now.T @ done.onto_raw)
                    return *done, *into, done.onto_raw @ weights.from_below.T

                one = shape.layers == 1
                of_input = to_inputs() if one else lax.cond(layer == 0, to_inputs, to_below)
                _, onto_scale, onto_shift, into_first, into_below, onto_below = of_input
                into_state = before.T @ of_state.onto_raw
                if signals is not None:
                    found = Signals(onto_h, onto_nudge)
                    signals = jax.tree.map(lambda stack, row: write(stack, layer, time, row), signals, found)
                if recording:
                    rows = write(rows, layer, time, downward(loop.has_cell, onto_h, onto_nudge, into_state))
                if not one:
                    # The first layer has nobody below: its own row, which has been read, is written over.
                    onto = write(onto, jnp.maximum(layer - 1, 0), time, onto_below)
                vectors = jnp.stack([onto_shift, of_state.onto_shift, onto_scale, of_state.onto_scale])
                onto_layer = jax.tree.map(jnp.add, onto_layer, Layer(into_state, into_below, vectors))
                cut = (knobs.window > 0) & (time % jnp.maximum(knobs.window, 1) == 0)
                back = past + of_state.onto_raw @ weights.from_state.T
                onto_h, onto_c = (jnp.where(cut, 0.0, carried) for carried in (back, onto_c))
                return onto_h, onto_c, onto, signals, rows, onto_first + into_first, onto_layer

            onto, gradients, signals, rows = carry
            onto_first = jnp.zeros_like(first)
            start = (nothing, nothing, onto, signals, rows, onto_first, jax.tree.map(jnp.zeros_like, weights))
            *_, onto, signals, rows, onto_first, onto_layer = lax.fori_loop(0, knobs.length, step, start)
            beside = onto_first.reshape(shape.inputs, loop.gates, width).transpose(1, 0, 2)
            padded = jnp.pad(beside, ((0, MOST_GATES - loop.gates), (0, 0), (0, 0)))
            ends = Ends(padded, said.onto_weight, said.onto_bias).blocks(shape)  # the last layer visited is the first
            gradients = onto_layer.into(gradients, layer, shape).at[-len(ends) :].set(ends)
            return onto, gradients, signals, rows

        return layer_of

    # What was passed is only read, and so not carried.
    *written, rows = go_round(knobs.cell, shape.layers, by, (*room[1:], blank(shape, DOWNWARD)))
    return RecurrentRoom(passed, *written), rows
