"""Predictions against measured networks: every activation, initializer, normalization and connection."""

from itertools import product
from typing import Any

import numpy as np
import pytest

from gradflow.experiment import Experiment
from gradflow.networks import MLP
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.initializers import INITIALIZERS
from gradflow.parts.normalizations import NORMALIZATIONS, POSITIONS
from gradflow.theory.predict import decades_per_layer, explain, predict
from tests.networks.known import layered_of
from tests.theory.twin import measured_profile

DEPTH, WIDTH, SEEDS, BATCH = 20, 256, 3, 64
SLOPE_TOLERANCE = 0.03  # decades a layer
SYSTEMATIC = 0.2  # decades, pointwise, beside three standard deviations of finite width

NORMS = [("none", "before")] + [(name, side) for name in NORMALIZATIONS if name != "none" for side in POSITIONS]


def network(activation: str = "tanh", initializer: str = "he_normal", norm: tuple[str, str] = ("none", "before"),
            connection: str = "plain", **more: Any) -> MLP:  # fmt: skip
    chosen = {"activation": activation, "initializer": initializer, "connection": connection}
    fields: dict[str, Any] = {"depth": DEPTH, "width": WIDTH} | chosen | more
    return MLP(normalization=norm[0], norm_position=norm[1], **fields)


def pairs() -> list[MLP]:
    """Each activation with each of the other families, and normalizations with connections."""
    initializers = ("glorot_normal", "he_normal", "orthogonal")
    nets = [network(a, i) for a, i in product(ACTIVATIONS, initializers)]
    nets += [network(a, norm=n) for a, n in product(ACTIVATIONS, NORMS)]
    nets += [network(a, connection=c) for a, c in product(ACTIVATIONS, CONNECTIONS)]
    nets += [network("relu", norm=n, connection=c) for n, c in product(NORMS, CONNECTIONS)]
    nets += [network("tanh", i) for i, record in INITIALIZERS.items() if record.variance is not None]
    nets += [network(a, tied=True) for a in ("tanh", "relu", "sigmoid")] + [network(tied=True, bias_gain=0.3)]
    nets += [network("relu", connection=c, branch_scale=0.3, skip_length=4) for c in CONNECTIONS]
    nets += [network(a, bias_gain=0.5) for a in ACTIVATIONS]
    nets += [network("tanh", norm=n, bias_gain=1.0) for n in NORMS]
    nets += [network("relu", connection=c, bias_gain=1.0, branch_scale=0.3, skip_length=4) for c in CONNECTIONS]
    return list(dict.fromkeys(nets))


def name_of(net: MLP) -> str:
    parts = (net.activation, net.initializer, net.normalization, net.norm_position, net.connection)
    more = ("-tied" if net.tied else "") + (f"-biases_{net.bias_gain}" if net.bias_gain else "")
    return "-".join(parts) + more + ("" if net.branch_scale == 1 else f"-{net.branch_scale}")


@pytest.mark.slow
@pytest.mark.parametrize("net", pairs(), ids=name_of)
def test_theory_agrees_with_a_measured_network(net: MLP) -> None:
    prediction = explain(Experiment(network=net, batch_size=BATCH))
    if prediction.profile is None:
        assert prediction.reason in silent_by_design(net)
        return
    spread = 0.1 if net.connection == "dense" else prediction.spread
    assert spread is not None
    measured = np.median([measured_profile("digits", net, seed, BATCH) for seed in range(SEEDS)], axis=0)
    slopes = decades_per_layer(measured), decades_per_layer(prediction.profile)
    assert slopes[0] == pytest.approx(slopes[1], abs=SLOPE_TOLERANCE)
    assert (np.abs(measured - prediction.profile) <= 3 * spread + SYSTEMATIC).all()


def silent_by_design(net: MLP) -> set[str]:
    """The only reasons these networks may give for having no prediction."""
    heavy = net.activation in ("gelu", "silu")
    reasons = {"reason.batch_heavy_tails"} if heavy and net.normalization == "batch" else set()
    if heavy and net.initializer == "he_normal" and net.connection == "plain" and net.normalization == "none":
        reasons |= {"reason.few_samples", "reason.unstable"}
    if heavy and net.bias_gain:
        reasons.add("reason.unstable")
    if net.tied:
        reasons.add("reason.tied")
    if net.bias_gain and net.normalization == "batch" and net.norm_position == "after":
        reasons.add("reason.batch_bias")
    if net.connection == "input_skip" and net.normalization == "batch":
        reasons.add("reason.batch_input")
    if net.normalization == "group" and net.norm_position == "after":
        reasons.add("reason.group_few")
    if net.normalization == "group" and net.activation in ("tanh", "hard_tanh"):
        reasons.add("reason.narrow")
    if net.connection == "residual_post":
        reasons.add("reason.post_activation")
    if net.connection == "highway":
        reasons |= {"reason.batch_gate"} if net.normalization == "batch" else set()
        few = net.activation in ("identity", "elu", "selu") or net.bias_gain
        reasons |= {"reason.few_samples"} if few else set()
    return reasons


