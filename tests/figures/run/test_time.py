"""Pictures of recurrent traces: valid in both languages, about time steps, and true to the trace."""

from typing import Any

import numpy as np
import pytest

from gradflow.diagnosis.memory import solved_lags
from gradflow.diagnosis.reach import reaches
from gradflow.engine.train import begin_training, train
from gradflow.experiment import Experiment, default_of
from gradflow.figures import (
    answers,
    curves,
    frame,
    gates,
    maps,
    memories,
    norms,
    profile,
    ratios,
    reach,
    signals,
    spectrum,
    units,
)
from gradflow.figures.drawing.codes import decode
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.note import note
from gradflow.figures.drawing.quantities import maps_of
from gradflow.figures.probes.look import DatedLook
from gradflow.networks import MAX_LENGTH, RNN
from gradflow.parts.cells import CELLS
from gradflow.parts.recurrence import recurrent_matrix
from gradflow.text import LANGUAGES, Words
from gradflow.theory.predict import explain
from gradflow.trace import RecurrentTrace
from tests.diagnosis.traces import trace_of
from tests.figures.received import drawn, received, sent
from tests.networks.known import rnn_of

EN = Words("en")
TRACES: dict[str, Any] = {}


def experiment(cell: str, **fields: Any) -> Experiment:
    return default_of(RNN).replace(**({"cell": cell, "sequence_length": 20, "steps": 21} | fields))


def trained(cell: str) -> RecurrentTrace:
    if cell not in TRACES:
        TRACES[cell] = train(experiment(cell))
    return TRACES[cell]


def pictures(trace: RecurrentTrace, words: Words) -> dict[str, LiveFigure]:
    prediction = explain(trace.experiment)
    drawings = {"maps": maps, "curves": curves, "norms": norms, "ratios": ratios, "units": units, "reach": reach}
    shown = {name: draw(trace, words) for name, draw in (drawings | {"gates": gates}).items()}  # type: ignore[operator]
    return shown | {
        "answers": answers(trace, words, examples=False),
        "profile": profile(trace, prediction.profile, words),
        "spectrum": spectrum(trace, DatedLook(3, begin_training(trace.experiment).probe_outputs()), words),
        "signals": signals({rnn_of(trace.experiment).cell: trace}, words),
        "memories": memories({rnn_of(trace.experiment).cell: trace}, words),
    }


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cell", CELLS)
def test_plotly_takes_every_picture_and_none_speaks_of_layers(cell: str, language: str, width: str) -> None:
    words = Words(language)
    for name, figure in pictures(trained(cell), words).items():
        figure_drawn = drawn(figure, width)
        said = f"{figure.label} {figure_drawn.layout.to_json()} {[t.hovertemplate for t in figure_drawn.data]}"
        assert figure.label, name
        for word in ("Layer", "层", "∂loss/∂z", "∂loss/∂W"):
            assert word not in said, name
        assert "layer" not in figure.label and '"text":"layer"' not in said, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_trace_has_pictures_too(language: str) -> None:
    empty, words = RecurrentTrace.empty(experiment("lstm")), Words(language)
    assert isinstance(empty, RecurrentTrace)
    cells = {"lstm": empty, "tanh": empty}
    figures = [figure(empty, words) for figure in (maps, reach, gates, curves)]
    for figure in (*figures, signals(cells, words), memories(cells, words)):
        assert drawn(figure) and figure.label and figure.table
    assert drawn(spectrum(empty, None, words)).layout.annotations[0].text == note(words("spectrum.waiting"))["text"]


@pytest.mark.parametrize("cell", CELLS)
def test_the_third_map_is_of_the_path_that_there_is(cell: str) -> None:
    third = maps_of(trained(cell))[2]
    expected = ("cell_gradient_rms", "∂loss/∂c") if CELLS[cell].has_cell else ("weight_gradient_rms", "∂loss/∂U")
    assert third.quantity == expected[0] and expected[1] in third.formula


def test_maps_show_the_states_signal() -> None:
    trace = trained("gru")
    shown = received(maps(trace, EN))["traces"][1]
    assert shown["z"] == pytest.approx(np.log10(trace.signal_rms.T.astype(float)), abs=1e-3)


def test_the_maps_of_the_longest_sequence_stay_small() -> None:
    trace = trace_of(experiment("gru", steps=600), steps=600, signal_rms=np.ones(MAX_LENGTH))
    figure = maps(trace, EN)
    assert len(sent(figure)) < 60_000
    assert figure.traces[0]["y"][-1] == MAX_LENGTH and np.ptp(np.diff(figure.traces[0]["y"])) == 0
    assert decode(figure.traces[1]["z"].codes).shape[0] == len(figure.traces[1]["y"])


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_a_gate_s_factor_is_not_drawn_as_a_line(cell: str) -> None:
    names = {t["name"] for t in profile(trained(cell), explain(experiment(cell)).profile, EN).traces}
    assert EN("profile.prediction") not in names


