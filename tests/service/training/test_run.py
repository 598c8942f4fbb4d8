import itertools
import threading
import time

import numpy as np
import pytest

from gradflow.experiment import Experiment
from gradflow.service.concurrency.machine import Machine
from gradflow.service.concurrency.memory import MemoryBudget
from gradflow.service.training.run import Run


def test_grows_until_asked_and_ends(counting, machine):
    run = Run(Experiment(steps=50), machine, counting())
    run.advance(until=10, seconds=1)
    assert len(run) == 10
    assert not run.finished
    run.advance(until=500, seconds=1)
    assert (len(run), run.finished) == (50, True)
    np.testing.assert_array_equal(run.upto(50).loss, np.arange(50))


def test_a_chunk_keeps_to_its_time(counting, machine):
    run = Run(Experiment(steps=20_000), machine, counting(seconds_per_step=0.002))
    begun = time.monotonic()
    run.advance(until=20_000, seconds=0.1)
    assert time.monotonic() - begun < 0.2
    assert 10 < len(run) < 60


def test_a_second_viewer_does_not_wait_for_the_first(counting, machine):
    run = Run(Experiment(steps=20_000), machine, begin := counting(seconds_per_step=0.002))
    first = threading.Thread(target=run.advance, args=(20_000, 0.3))
    first.start()
    time.sleep(0.05)
    begun = time.monotonic()
    run.advance(until=20_000, seconds=0.3)
    assert time.monotonic() - begun < 0.05
    first.join()
    assert begin.begun[0].most_at_once == 1


def test_compiles_beside_the_frames(counting, machine):
    run = Run(Experiment(), machine, begin := counting(compiled=False, seconds_per_step=0.05))
    run.advance(until=8, seconds=0.1)
    assert run.compiling
    assert len(run) == 0
    while run.compiling:
        time.sleep(0.01)
    assert len(run) > 0
    assert begin.begun[0].threads[0].startswith("compile")
    run.advance(until=8, seconds=1)
    assert len(run) == 8


def test_a_run_nobody_looks_at_does_not_compile(counting, monkeypatch, machine):
    monkeypatch.setattr("gradflow.service.training.run.ABANDONED", -1.0)
    run = Run(Experiment(), machine, counting(compiled=False))
    run.advance(until=8, seconds=0.1)
    while run.compiling:
        time.sleep(0.01)
    assert len(run) == 0
    monkeypatch.setattr("gradflow.service.training.run.ABANDONED", 3.0)
    run.advance(until=8, seconds=0.1)  # looked at again: it gets another turn
    while run.compiling:
        time.sleep(0.01)
    assert len(run) > 0


def test_a_finished_run_keeps_its_trace_only(counting, machine):
    run = Run(Experiment(steps=5), machine, counting())
    run.advance(until=4, seconds=1)
    before = run.nbytes
    run.advance(until=5, seconds=1)
    assert run.nbytes < before


def test_a_step_that_takes_long_is_taken_alone(counting, machine):
    run = Run(Experiment(), machine, counting(seconds_per_step=0.1))
    run.advance(until=8, seconds=0.05)
    run.advance(until=8, seconds=0.05)
    assert len(run) == 2
    assert 0.1 <= run.fastest < 0.2


def test_a_long_step_is_paid_for_by_those_who_ask_next(counting, machine):
    run = Run(Experiment(), machine, counting(seconds_per_step=0.1))
    steps = []
    for _ in range(8):
        run.advance(until=100, seconds=0.05, share=0.04)
        steps.append(len(run))
    assert steps[0] == 1
    assert 2 <= steps[-1] <= 4  # 8 shares of 0.04 s pay for three steps of 0.1 s and leave the last one owed


def test_a_busy_moment_is_not_paid_for(counting, machine):
    run = Run(Experiment(), machine, begin := counting(seconds_per_step=0.001))
    for until, takes in ((1, 0.001), (2, 0.3), (3, 0.001)):
        if begin.begun:
            begin.begun[0].seconds_per_step = takes
        run.advance(until, seconds=0.05, share=0.04)
    assert len(run) == 3


def test_what_was_measured_in_a_busy_moment_is_corrected_by_any_run_of_the_kind(counting, machine):
    first = Run(Experiment(), machine, begin := counting(seconds_per_step=0.3))
    first.advance(until=1, seconds=0.05, share=0.04)
    begin.begun[0].seconds_per_step = 0.001
    first.advance(until=2, seconds=0.05, share=0.04)
    assert len(first) == 1  # it owes
    Run(Experiment(seed=1), machine, counting(seconds_per_step=0.001)).advance(until=1, seconds=0.05)
    first.advance(until=2, seconds=0.05, share=0.04)
    assert len(first) == 2


def test_a_run_has_a_budget_of_computing(counting, monkeypatch, machine):
    monkeypatch.setattr("gradflow.service.training.run.LONGEST", 0.05)
    run = Run(Experiment(steps=1000), machine, counting(seconds_per_step=0.02))
    while not run.finished:
        run.advance(until=1000, seconds=0.02)
    before = len(run)
    run.advance(until=1000, seconds=1.0)
    assert run.exhausted and 2 <= len(run) == before < 50


def test_a_run_waits_while_memory_is_full_and_begins_by_itself(counting):
    full = True
    machine = Machine(memory=MemoryBudget(2**30, lambda: 2**30 if full else 1, clock=itertools.count().__next__))
    run = Run(Experiment(steps=50), machine, counting())
    run.advance(until=10, seconds=1)
    assert (len(run), run.waits_for_memory) == (0, True)
    full = False
    run.advance(until=10, seconds=1)
    assert (len(run), run.waits_for_memory) == (10, False)
    full = True
    run.advance(until=20, seconds=1)
    assert (len(run), run.waits_for_memory) == (20, False)  # what has begun goes on
    machine.close()


def test_a_program_that_failed_to_compile_is_tried_again(counting, machine):
    run = Run(Experiment(), machine, begin := counting(compiled=False))
    run.advance(until=8, seconds=0.1)
    while run.compiling:
        time.sleep(0.01)
    begun = begin.begun[0]
    advance, begun.compiled, run._training = begun.advance, False, begun  # as if it had failed

    def fails(steps=1):
        begun.advance = advance
        raise MemoryError

    begun.advance = fails
    run.advance(until=8, seconds=0.1)
    while run.compiling:
        time.sleep(0.01)
    with pytest.raises(MemoryError):
        run.advance(until=8, seconds=0.1)
    begun.compiled = True
    run.advance(until=8, seconds=1)
    assert len(run) == 8
