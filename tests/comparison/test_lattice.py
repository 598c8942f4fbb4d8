"""Lattice: both ends, even steps or even factors, nothing that the rule forbids."""

import numpy as np
import pytest

from gradflow.comparison.lattice import spaced
from gradflow.experiment import described_fields
from gradflow.fields import Number
from gradflow.networks import MLP, RNN

RULES = {
    name: field.rule
    for kind in (MLP, RNN)
    for name, field in described_fields(kind).items()
    if isinstance(field.rule, Number)
}


@pytest.mark.parametrize("count", [2, 7, 24])
@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_knob_can_be_spread_over_all_it_may_be(rule: Number, count: int) -> None:
    values = spaced(rule, rule.low, rule.high, count)
    assert (values[0], values[-1]) == (rule.low, rule.high)
    assert list(values) == sorted(set(values)) == [rule.check(value) for value in values]
    assert len(values) == count or rule.whole


def test_a_logarithmic_knob_goes_by_factors_and_any_other_by_steps() -> None:
    rates = spaced(RULES["learning_rate"], 1e-3, 1.0, 7)
    np.testing.assert_allclose(np.diff(np.log10(rates)), 0.5, atol=0.01)
    gains = spaced(RULES["gain"], 0.0, 3.0, 7)
    np.testing.assert_allclose(np.diff(gains), 0.5)


def test_whole_numbers_run_out() -> None:
    assert spaced(RULES["depth"], 2, 5, 10) == (2, 3, 4, 5)


def test_limits_beyond_the_rule_or_turned_round_are_put_right() -> None:
    assert spaced(RULES["depth"], 500, 99, 2) == (99, 100)
