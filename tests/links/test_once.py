"""A link is parsed once and checked once: no rule looks at a value a second time."""

from collections import Counter
from typing import Any
from urllib.parse import parse_qsl

import pytest

from gradflow import Experiment, Grid
from gradflow.fields import Choice, Number, Switch
from tests.links.test_before import LINKS

RIGHT = [row for row in LINKS if "wrong" not in row and "refused" not in row and "own-" not in row["query"]]
OF_LAYERS = [row["query"] for row in RIGHT if row["page"] == "layers"]
OF_RUNS = OF_LAYERS + [row["query"] for row in RIGHT if row["page"] == "time" and "network=" in row["query"]]
OF_GRIDS = [row["query"] for row in RIGHT if "grid=" in row["query"]]


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often any rule has looked at a value."""
    count: Counter[str] = Counter()

    def counting(check: Any) -> Any:
        def counted(rule: Any, value: Any) -> Any:
            count["looked"] += 1
            return check(rule, value)

        return counted

    for rule in (Choice, Number, Switch):
        monkeypatch.setattr(rule, "check", counting(rule.check))
    monkeypatch.setattr(Choice, "parse", Choice.check)
    return count


def pairs(query: str) -> list[tuple[str, str]]:
    said = parse_qsl(query.lstrip("?"), keep_blank_values=True)
    return [(name, text) for name, text in said if name not in ("lang", "shown")]


@pytest.mark.parametrize("query", OF_RUNS)
def test_of_a_run(query: str, looked: Counter[str]) -> None:
    Experiment.from_query(pairs(query))
    assert looked["looked"] <= len(pairs(query))


@pytest.mark.parametrize("query", OF_GRIDS)
def test_of_a_grid(query: str, looked: Counter[str]) -> None:
    grid = Grid.from_query(pairs(query))
    fields = [name for name, _ in pairs(query) if name != "grid"]
    assert len(grid.cells) and looked["looked"] <= len(fields) + sum(grid.shape)
