"""Rates: the runs of a search."""

from gradflow import Experiment
from gradflow.comparison.rates import FOLDS, RATES, rates_for


def test_the_runs_of_a_search_are_made_once_for_an_experiment():
    assert rates_for(Experiment(seed=3)) is rates_for(Experiment(seed=3))
    assert rates_for(Experiment(seed=4)) != rates_for(Experiment(seed=3))
    assert len(rates_for(Experiment())) == FOLDS * len(RATES)
