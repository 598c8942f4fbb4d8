"""What is shown of a class: nothing of fewer than five, and then what is there."""

import numpy as np
import pytest

from gradflow.classroom.tally import FEWEST, Tally, shares_right, tally
from gradflow.lessons.memory import Given


def given(*answers):
    return [Given(each, 3) for each in answers]


def test_of_fewer_than_five_answers_nothing_is_shown_but_how_many_there_are():
    assert tally(given(*"aabb"), ("a", "b")) == Tally(4)
    assert tally(given(1.0, 2.0), ()) == Tally(2)
    assert shares_right(given(*"aaaa"), [True] * 4) is None


def test_five_are_counted_by_option_and_the_favourite_is_what_most_chose():
    found = tally(given(*"aabab"), ("a", "b", "c"))
    assert found.shares == {"a": 0.6, "b": 0.4, "c": 0.0}
    assert found.favourite == "a"
    assert tally(given(*"aabbcc"), ("a", "b", "c")).favourite == ""


def test_numbers_and_drawings_are_told_by_their_quartiles():
    assert tally(given(1, 2, 3, 4, 5), ()).middle == pytest.approx([2, 3, 4])
    curves = [(0.0, -float(n)) for n in range(FEWEST)]
    middle = tally(given(*curves), ()).middle
    assert middle is not None
    np.testing.assert_allclose(middle, [[0, -3], [0, -2], [0, -1]])


def test_who_was_sure_and_is_wrong_is_counted_apart():
    answers = [Given("a", 5), Given("b", 4), Given("b", 2), Given("a", 1), Given("a", 3)]
    assert shares_right(answers, [each.answer == "a" for each in answers]) == (0.6, 0.2)
