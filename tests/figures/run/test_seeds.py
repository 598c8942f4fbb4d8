"""The seed band: median, range and theory's band over the layers, and a dot a seed."""

import numpy as np
import pytest

from gradflow.figures import band, falls
from gradflow.text import LANGUAGES, Words
from gradflow.theory.predict import Prediction
from tests.figures.received import drawn
from tests.figures.samples import sample

EN = Words("en")
SLOPES = np.array([-0.6, -0.65, -0.7])
PROFILES = SLOPES[:, None] * np.arange(20.0)[::-1]
PREDICTION = Prediction(-0.65 * np.arange(20.0)[::-1], "theory.recursion", 0.05 * np.arange(20.0)[::-1])


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("profiles", [None, PROFILES, np.full((3, 20), np.nan)], ids=["waiting", "made", "no signal"])
@pytest.mark.parametrize("prediction", [PREDICTION, Prediction(None, "theory.none")], ids=["theory", "without"])
@pytest.mark.parametrize("figure", [band, falls])
def test_plotly_takes_it(figure, prediction, profiles, language, width):
    drawn(figure(sample(3), profiles, prediction, Words(language)), width)


def test_the_median_lies_in_the_range():
    lines = {line.name: line for line in drawn(band(sample(3), PROFILES, PREDICTION, EN)).data if line.name}
    np.testing.assert_allclose(lines["Median"].y, np.median(PROFILES, axis=0))
    np.testing.assert_allclose(lines["3 seeds, range"].y, PROFILES.max(axis=0))


def test_a_dot_is_a_seed_s_fall():
    *theory, dots = drawn(falls(sample(3), PROFILES, PREDICTION, EN)).data
    np.testing.assert_allclose(dots.y, 19 * SLOPES)
    assert [line.name for line in theory if line.name] == [EN("seeds.theory"), EN("profile.prediction")]
    assert len(drawn(falls(sample(3), PROFILES, Prediction(None, "theory.none"), EN)).data) == 1


def test_the_sentence_has_median_and_range():
    label = band(sample(3), PROFILES, PREDICTION, EN).label
    assert "−12.35".replace("−", "-") in label and "-13.30" in label and "-11.40" in label
