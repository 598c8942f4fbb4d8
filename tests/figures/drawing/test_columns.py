import numpy as np
import pytest

from gradflow.figures.drawing.columns import columns


@pytest.mark.parametrize(("budget", "room"), [(1, 400), (300, 400), (20_000, 75), (401, 400)])
def test_bounded_even_and_with_the_latest(budget, room):
    for done in {1, 2, budget // 3 + 1, budget}:
        shown = columns(done, budget, room)
        assert shown[0] == 0
        assert shown[-1] == done - 1
        assert len(shown) <= room + 1
        assert len(set(np.diff(shown[:-1]))) <= 1


def test_a_column_once_shown_stays():
    early, late = columns(5_000, 20_000, 150), columns(9_000, 20_000, 150)
    assert set(early[:-1]) <= set(late)


def test_before_the_first_step():
    assert columns(0, 300, 400).size == 0
