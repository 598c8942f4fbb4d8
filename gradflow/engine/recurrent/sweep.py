"""The recurrent network: one sweep forward over time, one sweep back, layer by layer of a stack.

It is the layered network's sweep on the other axis: one set of weights for every stage, and an input at
every stage. Which cell it is, how many time steps there are and where truncated backpropagation cuts are
traced.
"""

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array, lax

from gradflow.engine.recurrent.feeds import Feeds, read, write
from gradflow.engine.recurrent.knobs import RecurrentKnobs
from gradflow.engine.recurrent.loops import Loop, go_round
from gradflow.engine.recurrent.measure import DOWNWARD, UPWARD, blank, downward, upward
from gradflow.engine.recurrent.parameters import INPUT_SCALE, STATE_BIAS, STATE_SCALE, Ends, Layer
from gradflow.engine.recurrent.room import Passed, RecurrentRoom, Signals
from gradflow.engine.recurrent.say import Said
from gradflow.engine.recurrent.shape import RecurrentShape
from gradflow.engine.recurrent.stage import Scale, enter, enter_backward
from gradflow.parts.cells import MOST_GATES


def forward(
    shape: RecurrentShape, parameters: Array, inputs: Array, knobs: RecurrentKnobs, passed: Passed, recording: bool
) -> tuple[Passed, Array]:
    """inputs [capacity, batch, input] -> what was passed, written over `passed`, and the measures of UPWARD."""
    feeds = Feeds.of(shape, knobs)
    nothing = jnp.zeros((shape.batch, shape.width))

    def by(loop: Loop) -> Any:
        cell = loop.cell

        def layer_of(layer: Array, carry: Any) -> Any:
            weights, first = Layer.of(parameters, layer, cell.gates, shape), _from_inputs(parameters, cell.gates, shape)
            shifts, (by_input, by_state) = weights.vectors[: STATE_BIAS + 1], _scales(loop, weights, shape, knobs)

            def step(time: Array, carry: Any) -> Any:
                h, c, passed, rows = carry

                def from_inputs() -> Array:
                    return read(inputs[None], 0, time) @ first

                def from_below() -> Array:
                    return feeds.read(layer, passed.states, time) @ weights.from_below

                raw = from_inputs() if shape.layers == 1 else lax.cond(layer == 0, from_inputs, from_below)
                x, s = enter(raw, by_input), enter(h @ weights.from_state, by_state)
                done = loop.step(knobs, x, s, shifts, h, c)
                passed = passed._replace(states=write(passed.states, layer, time + 1, done.h))
                if passed.kept:
                    kept = (write(stack, layer, time, row) for stack, row in zip(passed.kept, done.kept, strict=False))
                    passed = passed._replace(kept=(*kept, *passed.kept[len(done.kept) :]))
                if done.c is not None:
                    c = done.c
                    if passed.cells is not None:
                        passed = passed._replace(cells=write(passed.cells, layer, time + 1, c))
                if recording:
                    rows = write(rows, layer, time, upward(cell, done, knobs))
                return done.h, c, passed, rows

            return lax.fori_loop(0, knobs.length, step, (nothing, nothing, *carry))[2:]

        return layer_of

    states, cells = (stack if stack is None else stack.at[:, 0].set(0.0) for stack in (passed.states, passed.cells))
    passed = passed._replace(states=states, cells=cells)
    return go_round(knobs, shape.layers, by, (passed, blank(shape, UPWARD)))


def _scales(loop: Loop, weights: Layer, shape: RecurrentShape, knobs: RecurrentKnobs) -> list[Scale | None]:
    """What normalizes a layer's input and its state before, where they are normalized."""
    rows = weights.vectors[INPUT_SCALE], weights.vectors[STATE_SCALE]
    return [Scale(row, shape.width, knobs) if loop.normalized else None for row in rows]


