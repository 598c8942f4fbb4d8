"""The recurrent network: one sweep forward over time, one sweep back, layer by layer of a stack.

It is the layered network's sweep on the other axis: one set of weights for every stage, and an input at
every stage. Which cell it is, how many time steps there are and where truncated backpropagation cuts are
traced.
"""

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
from jax import Array, lax
from jaxtyping import Float

from gradflow.engine.core.array_types import Flag, Index, Stack
from gradflow.engine.core.rounding import again_where_doubtful
from gradflow.engine.recurrent.hyperparameters import RecurrentHyperparameters
from gradflow.engine.recurrent.layer_inputs import LayerInputs, read, write
from gradflow.engine.recurrent.loops import Loop, run_selected_loop
from gradflow.engine.recurrent.measures import DOWNWARD, UPWARD, blank, downward, upward
from gradflow.engine.recurrent.parameters import LayerWeights, RecurrentEnds
from gradflow.engine.recurrent.readout import Readout
from gradflow.engine.recurrent.shape import RecurrentShape
from gradflow.engine.recurrent.stage import Scale, enter, enter_backward
from gradflow.engine.recurrent.workspace import RecurrentWorkspace, SavedStates, Signals


def forward(
    shape: RecurrentShape,
    parameters: Stack,
    inputs: Float[Array, "capacity batch input"],
    hyper: RecurrentHyperparameters,
    saved: SavedStates,
    recording: bool,
) -> tuple[SavedStates, Float[Array, "layer capacity measure"]]:
    """inputs [capacity, batch, input] -> what was saved, written over `saved`, and the measures of UPWARD."""
    layer_inputs = LayerInputs.of(shape, hyper)
    nothing = jnp.zeros((shape.batch, shape.width))

    def by(loop: Loop) -> Any:
        cell = loop.cell

        def layer_of(layer: Index, carry: Any) -> Any:
            weights = LayerWeights.of(parameters, layer, cell.gates, shape)
            first = RecurrentEnds.of(parameters, shape).beside(cell.gates)
            shifts, (by_input, by_state) = weights.biases, _scales(loop, weights, shape, hyper)

            def step(written_out: Flag | None, time: Index, carry: Any) -> Any:
                doubtful, h, c, saved, rows = carry

                def from_inputs() -> Float[Array, "batch entering"]:
                    return read(inputs[None], 0, time) @ first

                def from_below() -> Float[Array, "batch entering"]:
                    return layer_inputs.read(layer, saved.states, time) @ weights.from_below

                raw = from_inputs() if shape.layers == 1 else lax.cond(layer == 0, from_inputs, from_below)
                x, s = enter(raw, by_input), enter(h @ weights.from_state, by_state)
                done = loop.step(hyper, x, s, shifts, (h, c), written_out)
                saved = saved._replace(states=write(saved.states, layer, time + 1, done.h))
                if saved.kept:
                    kept = (write(stack, layer, time, row) for stack, row in zip(saved.kept, done.kept, strict=False))
                    saved = saved._replace(kept=(*kept, *saved.kept[len(done.kept) :]))
                if done.c is not None:
                    c = done.c
                    if saved.cells is not None:
                        saved = saved._replace(cells=write(saved.cells, layer, time + 1, c))
                if recording or written_out is not None:
                    row, zero = upward(cell, done, hyper, written_out)
                    doubtful, rows = doubtful | zero, write(rows, layer, time, row) if recording else rows
                return doubtful, done.h, c, saved, rows

            def over_time(written_out: Flag | None, carry: Any) -> Any:
                start = (jnp.bool_(False), nothing, nothing, *carry[3:])
                return lax.fori_loop(0, hyper.length, partial(step, written_out), start)

            met = (lambda carry: (hyper.doubtful > 0) & carry[0]) if loop.written_out and saved.kept else None
            return again_where_doubtful(over_time, met, (jnp.bool_(False), nothing, nothing, *carry))[3:]

        return layer_of

    states, cells = (stack if stack is None else stack.at[:, 0].set(0.0) for stack in (saved.states, saved.cells))
    saved = saved._replace(states=states, cells=cells)
    return run_selected_loop(hyper, shape.layers, by, (saved, blank(shape, UPWARD)))


