"""Numbers in sentences: rounded first, then written; rounded parts add up to what they are parts of."""

import numpy as np
import pytest

from gradflow.numbers import adding_up, angle, percent, size


@pytest.mark.parametrize("seed", range(20))
def test_parts_add_up_and_none_is_off_by_more_than_one_of_the_last_digit(seed):
    parts = np.random.default_rng(seed).normal(0, 3, 3)
    found = adding_up([float(part) for part in parts])
    assert sum(found) == pytest.approx(round(float(parts.sum()), 1))
    assert np.abs(np.array(found) - parts).max() < 0.1 + 1e-9


def test_there_is_no_minus_zero():
    assert [f"{each:+.1f}" for each in adding_up([-0.04, -11.9])] == ["+0.0", "-11.9"]
    assert adding_up([]) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        *((size(99.4), "99"), (size(99.7), "100"), (size(0.123), "0.12"), (size(9999.4), "9999")),
        *((angle(2.64), "2.6°"), (angle(99.7), "100°"), (angle(120), "120°")),
        *((percent(0), "0%"), (percent(0.004), "<1%"), (percent(0.006), "1%"), (percent(0.374), "37%")),
        *((percent(0.994), "99.4%"), (percent(0.9996), "99.9%"), (percent(1), "100%")),
    ],
)
def test_a_number_is_rounded_before_its_form_is_chosen(said, expected):
    assert said == expected