def _from_inputs(parameters: Array, gates: int, shape: RecurrentShape) -> Array:
    """The weights [input, gates · hidden] into the first layer."""
    first = Ends.of(parameters, shape).from_inputs[:gates]
    return first.transpose(1, 0, 2).reshape(shape.inputs, -1)


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
    passed, feeds = room.passed, Feeds.of(shape, knobs)
    nothing = jnp.zeros((shape.batch, shape.width))

    def by(loop: Loop) -> Any:
        cell = loop.cell

        def layer_of(count: Array, carry: Any) -> Any:
            layer = shape.layers - 1 - count
            weights, first = Layer.of(parameters, layer, cell.gates, shape), _from_inputs(parameters, cell.gates, shape)
            by_input, by_state = _scales(loop, weights, shape, knobs)

            def step(count: Array, carry: Any) -> Any:
                onto_h, onto_c, onto, signals, rows, onto_first, onto_layer = carry
                time = knobs.length - 1 - count
                # What the time step after this one sends back, unless truncated backpropagation cuts between them.
                cut = (knobs.window > 0) & ((time + 1) % jnp.maximum(knobs.window, 1) == 0)
                onto_h, onto_c = (jnp.where(cut, 0.0, carried) for carried in (onto_h, onto_c))
                onto_h = onto_h + feeds.onto(layer, onto, time, knobs)
                h = read(passed.states, layer, time)
                c = read(passed.cells, layer, time) if cell.has_cell and passed.cells is not None else nothing
                kept = tuple(read(stack, layer, time) for stack in passed.kept[: cell.keeps])
                sent = cell.back(kept, h, c, onto_h, onto_c)
                onto_x, onto_s = (jnp.concatenate(part, axis=1) for part in sent[:2])
                of_state = enter_backward(onto_s, (h, weights.from_state), by_state)

                def to_inputs() -> tuple[Array, ...]:
                    read_now = read(inputs[None], 0, time)
                    done = enter_backward(onto_x, (read_now, first), by_input)
                    # So few rows are turned first: a product that turns them itself takes three times as long.
                    into = (lax.optimization_barrier(read_now.T) @ done.onto_raw, jnp.zeros_like(weights.from_below))
                    return *done, *into, nothing

                def to_below() -> tuple[Array, ...]:
                    read_now = feeds.read(layer, passed.states, time)
                    done = enter_backward(onto_x, (read_now, weights.from_below), by_input)
                    into = (jnp.zeros_like(first), read_now.T @ done.onto_raw)
                    return *done, *into, done.onto_raw @ weights.from_below.T

                one = shape.layers == 1
                of_input = to_inputs() if one else lax.cond(layer == 0, to_inputs, to_below)
                _, onto_scale, onto_shift, into_first, into_below, onto_below = of_input
                into_state = h.T @ of_state.onto_raw
                if signals is not None:
                    found = Signals(onto_h, sent.onto_c)
                    signals = jax.tree.map(lambda stack, row: write(stack, layer, time, row), signals, found)
                if recording:
                    rows = write(rows, layer, time, downward(cell.has_cell, onto_h, sent.onto_c, into_state))
                if not one:
                    # The first layer has nobody below: its own row, which has been read, is written over.
                    onto = write(onto, jnp.maximum(layer - 1, 0), time, onto_below)
                vectors = jnp.stack([onto_shift, of_state.onto_shift, onto_scale, of_state.onto_scale])
                onto_layer = jax.tree.map(jnp.add, onto_layer, Layer(into_state, into_below, vectors))
                onto_h = sent.onto_h + of_state.onto_raw @ weights.from_state.T
                return onto_h, sent.onto_old_c, onto, signals, rows, onto_first + into_first, onto_layer

            onto, gradients, signals, rows = carry
            onto_first = jnp.zeros_like(first)
            start = (nothing, nothing, onto, signals, rows, onto_first, jax.tree.map(jnp.zeros_like, weights))
            *_, onto, signals, rows, onto_first, onto_layer = lax.fori_loop(0, knobs.length, step, start)
            beside = onto_first.reshape(shape.inputs, cell.gates, shape.width).transpose(1, 0, 2)
            padded = jnp.pad(beside, ((0, MOST_GATES - cell.gates), (0, 0), (0, 0)))
            ends = Ends(padded, said.onto_weight, said.onto_bias).blocks(shape)  # the last layer visited is the first
            gradients = onto_layer.into(gradients, layer, shape).at[-len(ends) :].set(ends)
            return onto, gradients, signals, rows

        return layer_of

    # What was passed is only read, and so not carried.
    *written, rows = go_round(knobs, shape.layers, by, (*room[1:], blank(shape, DOWNWARD)))
    return RecurrentRoom(passed, *written), rows
