"""A trace by the names it has, and by those it had."""

import pytest

from gradflow.experiment import Experiment, default_of
from gradflow.network import NETWORKS, RNN
from gradflow.trace import Trace, trace_class


def _empty(network: type) -> Trace:
    experiment: Experiment = default_of(network)
    return trace_class(experiment).empty(experiment)


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
def test_the_backward_signal_is_readable_by_its_old_name(network):
    trace = _empty(network)
    assert trace.gradient_rms is trace.signal_rms  # the old name


def test_over_time_the_signal_is_the_gradient_at_the_activations():
    trace = _empty(RNN)
    assert trace.activation_gradient_rms is trace.signal_rms  # type: ignore[attr-defined]
