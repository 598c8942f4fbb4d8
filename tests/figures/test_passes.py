"""The pictures of the walk: what is there at each place is what the trace says."""

import pytest

from gradflow.diagnosis.passes import passes_of
from gradflow.figures import factors, passes
from gradflow.text import LANGUAGES, Words
from tests.figures.received import drawn
from tests.figures.samples import sample

EN = Words("en")
DEPTHS = [1, 2, 20, 100]
PICTURES = {"passes": passes, "factors": factors}


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
@pytest.mark.parametrize("depth", DEPTHS)
def test_plotly_takes_every_place(depth, picture, language, width):
    trace = sample(3, depth=depth)
    seen = passes_of(trace)
    for position in {0, 1, depth, depth + 1, depth + 2, seen.end}:
        figure = picture(trace, seen, position, "said", Words(language))
        drawn(figure, width)
        assert figure.label == "said" and figure.layers == ("x",)


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_an_empty_run_is_drawn(picture):
    drawn(picture(sample(0), None, 0, "said", EN))
