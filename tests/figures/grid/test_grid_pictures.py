"""Many runs in one picture: tiles and the map of two knobs draw what the cells hold, and open what they show."""

import itertools

import numpy as np
import pytest

from gradflow.comparison.grid import Grid
from gradflow.comparison.lattice import opening_grid, opening_knobs
from gradflow.diagnosis.group import groups
from gradflow.diagnosis.run_thumbnail import thumbnail_of
from gradflow.diagnosis.verdicts.learning import LEARNING
from gradflow.diagnosis.verdicts.signal import SIGNALS
from gradflow.experiment import Experiment, default_of
from gradflow.figures.grid.critical import critical
from gradflow.figures.grid.knobs import MEASURES, knobs, reading
from gradflow.figures.grid.targets import SYMBOLS, counted, description, signed
from gradflow.figures.grid.tiles import MOST_CODES, height, tiles
from gradflow.networks import FAMILIES, MLP, downcast, mlp, rnn
from gradflow.text import LANGUAGES, Words, texts
from gradflow.theory.critical import critical_gains
from tests.figures.received import drawn, received, sent
from tests.figures.samples import sample

EN = Words("en")
FALLING = thumbnail_of(sample(40, budget=100))
LEVEL = thumbnail_of(sample(40, budget=100, decades_per_layer=0.01))
BROKEN = thumbnail_of(sample(7, budget=100, decades_per_layer=-0.6, signal_rms=np.inf, loss=np.nan))
KINDS = {"empty": (), "some": (FALLING, None, BROKEN), "all": (FALLING, LEVEL)}
KNOBS = {"layers": opening_knobs(mlp.FAMILY), "time": opening_knobs(rnn.FAMILY)}
GRIDS = {
    "one": Grid.of(Experiment(), {"activation": ["tanh", "relu"]}),
    "two": Grid.of(Experiment(), {"initializer": ["he_normal", "orthogonal"], "tied": [False, True]}),
    "three and seeds": Grid.of(
        Experiment(), {"activation": ["tanh", "elu"], "optimizer": ["sgd", "adam"], "normalization": ["none", "rms"],
                       "seed": [0, 1, 2]},
    ),
    "default": opening_grid(mlp.FAMILY),
    "time": opening_grid(rnn.FAMILY),
}  # fmt: skip
LATTICE = Grid.of(Experiment(), {"gain": [0.5, 1.0, 2.0], "depth": [4, 8]})


