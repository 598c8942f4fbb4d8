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


def test_a_machine_that_is_late_makes_it_in_as_few_frames_as_one_in_time():
    now = [0.0]
    paced = Paced(clock=lambda: now[0])
    made = []
    for frame in range(12):
        now[0] = frame * 1.0  # a quarter of a second late, three quarters of them
        paced("a run", lambda frame=frame: made.append(frame) or frame, 0.5, 0.25)
    assert made == [0, 2, 4, 6, 8, 10]
    made.clear()
    for frame in range(12):
        now[0] += 1.0
        paced("a run", lambda frame=frame: made.append(frame) or frame, 10.0, 0.25)
    assert made == [8]  # by its seconds
