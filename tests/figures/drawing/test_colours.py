"""Nothing depends on colour alone."""

import itertools

import pytest

from gradflow.figures.drawing.style import VIRIDIS
from gradflow.text import Words
from tests.figures.received import drawn
from tests.figures.test_tables import FIGURES, TRACES


def _luminance(colour: str) -> float:
    """Relative luminance of sRGB, as WCAG 2.2 defines it."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_colour_scale_grows_lighter_from_end_to_end():
    light = [_luminance(colour) for colour in VIRIDIS]
    assert all(after > before for before, after in itertools.pairwise(light))
    assert (light[-1] + 0.05) / (light[0] + 0.05) > 10


@pytest.mark.parametrize("name", FIGURES)
def test_lines_and_bars_differ_besides_their_colour(name):
    named = [trace for trace in drawn(FIGURES[name](TRACES["vanishing"], Words("en"))).data if trace.name]
    looks = [
        (
            trace.type,
            trace.line.dash or "solid" if trace.type == "scatter" and "lines" in trace.mode else None,
            (trace.marker.symbol or "circle") if trace.type == "scatter" and "markers" in trace.mode else None,
            trace.marker.pattern.shape if trace.type == "bar" else None,
            trace.fill if trace.type == "scatter" else None,
        )
        for trace in named
    ]
    assert len(looks) == len(set(looks))