def filled(grid: Grid, kinds: tuple) -> list:
    cells = zip(range(len(grid)), itertools.cycle(kinds or [None]), strict=False)
    return groups(grid, {place: cell for place, cell in cells if cell is not None})


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("kinds", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_plotly_takes_the_tiles(grid, kinds, width, language):
    figure = tiles(grid, filled(grid, kinds), Words(language))
    drawn(figure, width)
    assert height(grid, Words(language)) > 100
    assert figure.label.endswith("。" if language == "zh" else ".") and "nan" not in figure.label


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("kinds", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("grid", [LATTICE, *KNOBS.values()], ids=["small", *KNOBS])
def test_plotly_takes_the_map_of_two_knobs(grid, measure, kinds, width):
    drawn(knobs(grid, filled(grid, kinds), measure, EN), width)


@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)
def test_every_run_or_group_of_seeds_can_be_opened_once(grid):
    listed = filled(grid, KINDS["some"])
    figure = tiles(grid, listed, EN)
    opened = [place for trace in figure.picks for place in figure.traces[trace]["customdata"]]
    assert sorted(opened) == sorted(group.places[0] for group in listed)


def test_a_tile_is_its_cell_with_the_output_on_top():
    grid = GRIDS["two"]
    figure = drawn(tiles(grid, groups(grid, {1: FALLING}), EN))
    sizes, rows, columns = np.array(figure.data[1].z), len(FALLING.depths), FALLING.columns
    tile = sizes[:rows, columns + 1 :]
    done = FALLING.signal.shape[1]
    np.testing.assert_allclose(tile[:, :done], np.log10(FALLING.signal)[::-1], atol=1e-3)
    assert np.isnan(tile[:, done:]).all() and np.isnan(sizes[:, : columns + 1]).all()


def test_every_tile_has_the_same_colours_whatever_it_holds():
    ranges = [drawn(tiles(grid, filled(grid, kinds), EN)).layout.coloraxis for grid in GRIDS.values()
              for kinds in KINDS.values()]  # fmt: skip
    assert len({(each.cmin, each.cmax) for each in ranges}) == 1


@pytest.mark.parametrize("kinds", KINDS.values(), ids=KINDS)
def test_a_frame_of_the_default_grid_is_small(kinds):
    grid = opening_grid(mlp.FAMILY)
    assert len(sent(tiles(grid, filled(grid, kinds), EN))) < 2 * MOST_CODES + 130_000


def test_a_verdict_has_a_sign_and_words_everywhere():
    words = {key.removeprefix("verdict.") for key in texts("en") if key.startswith("verdict.")}
    assert {*SIGNALS, *LEARNING} <= words and set(SYMBOLS) == set(SIGNALS)
    assert {key.removeprefix("grid.count.") for key in texts("en") if key.startswith("grid.count.")} == set(SYMBOLS)
    assert len(set(SYMBOLS.values())) == len(SYMBOLS)


def test_the_sentence_counts_and_names_the_ends():
    grid = GRIDS["two"]
    said = counted(groups(grid, {0: FALLING, 1: LEVEL, 2: BROKEN}), grid, EN)
    assert "3 of 4" in said and "1 vanish" in said and "1 overflow" in said
    assert "keeps its size best with He, normal · One matrix for all layers on" in said
    assert "worst with He, normal · One matrix for all layers off, −0.65" in said


def test_over_seeds_a_group_is_its_median_and_its_range():
    grid = Grid.of(Experiment(), {"seed": [5, 6, 7], "activation": ["tanh", "relu"]})
    tanh, relu = groups(grid, {0: FALLING, 2: LEVEL, 4: FALLING, 1: BROKEN})
    spread = tanh.spread("decades_per_layer")
    assert (tanh.places, tanh.signal, relu.signal) == ((0, 2, 4), FALLING.outcome.signal, "overflow")
    assert spread and spread.median == spread.low == FALLING.outcome.decades_per_layer
    assert spread.high == LEVEL.outcome.decades_per_layer
    np.testing.assert_array_equal(tanh.sizes(20, 50)[:, :20], FALLING.signal[:, :20])
    assert "(seeds: −0.65 to −0.01)" in description(tanh, grid, EN)


def test_the_table_has_the_ends_of_every_number_over_seeds():
    grid = Grid.of(Experiment(), {"activation": ["tanh", "relu"], "seed": [5, 6]})
    table = tiles(grid, groups(grid, {0: FALLING, 1: LEVEL, 2: BROKEN}), EN).table
    assert table and list(table.columns["run"]) == ["tanh", "ReLU"]
    assert (table.columns["signal"][1], table.columns["learning"][1]) == ("overflow", "ended")
    ends = sorted(float(cell.outcome.decades_per_layer or 0) for cell in (FALLING, LEVEL))
    for name, value in zip(("lowest", "highest"), ends, strict=True):
        assert table.columns[f"decades a layer, {name}"][0] == value
    assert table.columns["decades a layer, median of seeds"][0] == pytest.approx(np.mean(ends))


@pytest.mark.parametrize(("value", "text"), [(-0.651, "−0.65"), (0.004, "0.00"), (-0.004, "0.00"), (1.0, "+1.00")])
def test_a_sign_is_a_true_one(value, text):
    assert signed(value) == text


def test_a_run_that_broke_off_is_crossed_and_one_not_trained_dotted():
    figure = drawn(knobs(LATTICE, groups(LATTICE, {0: BROKEN, 1: LEVEL}), "loss", EN))
    symbols = {trace.marker.symbol: list(zip(trace.x, trace.y, strict=True)) for trace in figure.data[1:3]}
    assert symbols["x"] == [(0, 0)] and (0, 1) not in symbols["circle"] and len(symbols["circle"]) == 4


@pytest.mark.parametrize("measure", ["decades_per_layer", "accuracy"])
def test_a_lattice_is_coloured_by_its_numbers(measure):
    figure = drawn(knobs(LATTICE, groups(LATTICE, {3: FALLING}), measure, EN))
    sizes = np.array(figure.data[0].z, float)
    assert sizes.shape == (2, 3) and np.isfinite(sizes).sum() == 1
    assert sizes[1, 1] == pytest.approx(getattr(FALLING.outcome, measure))


TANH = Experiment().replace(activation="tanh")


def test_the_critical_line_bends_with_the_biases():
    found = critical(Grid.of(TANH, {"bias_gain": [0, 0.5, 1], "gain": [0.5, 2]}))
    assert found
    np.testing.assert_allclose(found[1], critical_gains(downcast(TANH.network, MLP), found[0]))
    assert (np.diff(found[0]) > 0).all() and (np.diff(found[1]) > 0).all()


@pytest.mark.parametrize("other", [{"depth": [4, 8, 12]}, {"learning_rate": [0.1, 1.0]}])
def test_without_biases_it_is_one_gain(other):
    found = critical(Grid.of(TANH, {"gain": [0.5, 1.5]} | other))
    assert found
    np.testing.assert_allclose(found[0], 1.0)
    np.testing.assert_array_equal(found[1], *other.values())


NORMALIZED = Grid.of(TANH.replace(normalization="layer"), {"gain": [1, 2], "depth": [2]})


@pytest.mark.parametrize("grid", [KNOBS["time"], Grid.of(TANH, {"depth": [2, 3], "width": [8]}), NORMALIZED])
def test_there_is_no_critical_line_where_theory_has_none(grid):
    assert critical(grid) is None and reading(grid) == ("grid.reading_knobs",)


def test_the_line_is_drawn_between_the_cells():
    grid = Grid.of(TANH, {"gain": [0.5, 1.5], "depth": [4, 8]})
    _, line = [trace for trace in drawn(knobs(grid, filled(grid, ()), "loss", EN)).data if trace.type == "scatter"
              and trace.mode == "lines"]  # fmt: skip
    np.testing.assert_allclose(line.x, [0.5, 0.5], atol=1e-3)
    np.testing.assert_allclose(line.y, [0, 1])
    assert reading(grid)[-1] == "grid.critical"


def test_what_can_be_opened_is_told_to_the_browser():
    header = received(tiles(GRIDS["one"], filled(GRIDS["one"], ()), EN))
    assert header["picks"] == [3] and header["details"] == []


def test_default_grids_are_those_of_their_family():
    for family in FAMILIES.values():
        assert opening_grid(family).base.family is default_of(family.config).family is family
        assert len(opening_knobs(family).axes) == 2
