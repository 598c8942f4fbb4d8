"""How far seeds lie apart, and to which side of mean-field theory."""

import numpy as np
import pytest

from gradflow.diagnosis import diagnose
from gradflow.experiment import Experiment
from gradflow.networks import MLP
from gradflow.reading.closeness import spread_of, too_close
from gradflow.theory.pair import pair_of
from gradflow.theory.predict import explain
from gradflow.theory.spread import WIDENED
from tests.diagnosis.traces import profile, trace_of
from tests.theory.twin import measured_profile


@pytest.mark.parametrize(("activation", "constant"), [("relu", 5), ("identity", 2)])
def test_spread_of_a_critical_network(activation: str, constant: int) -> None:
    """Hanin & Nica 2018, of one sample: Var log ‖δ₁‖² = c (L-1)/n, and its mean ½ Var below."""
    e = Experiment(batch_size=1).replace(activation=activation, initializer="he_normal", depth=50, width=256)
    spread, wide = explain(e).spread, explain(e.replace(gain=1.0))
    assert spread is not None and wide.profile is not None
    variance = constant * 49 / 256
    assert spread[0] == pytest.approx(WIDENED * np.sqrt(variance) / (2 * np.log(10)), rel=0.02)
    assert wide.profile[0] == pytest.approx({"relu": 0.0, "identity": 49 * np.log(2) / 2}[activation] / np.log(10)
                                            - variance / 4 / np.log(10), abs=0.02)  # fmt: skip
    assert spread[-1] == 0


def test_a_batch_varies_less_than_a_sample() -> None:
    e = Experiment().replace(activation="relu", initializer="he_normal", depth=50)
    batch, sample = explain(e).spread, explain(e.replace(batch_size=1)).spread
    assert batch is not None and sample is not None and batch[0] < 0.8 * sample[0]


def test_orthogonal_linear_networks_do_not_vary() -> None:
    spread = explain(Experiment().replace(activation="identity", initializer="orthogonal")).spread
    assert spread is not None
    assert spread == pytest.approx(0, abs=1e-6)


def test_units_on_or_off_together_as_often_as_their_angle_says() -> None:
    """ReLU: both slopes are 1 with probability 1/2 - θ/2π, θ = 60 degrees: 1/3, over (1/2)²."""
    assert pair_of("relu", 0.0, 0.0, 0.5).slopes == pytest.approx(4 / 3, rel=0.05)
    assert pair_of("relu", 0.0, 0.0, 0.0).slopes == pytest.approx(1, rel=1e-6)
    assert pair_of("relu", 0.0, 0.0, 1.0).slopes == pytest.approx(2, rel=1e-6)


BANDS = [
    {"depth": 30, "width": 16, "activation": "relu", "initializer": "he_normal"},
    {"depth": 50, "width": 8, "activation": "identity", "initializer": "he_normal"},
    {"depth": 100, "width": 32, "activation": "sigmoid"},
    {"depth": 20, "width": 64, "activation": "tanh", "initializer": "orthogonal"},
    {"depth": 30, "width": 24, "activation": "relu", "initializer": "he_normal", "normalization": "layer"},
]


@pytest.mark.parametrize("fields", BANDS, ids=lambda fields: "-".join(map(str, fields.values())))
def test_nineteen_of_twenty_seeds_lie_in_the_band(fields: dict[str, object]) -> None:
    e = Experiment(network=MLP(**fields), batch_size=64)  # type: ignore[arg-type]
    found = explain(e)
    assert found.profile is not None and found.spread is not None
    off = [abs(measured_profile(e.task, e.network, s, 64)[0] - found.profile[0]) for s in range(40)]  # type: ignore[arg-type]
    assert np.mean(np.array(off) <= 2 * found.spread[0]) >= 0.9


def test_too_close_to_call_by_the_spread_that_theory_gives() -> None:
    prediction = explain(Experiment())
    assert prediction.spread is not None
    for decades, close in ((-2.0 - 1.9 * prediction.spread[0], True), (-2.0 - 2.1 * prediction.spread[0], False)):
        assert too_close(diagnose(trace_of(signal_rms=profile(decades))), prediction) == close
    assert spread_of(diagnose(trace_of(signal_rms=profile(-2))), None) is None
