"""A trace by the names it has, and by those it had."""

import pytest

from gradflow.experiment import Experiment, default_of
from gradflow.networks import FAMILIES, Family, rnn
from gradflow.trace import Trace, trace_class


def _empty(family: Family) -> Trace:
    experiment: Experiment = default_of(family.config)
    return trace_class(experiment).empty(experiment)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_the_backward_signal_is_readable_by_its_old_name(family):
    trace = _empty(family)
    assert trace.gradient_rms is trace.signal_rms  # the old name


def test_over_time_the_signal_is_the_gradient_at_the_activations():
    trace = _empty(rnn.FAMILY)
    assert trace.activation_gradient_rms is trace.signal_rms  # type: ignore[attr-defined]
