"""The twins' sentences: which knob differs, and what the difference did."""

import numpy as np
import pytest

from gradflow.comparison.twins import READY, varied
from gradflow.experiment import Experiment
from gradflow.reading.comparison.twins import differs, fairness, named, outcomes, parted
from gradflow.text import LANGUAGES, Words
from tests.figures.samples import first, sample

E, EN = Experiment(), Words("en")
FLAT, STEEP = sample(40, decades_per_layer=0.0), sample(40, decades_per_layer=0.5)


def test_one_knob_that_differs_is_named_with_every_value():
    said = differs(varied(E, "initializer", 2), EN)
    values = "A Glorot (Xavier), normal | B Glorot (Xavier), uniform."
    assert said == f"**Only one setting differs: Initialization.** {values}"
    assert named(varied(E, "depth", 2), EN) == ["A · 20", "B · 40"]


def test_several_are_all_named():
    said = differs([E, E.replace(depth=5, normalization="batch", learning_rate=0.5)], EN)
    for part in ("**3 settings differ**", "Depth: A 20 | B 5", "Normalization: A None | B Batch", "A 0.1 | B 0.5"):
        assert part in said
    assert named([E, E.replace(depth=5, gain=2.0)], EN) == ["A", "B"]


@pytest.mark.parametrize("name", ["seed", "task"])
def test_what_is_not_fair_is_said(name):
    assert EN(f"field.{name}.label") in fairness(varied(E, name, 2), EN)
    assert fairness(varied(E, "depth", 2), EN) == EN("twins.fair")


def test_the_decades_are_those_of_the_signal_at_layer_1():
    decades = np.log10(FLAT.signal_rms[39, 0] / STEEP.signal_rms[39, 0])
    assert f"**+{decades:.1f} decades**" in parted({"A": STEEP, "B": FLAT}, EN)
    assert f"**−{decades:.1f} decades**" in parted({"A": FLAT, "B": STEEP}, EN)
    assert "as much backward signal" in parted({"A": FLAT, "B": FLAT}, EN)


def test_a_run_that_broke_off_is_compared_at_its_last_finite_step():
    broken = sample(3, signal_rms=np.inf, loss=np.nan)
    assert "at step 1," in parted({"A": FLAT, "B": broken}, EN).lower()
    assert "no ratio" in parted({"A": FLAT, "B": sample(40, signal_rms=0.0)}, EN)
    assert parted({"A": FLAT, "B": first(FLAT, 0)}, EN) == parted({"A": FLAT}, EN) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_in_one_sentence(language):
    traces = {"A": FLAT, "B": STEEP, "C": FLAT, "D": sample(40, signal_rms=0.0)}
    words = Words(language)
    said = parted(traces, words)
    assert said.count("39") == 1 and all(letter in said for letter in "ABCD")
    assert "vanishing" in outcomes(traces, EN) and outcomes(traces, EN).count("loss") == 4


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", READY)
def test_every_ready_comparison_has_words(name, language):
    words = Words(language)
    assert words(f"field.{name}.label") in differs(READY[name], words)
    assert len(set(named(READY[name], words))) == len(READY[name])
    assert words(f"twins.set.{name}")
