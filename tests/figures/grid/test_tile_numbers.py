"""The number over a map of a grid: what the arrow says, the sign need not say again."""

from types import SimpleNamespace
from typing import Any

import pytest

from gradflow.diagnosis.group import Spread
from gradflow.figures.grid.tiles import _number


@pytest.mark.parametrize(
    ("signal", "slope", "text"),
    [
        ("vanishing", -0.26, "↓0.26"),
        ("exploding", 0.31, "↑0.31"),
        ("vanishing", 0.31, "↓+0.31"),  # the median of seeds of which most vanish
        ("passes", -0.02, "→−0.02"),
        ("borderline", 0.2, "≈+0.20"),
        ("blocked", -3.0, "∅"),
    ],
)
def test_an_arrow_stands_for_the_sign(signal: str, slope: float, text: str) -> None:
    group: Any = SimpleNamespace(signal=signal, spread=lambda _: Spread(slope, slope, slope))
    assert _number(group) == text
