import numpy as np
import pytest

from gradflow.figures.drawing.alt_text import brief, over_depth
from gradflow.text import LANGUAGES, Words

EN = Words("en")


def test_a_signal_falls_on_its_way_back():
    said = over_depth("Signal", 10.0 ** np.arange(-12, 0), EN)
    assert said == "Signal falls by a factor 1e11, from 0.1 at layer 12 to 1e-12 at layer 1"


def test_an_activation_is_read_on_its_way_up():
    said = over_depth("Size", np.array([1.0, 10.0, 100.0]), EN, back=False)
    assert said == "Size grows by a factor 100, from 1 at layer 1 to 100 at layer 3"


def test_it_is_told_between_its_extremes():
    said = over_depth("Signal", np.array([5.0, 1.0, 20.0, 30.0, 9.0]), EN)
    assert "falls by a factor 30, from 30 at layer 4 to 1 at layer 2" in said


def test_what_looks_level_is_called_level():
    assert over_depth("Size", np.array([1.0, 2.0, 1.5]), EN) == "Size is about level, between 1 and 2"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("value", "key"), [(0.0, "zero"), (np.inf, "infinite"), (np.nan, "nan")])
def test_what_has_no_size_is_counted(value, key, language):
    words = Words(language)
    counted = words(f"clause.{key}", count=2, layers=4)
    assert counted in over_depth("x", np.array([1.0, value, value, 9.0]), words)
    assert over_depth("x", np.full(4, value), words) == words(
        "clause.whole", name="x", what=words(f"clause.{key}", count=4, layers=4)
    )


@pytest.mark.parametrize(
    ("size", "text"),
    [(0.371, "0.37"), (381, "380"), (4.2e-7, "4.2e-7"), (3e17, "3e17"), (np.inf, "∞"), (np.nan, "NaN")],
)
def test_numbers_are_brief(size, text):
    assert brief(size) == text
