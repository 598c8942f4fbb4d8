"""Truth of one step of a recurrent network: every pair of choices, entry by entry and time step by time step."""

import pytest

from gradflow import Experiment
from tests.networks.known import rnn_of
from tests.twin.agreement import disagreements
from tests.twin.recurrent_case import case_of, label, networks, quantities, said_of

pytestmark = pytest.mark.slow

TOLERANCE = 1e-4
EVERY = [pytest.param(e, id=label(e)) for length in (2, 64, 400) for e in networks(length)]


@pytest.mark.parametrize("e", EVERY)
def test_inspected_step_is_the_twin_s(e: Experiment) -> None:
    case = case_of(e)
    compared, said = quantities(case), said_of(case)
    assert compared.keys() == said.keys()
    forward = max(max(compared[name].amplification) for name in ("outputs", "states"))
    wrong = []
    for name, twin in compared.items():
        if twin.true and twin.true[0].size:
            above = forward if "signals" in name or "gradient" in name else 0.0
            wrong += disagreements(name, said[name], twin, TOLERANCE, above)
    assert not wrong, "\n".join(wrong[:20])
    if rnn_of(e).cell != "relu" or rnn_of(e).normalization == "none":
        longest = TOLERANCE if rnn_of(e).sequence_length == 2 else 1e-3  # how a machine adds is worth a factor
        assert forward < longest, "rounding alone decides, though nothing stretches what a relu leaves"
