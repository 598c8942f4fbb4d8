"""Where theory does not speak it says why, in both languages."""

from typing import Any

import pytest

from gradflow.experiment import Experiment
from gradflow.text import LANGUAGES, Words
from gradflow.theory.predict import explain
from gradflow.theory.prediction import Prediction

SILENT = {
    "reason.zero": {"initializer": "zeros"},
    "reason.not_drawn": {"initializer": "constant"},
    "reason.batch_small": {"normalization": "batch", "batch_size": 4},
    "reason.narrow": {"activation": "softplus", "initializer": "he_normal", "width": 8, "depth": 50},
    "reason.batch_few_directions": {"normalization": "batch", "task": "spirals"},
    "reason.batch_heavy_tails": {"normalization": "batch", "activation": "gelu"},
    "reason.batch_bias": {"normalization": "batch", "norm_position": "after", "bias_gain": 0.5},
    "reason.group_few": {"normalization": "group", "width": 24},
    "reason.batch_gate": {"normalization": "batch", "connection": "highway"},
    "reason.batch_input": {"normalization": "batch", "connection": "input_skip"},
    "reason.post_activation": {"connection": "residual_post"},
    "reason.tied_skip": {"tied": True, "connection": "residual"},
    "reason.gate": {"connection": "highway", "activation": "tanh", "gain": 4.0},
    "reason.few_samples": {"connection": "highway", "activation": "identity", "initializer": "he_normal"},
    "reason.tied": {"tied": True, "activation": "relu", "width": 64},
    "reason.unstable": {"activation": "silu", "bias_gain": 2.0, "depth": 50},
    "reason.few_units": {"activation": "tanh", "initializer": "normal", "init_scale": 3.0, "gain": 12.0, "depth": 5},
}


@pytest.mark.parametrize("reason", SILENT)
def test_where_theory_does_not_speak_it_says_why(reason: str) -> None:
    prediction = explain(Experiment().replace(**SILENT[reason]))
    assert prediction == Prediction(None, reason)
    assert all(Words(language)(reason) for language in LANGUAGES)


@pytest.mark.parametrize("fields", [{"gain": 0.0}, {"connection": "input_skip", "branch_scale": 0.0}])
def test_a_signal_of_exactly_zero_has_no_profile(fields: dict[str, Any]) -> None:
    assert explain(Experiment().replace(**fields)).reason == "reason.zero"


def test_behind_gates_it_is_silent_sooner_where_few_examples_carry_the_signal() -> None:
    """Over forty seeds of this one a third lay outside its band."""
    fields = {"activation": "elu", "initializer": "he_normal", "depth": 100, "width": 32}
    assert explain(Experiment().replace(connection="highway", **fields)).reason == "reason.few_samples"
    assert explain(Experiment().replace(connection="highway", **fields | {"activation": "tanh"})).spread is not None


def test_powers_of_one_matrix_have_a_wider_band() -> None:
    own, tied = (explain(Experiment().replace(activation="tanh", depth=50, tied=one)).spread for one in (False, True))
    assert own is not None and tied is not None and tied[0] > 1.3 * own[0]
