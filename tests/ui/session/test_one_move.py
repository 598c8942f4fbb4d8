"""A slider that is moved through many values is compared with what was seen before it moved."""

import pytest

from gradflow.experiment import Experiment
from gradflow.ui.session.one_move import LASTS, OneMove

SEEN, THROUGH, NOW = (Experiment().replace(depth=depth) for depth in (30, 26, 25))


@pytest.mark.parametrize(
    ("fields", "seconds", "compared"),
    [(["depth"], 0.3, SEEN), (["depth"], LASTS, THROUGH), (["width"], 0.3, THROUGH)],
)
def test_it_goes_on_with_the_same_fields_soon_after(fields, seconds, compared):
    now = 100.0
    move = OneMove(lambda: now)
    assert move.seen(["depth"], None, SEEN, THROUGH) == SEEN
    now += seconds
    assert move.seen(fields, SEEN, THROUGH, NOW) == compared


def test_what_comes_back_to_where_it_began_is_compared_with_what_it_left():
    move = OneMove()
    move.seen(["depth"], None, SEEN, THROUGH)
    assert move.seen(["depth"], SEEN, THROUGH, SEEN) == THROUGH


def test_another_task_s_run_is_not_compared():
    assert OneMove().seen(["task"], None, SEEN, SEEN.replace(task="moons")) is None
