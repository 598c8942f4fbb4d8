"""A run looks at the network's answers once asked to, at any step, and stays small."""

import threading
import time

import numpy as np

from gradflow.experiment import Experiment
from gradflow.service.training.looks import ANSWERS, CHEAP, INSIDE, LOOKS, MOST, REST, Looks
from gradflow.service.training.run import Run


def asked(run: Run) -> Run:
    run.watched.want(ANSWERS)
    return run


def looked(answers: Looks, *steps: int, seconds: float = 0.0) -> Looks:
    for step in steps:
        answers.add(step, np.full((2, 1), step, np.float32), 0.0, seconds)
    return answers


def test_nobody_asks_nothing_is_looked_at(counting, machine):
    run = Run(Experiment(steps=50), machine, begin := counting())
    run.advance(until=50, seconds=1)
    assert begin.begun[0].looks == []
    assert run.watched.at(ANSWERS, 50) is None


def test_the_step_on_show_has_its_answers(counting, machine):
    run = asked(Run(Experiment(steps=1000), machine, counting()))
    for until in (4, 9, 17):
        run.advance(until, seconds=1)
        step, answers = run.watched.at(ANSWERS, until)  # type: ignore[misc]
        assert step == until == answers[0, 0]
    assert run.watched.at(ANSWERS, 8)[0] == 4  # type: ignore[index]
    assert run.watched.at(ANSWERS, 3)[0] == 0  # type: ignore[index]
    assert run.watched.covers(ANSWERS, 17) and not run.watched.covers(ANSWERS, 18)


def test_on_the_way_there_is_a_look_every_twenty_fifth_of_the_run(counting, machine):
    run = asked(Run(Experiment(steps=1000), machine, begin := counting()))
    run.advance(until=1000, seconds=5)
    looks = begin.begun[0].looks
    assert looks[0] == 0 and looks[-1] == 1000
    assert {40} <= set(np.diff(looks)) <= set(range(1, 42))


def test_asked_in_mid_run_it_looks_from_then_on(counting, machine):
    run = Run(Experiment(steps=1000), machine, begin := counting())
    run.advance(until=140, seconds=1)
    asked(run).advance(until=140, seconds=1)
    assert (run.watched.at(ANSWERS, 140) or [None])[0] == 140
    assert len(begin.begun) == 1


def test_a_step_before_the_first_look_is_reached_anew(counting, machine):
    run = Run(Experiment(steps=1000), machine, begin := counting())
    run.advance(until=140, seconds=1)
    asked(run).advance(until=140, seconds=1)
    before = run.upto(140).loss.copy()
    run.advance(until=60, seconds=1)
    assert len(begin.begun) == 2
    assert (run.watched.at(ANSWERS, 60) or [None])[0] == 60
    assert len(run) == 140
    run.advance(until=150, seconds=1)
    assert len(begin.begun) == 2
    np.testing.assert_array_equal(run.upto(140).loss, before)
    np.testing.assert_array_equal(run.upto(150).loss, np.arange(150))


def test_a_finished_run_is_trained_again_once(counting, machine):
    run = Run(Experiment(steps=50), machine, begin := counting())
    run.advance(until=50, seconds=1)
    asked(run)
    for until in (50, 20, 50, 500):
        run.advance(until, seconds=1)
        assert (run.watched.at(ANSWERS, until) or [None])[0] == min(until, 50)
    assert len(begin.begun) == 2
    assert run.finished and len(run) == 50


def test_looks_wait_for_their_program_and_training_does_not(counting, machine):
    run = Run(Experiment(steps=1000), machine, begin := counting())
    run.advance(until=1, seconds=1)
    training, gate = begin.begun[0], threading.Event()

    def compile_probe_outputs() -> None:
        gate.wait(10)
        training.answers_compiled = True

    training.answers_compiled, training.compile_probe_outputs = False, compile_probe_outputs
    for until in (3, 5):
        asked(run).advance(until, seconds=1)
        assert (len(run), run.watched.at(ANSWERS, until)) == (until, None)
    gate.set()
    end = time.monotonic() + 10
    while not training.answers_compiled and time.monotonic() < end:
        time.sleep(0.01)
    run.advance(until=6, seconds=1)
    assert training.looks == [5, 6]
    assert len(begin.begun) == 1


def test_a_branch_wants_them_too(counting, machine):
    run = asked(Run(Experiment(steps=100), machine, counting()))
    run.advance(until=10, seconds=1)
    branch = run.branch(Experiment(steps=100).with_change(10, learning_rate=0.5), 10)
    branch.advance(until=20, seconds=1)
    assert (branch.watched.at(ANSWERS, 20) or [None])[0] == 20


def test_what_a_run_begins_with_is_awaited(counting, machine):
    run = asked(Run(Experiment(steps=50), machine, begin := counting()))
    run.advance(until=0, seconds=1)
    begin.begun[0].looks.clear()
    begin.begun[0].pretraining = True
    run.watched.look(begin.begun[0], shown=True)
    assert begin.begun[0].looks == []


def test_they_are_bounded_and_counted(counting, machine):
    run = asked(Run(Experiment(steps=20_000), machine, counting()))
    before = run.nbytes
    run.advance(until=1, seconds=1)
    assert run.nbytes > before
    answers = looked(Looks(20_000), *range(5000))
    assert answers.nbytes <= MOST * 8
    assert (answers.first, answers.last) == (0, 4999)
    assert max(4999 - step for step in (answers.at(s)[0] for s in (4999, 4900))) < 500  # type: ignore[index]


def test_a_plane_is_kept_with_three_digits(counting):
    training = counting()(Experiment(steps=10))
    training.probe_outputs = lambda: np.full((1600, 2), 0.123456, np.float32)
    kept = LOOKS[ANSWERS].take(training)
    assert kept.dtype == np.float16
    np.testing.assert_allclose(kept, 0.123456, atol=1e-3)


def test_a_second_kind_that_begins_anew_keeps_what_the_first_has_seen(counting, machine):
    run = asked(Run(Experiment(steps=50), machine, begin := counting()))
    run.advance(until=50, seconds=1)
    run.watched.begin_again(20)
    assert run.watched.covers(ANSWERS, 20) and not run.watched.covers(INSIDE, 20) and len(begin.begun) == 1


def test_an_expensive_look_is_followed_by_a_rest():
    answers = looked(Looks(100), 0, seconds=10 * CHEAP)
    assert not answers.is_due(50, now=10 * CHEAP * (1 + REST) - 0.01, shown=True)
    assert answers.is_due(50, now=10 * CHEAP * (1 + REST) + 0.01)
    assert looked(Looks(100), 0, seconds=CHEAP / 2).is_due(50, now=CHEAP)
