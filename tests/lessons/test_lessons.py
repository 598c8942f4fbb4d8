"""Every lesson is whole, and every answer is what runs of several seeds say, with room."""

import numpy as np
import pytest

from gradflow.casebook.rule import settled
from gradflow.casebook.running import trained
from gradflow.experiment import Experiment
from gradflow.lessons import LESSONS, Asked, lacks, marked
from gradflow.lessons.mark import mistaken_runs, voted
from gradflow.lessons.prompt import Choose, Estimate, Sketch
from gradflow.lessons.readings import CURVES, LAST, curve, handles_of, reading
from gradflow.trace import Trace

SEEDS = (0, 1, 2)
ASKED = [asked for lesson in LESSONS.values() for asked in lesson.asked()]
MOST = 2.0  # decades; what falls or rises less is no curve that could be taken for its mirror image


def run(experiment: Experiment, step: int, seed: int) -> Trace:
    return trained(experiment.replace(seed=seed), step + 1)


def values(asked: Asked) -> list[float]:
    at = asked.prompt.at
    before = [run(asked.before, at, seed) if asked.before else None for seed in SEEDS]
    return [reading(asked.prompt, run(asked.experiment, at, s), b) for s, b in zip(SEEDS, before, strict=True)]


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_it_lacks_nothing(lesson):
    assert lacks(lesson) == []
    assert set(lesson.builds_on) <= set(list(LESSONS)[: list(LESSONS).index(lesson.name)])


def of(kind):
    """Each trains runs of three seeds."""
    found = [pytest.param(each, id=each.key, marks=pytest.mark.slow) for each in ASKED if isinstance(each.prompt, kind)]
    return pytest.mark.parametrize("asked", found)


@of(Choose)
def test_one_option_is_right_for_every_seed_and_with_room(asked):
    measured = values(asked)
    apart = np.ptp(measured)
    right = [each for each in asked.prompt.options if all(each.low <= value <= each.high for value in measured)]
    assert len(right) == 1, measured
    edges = [edge for each in asked.prompt.options for edge in (each.low, each.high)]
    assert min(abs(value - edge) for value in measured for edge in edges) >= apart, measured


@of(Choose)
def test_what_would_have_made_a_wrong_answer_right_does(asked):
    for option in asked.prompt.options:
        if option.true_with:
            changed = asked.experiment.replace(**option.true_with)
            before = run(asked.before, asked.prompt.at, 0) if asked.before else None
            value = reading(asked.prompt, run(changed, asked.prompt.at, 0), before)
            assert option.low <= value <= option.high, (option.name, value)


@of(Estimate)
def test_a_number_is_within_reach_and_seeds_agree_on_it(asked):
    prompt, measured = asked.prompt, values(asked)
    assert prompt.low < min(measured) and max(measured) < prompt.high
    assert np.ptp(measured) <= prompt.within


@of(Sketch)
def test_the_measured_curve_gets_full_marks_and_no_other(asked):
    prompt, trace = asked.prompt, run(asked.experiment, asked.prompt.at, 0)
    at = handles_of(prompt, trace.depth) - 1
    others = [run(each, prompt.at, 0) for each in mistaken_runs(asked)]
    truth = curve(prompt.reads, trace, prompt.at)[at]
    assert prompt.low <= truth.min() and truth.max() <= prompt.high

    def full(drawn):
        return marked(asked, tuple(drawn), trace, others=others).right

    assert full(truth)
    for seed in SEEDS[1:]:
        assert full(curve(prompt.reads, run(asked.experiment, prompt.at, seed), prompt.at)[at])
    if abs(truth).max() >= MOST:
        assert not full(-truth)
        assert not full(0 * truth)
    noise = np.random.default_rng(0).uniform(prompt.low, prompt.high, (20, len(truth)))
    noise[:, -1 if CURVES[prompt.reads][1] == LAST else 0] = 0
    assert not any(map(full, noise))


@of(Sketch)
def test_no_ready_made_curve_that_slopes_is_an_answer_as_it_is(asked):
    """Those of the board (ui/frontend/sketch_model.js) go from the given end to an edge; `bends` on a third of it."""
    prompt, trace = asked.prompt, run(asked.experiment, asked.prompt.at, 0)
    at = handles_of(prompt, trace.depth)
    away = abs(at - at[-1 if CURVES[prompt.reads][1] == LAST else 0])
    third = np.sort(away)[len(at) // 3]
    sloping = {
        "falls": prompt.low * away / away.max(),
        "bends": prompt.low * np.minimum(1, away / third),
        "rises": prompt.high * away / away.max(),
    }
    assert [name for name, drawn in sloping.items() if marked(asked, tuple(drawn), trace).right] == []


@of(Sketch)
def test_what_a_drawing_is_mistaken_for_is_told_from_it(asked):
    trace = run(asked.experiment, asked.prompt.at, 0)
    others = [run(each, asked.prompt.at, 0) for each in mistaken_runs(asked)]
    at, left = handles_of(asked.prompt, trace.depth) - 1, list(others)
    for each in asked.prompt.mistaken:
        other = curve(each.reads or asked.prompt.reads, left.pop(0) if each.changes else trace, asked.prompt.at)[at]
        assert marked(asked, tuple(other), trace, others=others).said == each.name


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_a_vote_is_decided_alike_by_every_seed(lesson):
    misconception = lesson.misconception
    seeds = [[run(trial.experiment, trial.at, seed) for trial in misconception.trials] for seed in SEEDS]
    assert settled(misconception.rule, seeds) == voted(misconception, seeds[0]) != ""
