"""How far seeds lie apart, and to which side of mean-field theory."""

import numpy as np
import pytest

from gradflow.experiment import Experiment
from gradflow.theory.finite_width.spread import WIDENED
from gradflow.theory.predict import explain
from gradflow.theory.prediction import Prediction


def of(**fields: object) -> Prediction:
    return explain(Experiment(batch_size=1).replace(**{"initializer": "he_normal", "depth": 50, "width": 256} | fields))


@pytest.mark.parametrize(("activation", "constant"), [("relu", 5), ("identity", 2)])
def test_of_one_sample_it_is_as_published(activation: str, constant: int) -> None:
    """Hanin & Nica 2018: Var log ‖δ₁‖² = c (L-1)/n, and its mean ½ Var below."""
    found, variance = of(activation=activation), constant * 49 / 256
    assert found.spread is not None and found.shift is not None
    assert found.spread[0] == pytest.approx(WIDENED * np.sqrt(variance) / (2 * np.log(10)), rel=0.02)
    assert found.shift[0] == pytest.approx(-variance / 4 / np.log(10), rel=0.02)
    assert found.spread[-1] == 0 and found.shift[-1] == 0


def test_a_batch_varies_less_than_a_sample() -> None:
    batch, sample = of(activation="relu", batch_size=128).spread, of(activation="relu").spread
    assert batch is not None and sample is not None and batch[0] < 0.8 * sample[0]


def test_orthogonal_linear_networks_do_not_vary() -> None:
    found = of(activation="identity", initializer="orthogonal")
    assert found.spread == pytest.approx(0, abs=1e-6) and found.shift == pytest.approx(0, abs=1e-6)
