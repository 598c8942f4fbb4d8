"""What took a run beyond the finite numbers: the cause that is named, taken away, and the run stays finite."""

from typing import Any

import numpy as np
import pytest

from gradflow.diagnosis import diagnose
from gradflow.diagnosis.verdicts.decays import pulling
from gradflow.diagnosis.verdicts.smallness import keeps_small
from gradflow.engine.train import train
from gradflow.experiment import Experiment

RELU = {"activation": "relu", "initializer": "he_normal"}
LAYER_NORM = {"depth": 40, **RELU, "gain": 12.0, "normalization": "layer", "learning_rate": 1e-6}
DECAYED = {"depth": 3, "activation": "tanh", "clipping": "norm", "max_norm": 0.001, "learning_rate": 100.0}
RISING = RELU | {"depth": 5, "schedule": "rising", "learning_rate": 100.0}
WARM = RELU | {"depth": 5, "schedule": "warmup", "warmup_steps": 70, "learning_rate": 10.0}
CLIPPED = RELU | {"task": "linear", "depth": 5, "clipping": "norm", "max_norm": 1e6, "learning_rate": 2.0}
SCALED = RELU | {"precision": "float16", "learning_rate": 0.001, "depth": 3, "gain": 2.0}
HALF = RELU | {"precision": "float16", "learning_rate": 0.001}
POST = RELU | {"connection": "residual_post", "depth": 60}
SMALL_BRANCHES = RELU | {"connection": "residual", "branch_scale": 0.15}
NORMALIZED = RELU | {"gain": 3.0, "normalization": "layer"}
CASES: list[tuple[dict[str, Any], dict[str, Any], str, dict[str, Any], dict[str, Any]]] = [
    # fields, changes at step 2, cause; and without it: fields, changes
    (LAYER_NORM, {"normalization": "none"}, "change", LAYER_NORM, {}),
    (DECAYED | {"l2": 1.0}, {}, "l2", DECAYED | {"l2": 0.0}, {}),
    (DECAYED | {"weight_decay": 1.0, "optimizer": "sgd"}, {}, "weight_decay", DECAYED, {}),
    (RELU | {"connection": "residual"}, {}, "grows_added", RELU | {"connection": "rezero"}, {}),
    (RELU | {"gain": 1.8}, {}, "grows", RELU, {}),
    (RELU | {"gain": 3.0}, {}, "grows_far", RELU, {}),
    (POST, {}, "grows_skips", POST | {"branch_scale": 0.18}, {}),
    # Branches that are small already, or of a few layers, are not what makes the signal grow; gates are no branches.
    (SMALL_BRANCHES | {"gain": 6.0}, {}, "grows", SMALL_BRANCHES, {}),
    (RELU | {"connection": "long_skip", "gain": 3.0}, {}, "grows_far", NORMALIZED | {"connection": "long_skip"}, {}),
    (RELU | {"connection": "highway", "gain": 3.0}, {}, "grows_far", NORMALIZED | {"connection": "highway"}, {}),
    (RELU | {"depth": 5}, {"learning_rate": 100.0}, "change", RELU | {"depth": 5}, {}),
    (RELU | {"learning_rate": 30.0, "depth": 5}, {}, "updates", RELU | {"depth": 5}, {}),
    (RELU | {"gain": 12.0, "depth": 60}, {}, "start", RELU | {"depth": 60}, {}),
    (RISING, {}, "rising", RISING | {"learning_rate": 0.1}, {}),
    (WARM, {}, "warmup", WARM | {"learning_rate": 0.1}, {}),
    (CLIPPED, {}, "updates_clipped", CLIPPED | {"max_norm": 0.1}, {}),
    (SCALED | {"loss_scale": 2**16}, {}, "loss_scale", SCALED, {}),
    (HALF | {"gain": 2.0, "steps": 1}, {}, "format", HALF | {"gain": 2.0, "steps": 1, "precision": "bfloat16"}, {}),
    # What float32 would not have held either is not put down to the format, nor to the scale of the loss.
    (HALF | {"gain": 12.0, "depth": 60}, {}, "start", HALF | {"depth": 60}, {}),
    (HALF | {"learning_rate": 30.0, "depth": 5}, {}, "updates", HALF | {"depth": 5}, {}),
]


@pytest.mark.slow
@pytest.mark.parametrize(("fields", "change", "cause", "instead", "kept"), CASES)
def test_the_cause_taken_away_the_run_stays_finite(
    fields: dict[str, Any], change: dict[str, Any], cause: str, instead: dict[str, Any], kept: dict[str, Any]
) -> None:
    def run(values: dict[str, Any], changes: dict[str, Any]) -> Any:
        experiment = Experiment(steps=80).replace(**values)
        return diagnose(train(experiment.with_change(2, **changes) if changes else experiment))

    broken = run(fields, change)
    assert (broken.signal, broken.learning, broken.verdict.numbers["cause"]) == ("overflow", "ended", cause)
    assert run(instead, kept).signal != "overflow"


def test_a_change_that_did_nothing_is_not_blamed() -> None:
    experiment = Experiment(steps=80).replace(**RELU, learning_rate=30.0, depth=5).with_change(2, l2=1e-6)
    assert diagnose(train(experiment)).verdict.numbers["cause"] == "updates"


@pytest.mark.slow
def test_batch_normalization_over_two_examples_hangs_on_the_seed() -> None:
    """By decades, and with the batch it ends."""

    def spread(batch_size: int) -> float:
        fields = RELU | {"normalization": "batch", "depth": 40}
        runs = (Experiment(steps=1, batch_size=batch_size, seed=seed).replace(**fields) for seed in range(6))
        return float(np.std([diagnose(train(run)).decades or 0.0 for run in runs]))

    assert spread(2) > 0.8 > 4 * spread(64)


def test_a_decay_that_is_the_optimizer_s_own_counts_as_one_that_is_written_out() -> None:
    own = Experiment(optimizer="adamw", learning_rate=2.0, steps=300)
    assert own.weight_decay is None and own.resolved("weight_decay") == 0.01
    for each in (own, own.replace(weight_decay=0.01)):
        assert keeps_small(each, 299) == pulling(each, 0, 0.03) == "weight_decay"
    assert keeps_small(own.replace(weight_decay=0.0), 299) is None
