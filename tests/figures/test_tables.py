"""The table behind every picture: the trace's own numbers, in rows one can go through; and the picture's sentence."""

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from gradflow.diagnosis.chain import chain_of
from gradflow.figures import LiveFigure, band, chain, curves, falls, learned, maps, norms, profile, ratios, units
from gradflow.figures.comparison.results import results
from gradflow.figures.comparison.run_comparison import signals
from gradflow.figures.comparison.twins import twins
from gradflow.figures.drawing.table import ROWS
from gradflow.figures.probes.answers import answers
from gradflow.figures.probes.look import DatedLook
from gradflow.tasks import TASKS, data_of, probes_of
from gradflow.text import LANGUAGES, Words
from gradflow.theory.predict import Prediction
from gradflow.trace import Trace
from tests.figures.received import received, sent
from tests.figures.samples import sample

EN = Words("en")
SEEDS = np.array([-0.6, -0.65, -0.7])


def _down(trace: Trace) -> np.ndarray:
    return np.arange(float(trace.depth))[::-1]


def _prediction(trace: Trace) -> Prediction:
    return Prediction(-0.65 * _down(trace), "theory.recursion", 0.05 * _down(trace))


def _answers(trace: Trace) -> DatedLook[np.ndarray]:
    shape = (len(probes_of(trace.experiment.task)), TASKS[trace.experiment.task].outputs)
    return DatedLook(38, np.random.default_rng(0).uniform(0.1, 0.9, shape).astype(np.float32))


def _twins(trace: Trace) -> dict[str, Trace]:
    return {"A · none": trace, "B · batch": sample(40, depth=trace.depth, decades_per_layer=0.1)}


FIGURES: dict[str, Callable[[Trace, Words], LiveFigure]] = {
    "maps": maps,
    "profile": lambda trace, words: profile(trace, _prediction(trace).profile, words),
    "curves": curves,
    "norms": norms,
    "ratios": ratios,
    "chain": chain,
    "units": units,
    "band": lambda trace, words: band(trace, SEEDS[:, None] * _down(trace), _prediction(trace), words),
    "falls": lambda trace, words: falls(trace, SEEDS[:, None] * _down(trace), _prediction(trace), words),
    "learned": lambda trace, words: learned(trace, _answers(trace), words),
    "answers": lambda trace, words: answers(trace, words, _answers(trace), before=trace),
    "signals": lambda trace, words: signals(_twins(trace), words),
    "results": lambda trace, words: results(_twins(trace), words),
    "twins": lambda trace, words: twins(_twins(trace), words),
}
BROKEN: dict[str, Any] = {"signal_rms": np.inf, "weight_gradient_rms": np.nan, "loss": np.nan, "raw_norm": np.inf}
TRACES = {
    "vanishing": sample(40),
    "long and deep": sample(2000, depth=100, budget=2000),
    "level": sample(40, decades_per_layer=0.01),
    "zero": sample(40, signal_rms=0.0),
    "broken": sample(3, decades_per_layer=-0.6, **BROKEN),
    "first step": sample(1),
    "one layer": sample(3, depth=1),
    "empty": sample(0),
    "regression": sample(40, task="curve"),
}
for task in TASKS:
    TRACES.setdefault(task, sample(40, task=task))