def test_reach_shows_both_lags_and_the_tasks() -> None:
    trace = trained("lstm")
    figure = reach(trace, EN)
    along_h, along_c, solved = (t["y"] for t in figure.traces)
    assert along_h == pytest.approx(reaches(trace), nan_ok=True)
    assert along_c == pytest.approx(reaches(trace, "cell_gradient_rms"), nan_ok=True)
    assert solved == pytest.approx(solved_lags(trace), nan_ok=True)
    assert figure.layout["shapes"][0]["y0"] == 19
    assert len(reach(trained("gru"), EN).traces) == 2


@pytest.mark.parametrize("cell", CELLS)
def test_gates_show_every_opening_and_the_signals(cell: str) -> None:
    trace, figure = trained(cell), gates(trained(cell), EN)
    names = CELLS[cell].openings
    for number, shown in enumerate(figure.traces[: len(names)], 1):
        assert (shown["y"] == getattr(trace, f"opening_{number}")[-1]).all()
    assert len(figure.traces) == len(names) + 1 + CELLS[cell].has_cell
    assert ("yaxis2" in figure.layout) == bool(names)
    assert figure.traces[len(names)]["y"][-1] == 1


@pytest.mark.parametrize(("cell", "layers"), [("tanh", 1), ("gru", 2), ("lstm", 1)])
def test_the_spectrum_is_that_of_the_matrices_a_run_begins_with(cell: str, layers: int) -> None:
    e = experiment(cell, stacked_layers=layers, spectral_radius=0.8)
    training = begin_training(e)
    assert training.has_probe_program()  # no program to wait for
    found = training.probe_outputs().reshape(layers, CELLS[cell].gates, 64, 2)
    for layer in range(layers):
        for gate in range(CELLS[cell].gates):
            matrix = recurrent_matrix("glorot_uniform", 64, rnn_of(e).init_scale, 0.8, (e.seed, layer, gate))
            values = found[layer, gate] @ np.array([1, 1j])
            assert values.sum() == pytest.approx(np.trace(matrix), abs=1e-3)
            assert (values**2).sum() == pytest.approx(np.trace(matrix @ matrix), abs=1e-3)
            assert np.abs(values).max() == pytest.approx(0.8, abs=1e-5)
    figure = spectrum(RecurrentTrace.empty(e), DatedLook(0, training.probe_outputs()), EN)  # type: ignore[arg-type]
    assert sum(len(t["x"]) for t in figure.traces[: CELLS[cell].gates]) == found.size // 2
    assert "0.80" in figure.label and " 0 of " in figure.label


def test_weights_beyond_float32_have_no_spectrum() -> None:
    nan = np.full((64, 2), np.nan, np.float32)
    assert spectrum(trained("tanh"), DatedLook(5, nan), EN).label == EN("spectrum.not_finite")


def test_a_recurrent_trace_is_a_table_too() -> None:
    table = frame(trained("lstm"))
    assert set(table["quantity"].unique()) == set(RecurrentTrace.names())


@pytest.mark.parametrize("cell", CELLS)
def test_every_picture_has_its_numbers_in_a_table(cell: str) -> None:
    for name, figure in pictures(trained(cell), EN).items():
        assert figure.table, name
        lengths = {len(values) for values in figure.table.columns.values()}
        assert len(lengths) == 1 and lengths.pop() <= 52, name
        assert received(figure)["table"]["caption"] == figure.table.caption


def test_the_spectrums_table_lists_the_largest_first() -> None:
    figure = pictures(trained("lstm"), EN)["spectrum"]
    assert figure.table
    matrix, sizes, real, imaginary = figure.table.columns.values()
    assert set(matrix) <= {EN(f"gate.{name}") for name in CELLS["lstm"].matrices}
    assert (np.diff(sizes) <= 0).all() and np.hypot(real, imaginary) == pytest.approx(sizes)  # type: ignore[arg-type]


def test_cells_side_by_side_show_each_ones_own_numbers() -> None:
    traces = {EN.of_choice("cell", cell): trained(cell) for cell in ("tanh", "gru", "lstm")}
    left, right = signals(traces, EN), memories(traces, EN)
    for (name, trace), signal, memory in zip(traces.items(), left.traces, right.traces, strict=True):
        cell = rnn_of(trace.experiment).cell
        quantity = "cell_gradient_rms" if CELLS[cell].has_cell else "signal_rms"
        row = getattr(trace, quantity)[trace.last_finite].astype(float)
        assert signal["y"] == pytest.approx(row / row[-1]) and signal["name"] == name
        looked = np.isfinite(trace.answered[:, -1])
        assert list(memory["x"]) == list(np.flatnonzero(looked))
        assert memory["y"] == pytest.approx(trace.answered[looked, -1])
    assert len({t["line"]["dash"] for t in left.traces}) == 3
    assert right.layout["shapes"][0]["y0"] == 1 / 8
