"""What two samples have in common in one layer, against closed forms."""

import numpy as np
import pytest

from gradflow.parts.activations import ACTIVATIONS
from gradflow.theory.finite_width.pair import pair_table

CORRELATIONS = np.array([-0.5, 0.0, 0.5, 0.9, 0.99, 1.0])
ANGLES = np.arccos(CORRELATIONS)


def test_two_relu_units_are_on_together_as_often_as_their_angle_says() -> None:
    """Cho & Saul 2009: both with probability (π - θ)/2π, and E φ φ = q (sin θ + (π - θ) cos θ)/2π."""
    pair = pair_table("relu", 0.01).at(0.7, CORRELATIONS)
    assert pair.slope == pytest.approx(1 - ANGLES / np.pi, abs=0.02)
    assert pair.slopes == pytest.approx(2 * pair.slope, abs=1e-6)
    assert pair.value == pytest.approx((np.sin(ANGLES) + (np.pi - ANGLES) * CORRELATIONS) / np.pi, abs=2e-3)


def test_a_linear_unit_keeps_the_correlation() -> None:
    pair = pair_table("identity", 0.01).at(3.0, CORRELATIONS)
    assert pair.value == pytest.approx(CORRELATIONS, abs=1e-6)
    assert pair.values == pytest.approx(1 + 2 * CORRELATIONS**2, abs=1e-4)
    assert pair.slope == pytest.approx(1) and pair.crossed == pytest.approx(1)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("log_q", [-30.0, 0.0, 4.0, 30.0])
def test_a_sample_beside_itself_has_all_in_common(activation: str, log_q: float) -> None:
    for centred in (False, True):
        pair = pair_table(activation, 0.01, centred).at(log_q, np.array([1.0]))
        assert pair.value == pytest.approx(1) and pair.slope == pytest.approx(1)
        assert pair.slopes >= 1 - 1e-9 and pair.values >= 1 - 1e-9


def test_what_is_centred_has_nothing_in_common_at_right_angles() -> None:
    assert pair_table("sigmoid", 0.01, centred=True).at(0.0, np.zeros(1)).value == pytest.approx(0, abs=1e-6)
