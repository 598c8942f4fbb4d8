"""A check in words: how many numbers agree, each beside its difference, and what cannot be told."""

import pytest

from gradflow.inside.truth.check import Check
from gradflow.inside.truth.checked import Checked
from gradflow.reading.truth import checked_numbers
from gradflow.text import LANGUAGES, Words

EN = Words("en")
RIGHT = Checked("signal_rms", 19, 3.4e-4, 3.4e-4, 1e-10)
WRONG = Checked("weight_gradient_rms", 0, 2e-3, 1e-3, 1e-10)
SMALL = Checked("largest", None, -1e-18, 0.0, 1e-15)
NOTHING = Checked("whole_matrix", None, 0.0, 0.0, 1e-15)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_has_a_line(language):
    said = checked_numbers(Check(7, (RIGHT, WRONG, SMALL, NOTHING), 4), Words(language))
    assert [line[0] for line in said.split("  \n")[1:]] == ["✓", "✗", "–", "✓"]


def test_it_counts_what_agrees_and_says_what_is_wrong_or_could_not_be_told():
    said = checked_numbers(Check(7, (RIGHT, NOTHING), 2), EN)
    assert "step 7:** 2 of 2" in said and "✗" not in said and "layer 20, Backward signal: shown 3.40·10⁻⁴" in said
    said = checked_numbers(Check(7, (RIGHT, WRONG, SMALL), 5), EN)
    assert "1 of 3" in said and "marked ✗" in said and EN("truth.small", share="5%") in said and "For 2 more" in said
    assert "shown −1.00·10⁻¹⁸, by differences 0 ± 1.0·10⁻¹⁵" in said


@pytest.mark.parametrize(
    ("shown", "found", "unsure", "verdict"),
    [
        (1.0, 1.005, 1e-9, "agrees"),
        (1.0, 1.02, 1e-9, "differs"),
        (1e-16, 3e-16, 1e-15, "too_small"),
        (1e-16, 1e-12, 1e-15, "differs"),
        (0.0, 1e-16, 1e-15, "zero"),
        (0.0, 1e-3, 1e-15, "differs"),
        (float("nan"), 1.0, 1e-9, "differs"),
    ],
)
def test_its_word_follows_from_the_numbers(shown, found, unsure, verdict):
    assert Checked("signal_rms", 0, shown, found, unsure).verdict == verdict