def columns(figure: LiveFigure) -> dict[str, list[Any]]:
    """As the browser gets them."""
    return {column["name"]: list(column["values"]) for column in received(figure)["table"]["columns"]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trace", TRACES.values(), ids=TRACES)
@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_every_figure_has_a_table_and_a_sentence(figure, trace, language):
    drawn = figure(trace, Words(language))
    assert drawn.table and drawn.table.caption
    lengths = {len(values) for values in drawn.table.columns.values()}
    assert len(lengths) == 1 and len(drawn.table.columns) > 1
    assert lengths.pop() <= max(ROWS + 2, trace.depth)
    assert {*drawn.table.shares, *drawn.table.gaps} <= set(drawn.table.columns)
    assert drawn.label.endswith("。" if language == "zh" else ".")
    assert "nan" not in drawn.label and "inf," not in drawn.label


@pytest.mark.parametrize("at", [-1, 12])
def test_the_maps_table_is_the_column_of_the_step_on_show(at):
    trace = TRACES["vanishing"]
    layer, *rows, factors = columns(maps(trace, EN, at)).values()
    assert layer == list(range(1, 21))
    for row, name in zip(rows, ("activation_rms", "signal_rms", "weight_gradient_rms"), strict=True):
        np.testing.assert_array_equal(row, getattr(trace, name)[at])
    np.testing.assert_allclose(factors[:-1], trace.signal_rms[at][:-1] / trace.signal_rms[at][1:], rtol=1e-5)


def test_the_profile_s_table_has_theory_beside_what_was_measured():
    trace = TRACES["vanishing"]
    found = columns(FIGURES["profile"](trace, EN))
    np.testing.assert_array_equal(found["Backward signal"], trace.signal_rms[-1])
    theory = np.log10(found["Theory, at the start"])
    np.testing.assert_allclose(theory - theory[-1], -0.65 * _down(trace), atol=1e-6)


def test_a_number_that_is_none_stays_what_it_is():
    trace = TRACES["broken"]
    found = columns(FIGURES["profile"](trace, EN))
    assert np.isposinf(found["Backward signal, last step"]).all()
    assert np.isnan(found["Weight gradient, last step"]).all()
    np.testing.assert_array_equal(found["Backward signal"], trace.signal_rms[1])
    zero = columns(FIGURES["profile"](TRACES["zero"], EN))
    assert set(zero["Backward signal"]) == {0.0}


def test_the_curves_table_has_every_look_at_held_out_data():
    trace = TRACES["vanishing"]
    figure = curves(trace, EN)
    found = columns(figure)
    steps = np.array(found["step"])
    assert {0, 20, 39} <= set(steps)
    np.testing.assert_array_equal(found["Loss"], trace.loss[steps])
    np.testing.assert_array_equal(found["Accuracy, held out"], trace.held_out_accuracy[steps])
    assert figure.table and figure.table.gaps == ("Loss, held out", "Accuracy, held out")
    assert figure.table.shares == ("Accuracy", "Accuracy, held out")


@pytest.mark.parametrize("name", ["vanishing", "long and deep"])
def test_the_ledger_s_tables_are_the_trace(name):
    trace = TRACES[name]
    step, raw, update = columns(norms(trace, EN)).values()  # nothing is clipped
    for found, quantity in ((raw, "raw_norm"), (update, "update_norm")):
        np.testing.assert_array_equal(found, getattr(trace, quantity)[np.array(step)])
    assert step[-1] == len(trace) - 1
    _, ratio = columns(ratios(trace, EN)).values()
    np.testing.assert_array_equal(ratio, trace.update_ratio[-1])


def test_the_chain_s_table_adds_up():
    trace = TRACES["vanishing"]
    layer, *causes, total = columns(chain(trace, EN)).values()
    assert layer == list(range(1, 20)) and len(causes) == 3
    np.testing.assert_allclose(np.sum(causes, axis=0), total, atol=1e-12)
    np.testing.assert_array_equal(total, chain_of(trace).total)


def test_the_units_table_has_both_shares_now_and_at_the_start():
    trace = TRACES["vanishing"]
    _, *shares = columns(units(trace, EN)).values()
    expected = (
        trace.saturated_fraction[-1],
        trace.saturated_fraction[0],
        trace.dead_fraction[-1],
        trace.dead_fraction[0],
    )
    np.testing.assert_array_equal(shares, expected)


def test_the_seeds_tables_have_the_band_and_each_seed():
    trace = TRACES["vanishing"]
    found = columns(FIGURES["band"](trace, EN))
    np.testing.assert_allclose(found["Median"], -0.65 * _down(trace))
    np.testing.assert_allclose(found["Lowest"], -0.7 * _down(trace))
    seed, ends = columns(FIGURES["falls"](trace, EN)).values()
    assert seed == [0, 1, 2]
    np.testing.assert_allclose(ends, 19 * SEEDS)


@pytest.mark.parametrize("task", TASKS)
def test_what_is_learned_is_what_the_network_said(task):
    trace = sample(40, task=task)
    said = _answers(trace).seen
    first, *rest = columns(FIGURES["learned"](trace, EN)).values()
    if task == "digits":
        target, answer, _ = rest
        assert answer == [str(digit) for digit in said.argmax(axis=1)]
        assert target == data_of(task).held_out_targets[: len(said)].argmax(axis=1).tolist()
    elif data_of(task).inputs.shape[1] == 2:
        assert {float(value) for column in rest for value in column} <= {float(value) for value in said[:, 1]}
        assert len(first) == len(rest) == 9
    else:
        assert {float(value) for value in rest[-1]} <= {float(value) for value in said[:, 0]}


@pytest.mark.parametrize("figure", ["profile", "ratios", "chain", "units"])
def test_what_the_picture_draws_travels_once(figure):
    drawn = FIGURES[figure](TRACES["long and deep"], EN)
    assert drawn.table
    numbers = sum(np.asarray(values).nbytes for values in drawn.table.columns.values())
    bare = dataclasses.replace(drawn, table=None)
    assert len(sent(drawn)) - len(sent(bare)) < numbers / 2 + 1200  # 1200: its words