def _scales(
    loop: Loop, weights: LayerWeights, shape: RecurrentShape, hyper: RecurrentHyperparameters
) -> list[Scale | None]:
    """What normalizes a layer's input and its state before, where they are normalized."""
    rows = weights.input_scale, weights.state_scale
    return [Scale(row, shape.width, hyper) if loop.normalized else None for row in rows]


def backward(
    shape: RecurrentShape,
    parameters: Stack,
    inputs: Float[Array, "capacity batch input"],
    readout: Readout,
    hyper: RecurrentHyperparameters,
    workspace: RecurrentWorkspace,
    recording: bool,
) -> tuple[RecurrentWorkspace, Float[Array, "layer capacity measure"]]:
    """From the last time step back to the first: the workspace with every gradient, and with the signals if it has room
    for them, `workspace.onto` as it was used up, and the measures of DOWNWARD."""
    saved, layer_inputs = workspace.saved, LayerInputs.of(shape, hyper)
    nothing = jnp.zeros((shape.batch, shape.width))

    def by(loop: Loop) -> Any:
        cell = loop.cell

        def layer_of(count: Index, carry: Any) -> Any:
            layer = shape.layers - 1 - count
            weights = LayerWeights.of(parameters, layer, cell.gates, shape)
            first = RecurrentEnds.of(parameters, shape).beside(cell.gates)
            by_input, by_state = _scales(loop, weights, shape, hyper)

            def step(count: Index, carry: Any) -> Any:
                onto_h, onto_c, onto, signals, rows, onto_first, onto_layer = carry
                time = hyper.length - 1 - count
                # What the time step after this one sends back, unless truncated backpropagation cuts between them.
                cut = (hyper.window > 0) & ((time + 1) % jnp.maximum(hyper.window, 1) == 0)
                onto_h, onto_c = (jnp.where(cut, 0.0, after_change) for after_change in (onto_h, onto_c))
                onto_h = onto_h + layer_inputs.onto(layer, onto, time, hyper)
                h = read(saved.states, layer, time)
                c = read(saved.cells, layer, time) if cell.has_cell and saved.cells is not None else nothing
                kept = tuple(read(stack, layer, time) for stack in saved.kept[: cell.keeps])
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
                    read_now = layer_inputs.read(layer, saved.states, time)
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
                vectors = LayerWeights.gathered(onto_shift, of_state.onto_shift, onto_scale, of_state.onto_scale)
                onto_layer = jax.tree.map(jnp.add, onto_layer, LayerWeights(into_state, into_below, vectors))
                onto_h = sent.onto_h + of_state.onto_raw @ weights.from_state.T
                return onto_h, sent.onto_old_c, onto, signals, rows, onto_first + into_first, onto_layer

            onto, gradients, signals, rows = carry
            onto_first = jnp.zeros_like(first)
            start = (nothing, nothing, onto, signals, rows, onto_first, jax.tree.map(jnp.zeros_like, weights))
            *_, onto, signals, rows, onto_first, onto_layer = lax.fori_loop(0, hyper.length, step, start)
            onto_inputs = RecurrentEnds.spread(onto_first, cell.gates, shape)  # the last layer visited is the first
            ends = RecurrentEnds(onto_inputs, readout.onto_weight, readout.onto_bias)
            gradients = ends.into(onto_layer.into(gradients, layer, shape), shape)
            return onto, gradients, signals, rows

        return layer_of

    # What was saved is only read, and so not carried.
    *written, rows = run_selected_loop(hyper, shape.layers, by, (*workspace[1:], blank(shape, DOWNWARD)))
    return RecurrentWorkspace(saved, *written), rows
