"""Grid: frozen, hashable, bounded; a link brings back exactly what was sent; its order fills the picture evenly."""

import pickle
from collections import Counter
from itertools import product

import pytest

from gradflow import MLP, RNN, Experiment, Grid
from gradflow.comparison.axes import MOST_CELLS
from gradflow.comparison.lattice import opening_grid
from gradflow.experiment import default_of, described_fields
from gradflow.fields import Choice
from gradflow.networks import mlp

CHOICES = [
    (network, name, field.rule.options)
    for network in (MLP, RNN)
    for name, field in described_fields(network).items()
    if isinstance(field.rule, Choice) and len(field.rule.options) > 1
]
LATTICES = [
    (Experiment(), {"depth": [2, 10, 50], "gain": [0.5, 1.0, 1.7]}),
    (Experiment(), {"gain": [0.5, 2.0], "learning_rate": [1e-3, 0.1]}),
    (default_of(RNN), {"forget_bias": [-1, 0.5, 3], "sequence_length": [10, 40]}),
    (Experiment(), {"seed": range(8), "epsilon": [None, 1e-3], "tied": [True, False]}),
]


def test_default_grid_is_every_activation_six_initializers_and_every_normalization() -> None:
    grid = opening_grid(mlp.FAMILY)
    assert grid.shape == (11, 6, 4) and len(grid) == len(grid.cells) == 264
    assert {(e.network.depth, e.network.width, e.steps) for e in grid.cells} == {(20, 32, 100)}


@pytest.mark.parametrize(("network", "name", "options"), CHOICES)
def test_every_family_can_be_an_axis(network: type, name: str, options: tuple[str, ...]) -> None:
    base = default_of(network)
    grid = Grid.of(base, {name: options})
    assert grid.cells == tuple(base.replace(**{name: option}) for option in options)
    assert Grid.from_query(grid.to_query()) == Grid.from_query(f"{base.to_query()}&grid={name}:all") == grid


@pytest.mark.parametrize(("base", "axes"), LATTICES)
def test_cells_are_the_product_and_the_link_brings_them_back(base: Experiment, axes: dict[str, list]) -> None:
    grid = Grid.of(base, axes)
    rows = product(*axes.values())
    assert [*grid.cells] == [base.replace(**dict(zip(axes, row, strict=True))) for row in rows]
    back = Grid.from_query("?" + grid.to_query())
    assert back == grid and hash(back) == hash(grid) and back.cells == grid.cells
    assert pickle.loads(pickle.dumps(grid)) == grid


def test_the_base_s_own_value_on_an_axis_does_not_matter() -> None:
    axes = {"activation": ["tanh", "relu"]}
    tanh, relu = (Grid.of(Experiment().replace(activation=name), axes) for name in axes["activation"])
    assert tanh == relu and hash(tanh) == hash(relu)


def test_changes_of_the_base_stay_in_every_cell_and_in_the_link() -> None:
    grid = Grid.of(Experiment().with_change(20, normalization="batch"), {"seed": [1, 2]})
    assert all(cell.changes == grid.base.changes != () for cell in grid.cells)
    assert Grid.from_query(grid.to_query()) == grid


@pytest.mark.parametrize("grid", [opening_grid(mlp.FAMILY), *(Grid.of(*lattice) for lattice in LATTICES)])
def test_order_is_every_place_once(grid: Grid) -> None:
    assert sorted(grid.order) == list(range(len(grid)))


@pytest.mark.parametrize("part", [0.1, 0.25, 0.5])
def test_every_beginning_of_the_order_is_spread_over_every_axis(part: float) -> None:
    grid = opening_grid(mlp.FAMILY)
    begun = grid.order[: round(part * len(grid))]
    for axis in grid.axes:
        counts = Counter(grid.values[place][axis.name] for place in begun)
        assert set(counts) == set(axis.values)
        assert max(counts.values()) <= 3 * len(begun) / len(axis.values)


def test_one_value_is_an_axis_of_one() -> None:
    assert Grid.of(Experiment(), {"activation": "tanh", "depth": 5}).shape == (1, 1)


@pytest.mark.parametrize(
    ("base", "axes", "named"),
    [
        (Experiment(), {}, ["axes = none", "1 to 4"]),
        (Experiment(), dict.fromkeys(("depth", "gain", "seed", "steps", "width"), 8), ["depth, gain, seed", "1 to 4"]),
        (Experiment(), {"activation": ["tanh", "rleu"]}, ["activation = 'rleu'", "leaky_relu"]),
        (Experiment(), {"depth": [5, 101]}, ["depth = 101", "1 to 100"]),
        (Experiment(), {"depth": []}, ["depth", "at least one"]),
        (Experiment(), {"depth": [5, 6, 5]}, ["depth = 5", "once"]),
        (Experiment(), {"cell": ["gru"]}, ["cell: an MLP has no such field; an RNN has"]),
        (Experiment(), {"changes": [()]}, ["changes: no such field"]),
        (Experiment(), {"seed": range(10**9)}, ["1025 of seed", str(MOST_CELLS)]),
        (Experiment(), {"seed": range(100), "gain": [x / 10 for x in range(11)]}, ["100 of seed × 11 of gain", "1100"]),
        (Experiment(), {"width": range(8, 17)}, ["width: 9 programs", "8"]),
        (Experiment(steps=20_000), {"seed": range(100)}, ["steps × depth × width × batch_size", "5e+10"]),
        (default_of(RNN).replace(task="digit_rows"), {"sequence_length": [8, 16]}, ["sequence_length"]),
        (
            default_of(RNN),
            {"hidden_size": 128, "batch_size": 128, "stacked_layers": [1, 4]},
            ["stacked_layers = 65536"],
        ),
    ],
)
def test_what_is_too_much_or_wrong_is_named(base: Experiment, axes: dict, named: list[str]) -> None:
    with pytest.raises(ValueError, match=r"allowed|no such field") as complaint:
        Grid.of(base, axes)
    assert [word for word in named if word not in str(complaint.value)] == []


@pytest.mark.parametrize(
    "query", ["", "grid=", "grid=depth", "grid=depth:", "grid=depth:x", "grid=nope:1", "deep=1&grid=seed:1,2"]
)
def test_a_broken_link_is_a_value_error(query: str) -> None:
    with pytest.raises(ValueError, match=r"allowed|no such field"):
        Grid.from_query(query)