@pytest.mark.slow
@pytest.mark.parametrize("task", ["spirals", "circles", "linear"])
@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid"])
def test_theory_agrees_on_other_tasks(task: str, activation: str) -> None:
    net = network(activation, norm=("layer", "before"))
    prediction = predict(Experiment(task=task, network=net))
    measured = np.median([measured_profile(task, net, seed, BATCH) for seed in range(SEEDS)], axis=0)
    assert decades_per_layer(measured) == pytest.approx(decades_per_layer(prediction), abs=SLOPE_TOLERANCE)


@pytest.mark.parametrize("initializer", ["he_normal", "constant", "identity"])
def test_rezero_passes_everything_whatever_its_weights(initializer: str) -> None:
    assert (predict(Experiment().replace(connection="rezero", initializer=initializer)) == np.zeros(20)).all()


@pytest.mark.parametrize("depth", [1, 2, 100])
def test_a_profile_has_one_value_a_layer_and_ends_at_0(depth: int) -> None:
    profile = predict(Experiment().replace(depth=depth))
    assert profile is not None
    assert profile.shape == (depth,) and profile[-1] == 0


@pytest.mark.parametrize("fields", [{"init_scale": 1e-4}, {"init_scale": 10.0, "gain": 12.0}])
def test_profiles_beyond_float64_are_still_numbers(fields: dict[str, Any]) -> None:
    e = Experiment().replace(depth=100, width=256, activation="relu", initializer="normal", **fields)
    slope = 0.5 * np.log10(256 * layered_of(e).init_scale ** 2 * layered_of(e).gain ** 2 / 2)
    assert decades_per_layer(wide(e)) == pytest.approx(slope, abs=1e-5)


def test_changes_in_mid_run_do_not_matter() -> None:
    changed = Experiment().with_change(step=10, activation="relu")
    assert predict(changed) is predict(Experiment())


def wide(e: Experiment) -> np.ndarray:
    """The profile of a network of infinite width."""
    found = explain(e)
    assert found.profile is not None and found.shift is not None
    return found.profile - found.shift


# Squared factors a layer of theory.md, sections 2.2 to 2.6, well inside a deep network.
FACTORS = [
    ({"activation": "sigmoid", "initializer": "lecun_normal"}, 0.05572),
    ({"activation": "relu", "initializer": "lecun_normal"}, 0.5),
    ({"activation": "relu", "initializer": "he_normal"}, 1.0),
    ({"activation": "tanh", "initializer": "he_normal"}, 1.10508),
    ({"activation": "selu", "initializer": "lecun_normal"}, 1.07157),
    ({"activation": "relu", "initializer": "he_normal", "connection": "residual"}, 2.0),
    ({"activation": "relu", "initializer": "he_normal", "connection": "residual", "branch_scale": 0.5}, 1.25),
    ({"activation": "relu", "normalization": "layer"}, 1.0),
    ({"activation": "relu", "normalization": "layer", "norm_position": "after"}, np.pi / (np.pi - 1)),
    ({"activation": "tanh", "normalization": "rms"}, 1.1778),
    ({"activation": "sigmoid", "normalization": "batch", "batch_size": 1024}, 1.0336),
    ({"activation": "sigmoid", "normalization": "batch", "batch_size": 1024, "bias_gain": 2.0}, 1.0336),
    ({"activation": "identity", "normalization": "batch", "batch_size": 8}, 6 / 5),
    ({"activation": "relu", "reparametrization": "weight_norm", "initializer": "he_normal"}, 1.0),
    ({"activation": "relu", "reparametrization": "scaled_standardization"}, np.pi / (np.pi - 1)),
    ({"activation": "tanh", "initializer": "lecun_normal", "gain": 0.5**0.5, "bias_gain": 0.05**0.5}, 0.4320),
    ({"activation": "tanh", "initializer": "lecun_normal", "gain": 2**0.5, "bias_gain": 0.05**0.5}, 1.0477),
]


@pytest.mark.parametrize(("fields", "factor"), FACTORS)
def test_factor_a_layer_deep_inside(fields: dict[str, Any], factor: float) -> None:
    profile = wide(Experiment().replace(depth=60, **fields))
    assert 10 ** (2 * (profile[25] - profile[26])) == pytest.approx(factor, rel=2e-3)


def test_residual_with_layer_normalization_grows_as_a_power_law() -> None:
    """x + W relu(LN x) with He: the total is about L + 1, not an exponential."""
    totals = [wide(Experiment().replace(depth=d, activation="relu", initializer="he_normal", connection="residual",
                                           normalization="layer")) for d in (20, 80)]  # fmt: skip
    assert 2 * (totals[1][0] - totals[0][0]) == pytest.approx(np.log10(80 / 20), abs=0.05)


@pytest.mark.parametrize(("profile", "slope"), [(None, None), (np.zeros(1), None), (np.array([-3.0, -1.0, 0.0]), -1.5)])
def test_decades_per_layer(profile: np.ndarray | None, slope: float | None) -> None:
    assert decades_per_layer(profile) == slope
