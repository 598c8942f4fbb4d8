"""A rule gives the answer whose bounds hold, and stands by it only where seeds leave a margin."""

from math import isnan, nan

import pytest

from gradflow.casebook import (
    Bound,
    Case,
    Reading,
    above,
    among,
    below,
    decided,
    near,
    passes,
    settled,
    trials,
    vanishes,
)
from gradflow.casebook.running import steps_read, trained
from gradflow.experiment import Experiment

SIGMOID = Experiment()
RELU = SIGMOID.replace(activation="relu", initializer="he_normal")
RUNS = (SIGMOID, RELU)
SEEDS = [tuple(trained(run.replace(seed=seed), 1) for run in RUNS) for seed in range(3)]
DECADES = Reading("signal_decades", step=0)


def test_a_reading_is_the_number_of_its_run_or_the_difference_of_two() -> None:
    sigmoid, relu = (Reading("signal_decades", run, 0).value(SEEDS[0]) for run in (0, 1))
    assert -12.5 < sigmoid < -11.5 and -1 < relu < 1
    assert Reading("signal_decades", 1, 0, less=0).value(SEEDS[0]) == pytest.approx(relu - sigmoid)
    assert isnan(Reading("signal_decades", step=5).value(SEEDS[0]))


@pytest.mark.parametrize(
    ("bounds", "answer"),
    [
        ((vanishes(0),), "true"),
        ((vanishes(0), vanishes(1)), "depends"),
        ((passes(0), vanishes(1)), "false"),
        ((above("signal_decades", 5.0, run=1, less=0, step=0),), "true"),
        ((near("signal_decades", -12.0, 0.5, step=0), below("signal_decades", -13.0, step=0)), "depends"),
    ],
)
def test_a_statement_is_true_where_every_trial_keeps_it(bounds: tuple[Bound, ...], answer: str) -> None:
    assert decided(trials(*bounds), SEEDS[0]) == answer == settled(trials(*bounds), SEEDS)


def test_a_question_has_the_one_answer_that_fits() -> None:
    rule = among({"vanishes": (vanishes(),), "passes": (passes(),)})
    assert rule.answers == ("vanishes", "passes") and len(rule.bounds) == 2
    assert decided(rule, SEEDS[0]) == settled(rule, SEEDS) == "vanishes"
    assert decided(rule, SEEDS[0][1:]) == "passes"
    assert decided(among({"one": (vanishes(),), "other": (below("signal_decades", 0.0, step=0),)}), SEEDS[0]) == ""


@pytest.mark.parametrize(
    ("values", "held"),
    [
        ([1.5, 1.6, 1.7], True),
        ([0.5, 0.4, 0.6], False),
        ([1.1, 1.3, 1.5], None),  # nearer to the cut than they lie apart
        ([0.9, 1.1], None),
        ([1.0], None),  # on the cut
        ([nan, nan], None),
    ],
)
def test_a_bound_is_settled_where_the_cut_is_farther_than_the_seeds_lie_apart(
    values: list[float], held: bool | None
) -> None:
    assert Bound(DECADES, low=1.0).settled(values) is held


def test_what_seeds_do_not_settle_leaves_no_answer_unless_another_bound_decides() -> None:
    at_the_cut = below("signal_decades", DECADES.value(SEEDS[0]), step=0)
    assert decided(trials(at_the_cut), SEEDS[0]) == "true" and settled(trials(at_the_cut), SEEDS) == ""
    both = trials(at_the_cut, vanishes(0), vanishes(1))
    assert settled(both, SEEDS) == "depends"


def test_a_run_is_trained_no_farther_than_it_is_read() -> None:
    rule = trials(vanishes(0), above("loss", 0.0, run=1, step=4), below("loss", 9.0, run=1, less=0, step=2))
    assert steps_read(RUNS, rule) == (3, 5)
    assert steps_read(RUNS, trials(below("loss", 9.0))) == (300, 300)
    assert [len(trained(SIGMOID, steps)) for steps in (1, 30)] == [1, 30]


def test_a_case_whose_key_is_wrong_is_found() -> None:
    right = Case("planted", "articles", "signal", "nowhere", "depends", RUNS, trials(vanishes(0), vanishes(1)))
    wrong = Case("planted", "articles", "signal", "nowhere", "true", RUNS, trials(vanishes(0), vanishes(1)))
    assert right.decide() == right.key and wrong.decide() != wrong.key


def test_another_seed_is_another_run_of_the_same_case() -> None:
    case = Case("planted", "articles", "signal", "nowhere", "true", (SIGMOID,), trials(vanishes()))
    other = case.with_seed(2)
    assert [run.seed for run in other.experiments] == [2]
    assert case.measured(case.traces()) != other.measured(other.traces())
    assert other.decide() == "true"
