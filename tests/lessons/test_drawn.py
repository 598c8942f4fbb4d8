"""A drawing is judged by where it goes, and not by its pixels."""

import numpy as np
import pytest

from gradflow.lessons import LESSONS
from gradflow.lessons.drawn import RULES, judged
from gradflow.lessons.mark import whole
from gradflow.lessons.prompt import Sketch
from gradflow.lessons.readings import FIRST
from gradflow.lessons.shown.rules import ruled
from gradflow.text import Words

FALLS = np.linspace(-12, 0, 10)
BENDS = np.minimum(0, np.concatenate([np.full(5, -8.0), np.linspace(-8, 0, 5)]))
LEVEL = np.zeros(10)
CURVES = pytest.mark.parametrize("curve", [FALLS, BENDS, LEVEL, -FALLS / 3], ids=["falls", "bends", "level", "rises"])


@CURVES
def test_the_curve_itself_is_right_by_every_rule(curve):
    assert judged(curve, curve).right == dict.fromkeys(RULES, True)


@CURVES
def test_a_hand_that_trembles_is_right(curve):
    shaken = curve + np.random.default_rng(0).uniform(-0.2, 0.2, 10) * (np.arange(10) < 9)
    assert judged(shaken, curve).full


@pytest.mark.parametrize(
    ("drawn", "wrong"),
    [(-FALLS, "direction"), (LEVEL, "direction"), (FALLS / 2, "total"), (BENDS * 1.5, "bend")],
    ids=["mirrored", "level", "half as far", "bent"],
)
def test_another_curve_is_wrong_by_the_rule_that_says_why(drawn, wrong):
    assert not judged(drawn, FALLS).right[wrong]


def test_a_level_curve_is_not_one_that_falls():
    assert not judged(FALLS, LEVEL).full and not judged(LEVEL, FALLS).full


def test_what_counts_is_the_way_from_the_given_end():
    rises = FALLS[::-1]
    assert judged(rises, rises, FIRST).full and judged(FALLS, FALLS).full and not judged(rises, FALLS).full


def test_it_is_told_which_part_goes_another_way_and_where_each_bends():
    drawn = judged(BENDS, FALLS)
    assert drawn.astray and (drawn.astray.start, drawn.astray.end) == (6, 9)
    assert (drawn.astray.measured, drawn.astray.drawn) == (-1, 0)
    assert drawn.bends == (None, 4) and judged(FALLS, BENDS).bends == (4, None)


def test_the_band_of_seeds_widens_what_is_right():
    seeds = np.stack([FALLS * 0.6, FALLS, FALLS * 1.4])
    drawn = FALLS * 0.65
    assert not judged(drawn, FALLS).full and judged(drawn, FALLS, band=seeds).full


def test_a_curve_that_breaks_off_goes_on_at_the_edge_that_it_went_to():
    prompt = Sketch(reads="signal", low=-14, high=4)
    gone = np.arange(10) < 2
    assert list(whole(np.where(gone, np.nan, FALLS), prompt)[:3]) == [-14, -14, FALLS[2]]
    assert list(whole(np.where(gone, np.nan, -FALLS / 4), prompt)[:2]) == [4, 4]


@pytest.mark.parametrize(
    ("exercise", "beside"), [("signal.shape", "other seeds"), ("hidden_gradient.bars", "measured")]
)
def test_what_is_drawn_beside_a_drawing_is_named(exercise, beside):
    """Of a weight gradient no other seeds are drawn."""
    name, _, _ = exercise.partition(".")
    asked = next(each for each in LESSONS[name].asked() if each.key == f"lesson.{exercise}")
    assert isinstance(asked.prompt, Sketch)
    *_, (holds, said) = ruled(asked, judged(FALLS, LEVEL), Words("en"))
    assert beside in said and not holds
