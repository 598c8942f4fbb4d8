"""What is made of a run at a pace of its own."""

from gradflow.ui.session.paced import Paced


def test_it_is_made_again_when_its_time_has_come_and_of_something_else_at_once():
    now, made = [0.0], iter(range(10))
    paced = Paced(clock=lambda: now[0])
    assert paced("a run", made.__next__, 0.5) == 0
    now[0] = 0.4
    assert paced("a run", made.__next__, 0.5) == 0
    assert paced("another", made.__next__, 0.5) == 1
    assert paced("another", made.__next__, 0.0) == 2  # it stands still
    now[0] = 0.9
    assert paced("another", made.__next__, 0.5) == 3
