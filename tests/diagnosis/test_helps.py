"""What may help does: each help, applied to a case that it is offered for, makes it better, over three seeds."""

from typing import Any

import numpy as np
import pytest

from gradflow.diagnosis import Diagnosis, diagnose
from gradflow.diagnosis.verdicts.helps import AFTER_OVERFLOW, OF_LEARNING, OF_SIGNAL, offered
from gradflow.engine.train import train
from gradflow.experiment import Experiment, default_of
from gradflow.networks import MLP, RNN
from gradflow.trace import Trace

SEEDS = range(3)
Fields = dict[str, Any]

RELU: Fields = {"activation": "relu", "initializer": "he_normal"}
SIGMOID: Fields = {"depth": 20, "steps": 1}
SMALL: Fields = {"depth": 12, "activation": "relu", "initializer": "glorot_normal", "gain": 0.75, "steps": 1}
LARGE: Fields = RELU | {"depth": 20, "gain": 2.0, "steps": 1}
ZEROS: Fields = {"depth": 3, "activation": "tanh", "initializer": "zeros", "steps": 60}
DYING: Fields = RELU | {"depth": 5, "width": 32, "learning_rate": 1.0, "steps": 300}
HALF: Fields = {"depth": 30, "activation": "tanh", "gain": 0.6, "precision": "float16", "steps": 1}
FULL: Fields = {"depth": 100, "steps": 1}
RECALL: Fields = {"cell": "tanh", "recurrent_initializer": "normal", "init_scale": 0.05, "steps": 1}
CUT: Fields = {"window": 5, "steps": 1}
DECAYED: Fields = {"depth": 3, "activation": "tanh", "clipping": "norm", "max_norm": 0.001, "learning_rate": 100.0}
# The help, a case it is offered for, what it means there; of the signal.
OF_SIGNALS: list[tuple[str, str, type, Fields, Fields]] = [
    ("vanishing", "keep_size", MLP, SIGMOID, {"gain": 10.0}),
    ("vanishing", "keep_size", MLP, SMALL | {"depth": 20}, RELU | {"gain": 1.0}),
    ("vanishing", "normalize", MLP, SIGMOID, {"normalization": "batch"}),
    ("vanishing", "normalize", MLP, SMALL | {"depth": 20}, {"normalization": "layer"}),
    ("vanishing", "skip", MLP, SIGMOID, {"connection": "residual"}),
    ("vanishing", "keep_size", RNN, RECALL, {"recurrent_initializer": "orthogonal"}),
    ("vanishing", "normalize", RNN, RECALL, {"normalization": "layer"}),
    ("vanishing", "skip", RNN, RECALL, {"cell": "lstm", "forget_bias": 3.0}),
    ("borderline", "keep_size", MLP, SMALL | {"depth": 10}, RELU | {"gain": 1.0}),
    ("borderline", "shrink", MLP, LARGE | {"gain": 1.33}, {"gain": 1.0}),
    ("exploding", "shrink", MLP, LARGE, {"gain": 1.0}),
    ("exploding", "normalize", MLP, LARGE, {"normalization": "layer"}),
    ("exploding", "shrink", RNN, RECALL | {"cell": "linear", "init_scale": 0.3}, {"init_scale": 0.17}),
    ("exploding", "normalize", RNN, RECALL | {"cell": "linear", "init_scale": 0.3}, {"normalization": "layer"}),
    ("dead_signal", "new_weights", MLP, ZEROS, {"initializer": "glorot_normal"}),
    ("dead_signal", "short_steps", MLP, DYING, {"learning_rate": 0.01}),
    ("dead_signal", "short_steps", MLP, DYING, {"clipping": "norm", "max_norm": 0.1}),
    ("truncated", "window", RNN, CUT, {"window": 0}),
    ("truncated_every", "window", RNN, CUT | {"loss_at": "every"}, {"window": 0}),
    ("underflow", "wider_format", MLP, HALF, {"precision": "float32"}),
    ("underflow", "wider_format", MLP, HALF, {"precision": "bfloat16"}),
    ("underflow", "loss_scale", MLP, HALF, {"loss_scale": 2**16}),
    ("underflow", "keep_size", MLP, FULL, {"gain": 10.0}),
    ("underflow", "normalize", MLP, FULL, {"normalization": "batch"}),
    ("underflow", "skip", MLP, FULL, {"connection": "residual"}),
]
# The same of a run that has ended, by cause.
OF_ENDS: list[tuple[str, str, Fields, Fields]] = [
    ("start", "shrink", RELU | {"gain": 12.0, "depth": 60}, {"gain": 1.0}),
    ("start", "normalize", RELU | {"gain": 12.0, "depth": 60}, {"normalization": "layer", "learning_rate": 1e-6}),
    ("grows", "shrink", RELU | {"gain": 1.8}, {"gain": 1.0}),
    ("grows", "normalize", RELU | {"gain": 1.8}, {"normalization": "layer"}),
    ("grows_far", "shrink", RELU | {"gain": 3.0}, {"gain": 1.0}),
    ("grows_far", "normalize", RELU | {"gain": 3.0}, {"normalization": "layer"}),
    ("grows", "smaller_rate", RELU | {"gain": 1.8}, {"learning_rate": 1e-6}),
    ("grows_added", "scaled_branches", RELU | {"connection": "residual"}, {"branch_scale": 20**-0.5}),
    ("grows_added", "rezero", RELU | {"connection": "residual"}, {"connection": "rezero"}),
    ("grows_added", "normalize", RELU | {"connection": "residual"}, {"normalization": "layer"}),
    ("grows_added", "smaller_rate", RELU | {"connection": "residual"}, {"learning_rate": 1e-4}),
    ("grows_skips", "branch_scale", RELU | {"connection": "input_skip", "gain": 3.0}, {"branch_scale": 0.2}),
    ("grows_skips", "normalize", RELU | {"connection": "input_skip", "gain": 3.0}, {"normalization": "layer"}),
    ("grows_skips", "smaller_rate", RELU | {"connection": "input_skip", "gain": 1.8}, {"learning_rate": 1e-6}),
    ("l2", "smaller_decay", DECAYED | {"l2": 1.0}, {"l2": 1e-4}),
    ("weight_decay", "smaller_decay", DECAYED | {"weight_decay": 1.0, "optimizer": "sgd"}, {"weight_decay": 1e-4}),
    ("updates", "short_steps", RELU | {"depth": 5, "learning_rate": 30.0}, {"learning_rate": 0.01}),
    ("updates", "short_steps", RELU | {"depth": 5, "learning_rate": 30.0}, {"clipping": "norm", "max_norm": 0.001}),
]


def trained(family: type, fields: Fields, seed: int) -> Trace:
    return train(default_of(family).replace(**({"seed": seed, "steps": 80} | fields)))


def badness(found: Diagnosis) -> float:
    """Decades away from a signal that keeps its size; more where nothing arrives, and most where the run has ended."""
    if found.signal in ("overflow", "blocked", "underflow"):
        return 1e4 if found.signal == "overflow" else 1e3
    return abs(found.decades or 0.0)


@pytest.mark.slow
@pytest.mark.parametrize(("reason", "code", "family", "fields", "help_"), OF_SIGNALS)
def test_what_is_offered_for_the_signal_helps_it(
    reason: str, code: str, family: type, fields: Fields, help_: Fields
) -> None:
    seen = [diagnose(trained(family, fields, seed)) for seed in SEEDS]
    cases = [seed for seed, found in zip(SEEDS, seen, strict=True) if found.signal.reason == reason]
    assert cases, [(found.signal.reason, found.decades) for found in seen]
    for seed in cases:
        before, after = seen[seed], diagnose(trained(family, fields | help_, seed))
        assert code in before.signal.helps, before.signal.helps
        assert badness(after) < badness(before) - 1, (before.decades, after.signal, after.decades)


@pytest.mark.slow
@pytest.mark.parametrize(("cause", "code", "fields", "help_"), OF_ENDS)
def test_what_is_offered_after_an_overflow_lets_the_run_go_on(
    cause: str, code: str, fields: Fields, help_: Fields
) -> None:
    for seed in SEEDS:
        before = diagnose(trained(MLP, fields, seed))
        assert before.verdict.numbers.get("cause") == cause and code in before.signal.helps, before.signal
        assert trained(MLP, fields | help_, seed).first_non_finite() is None


STUCK: Fields = RELU | {"depth": 3, "steps": 120}
ALIKE: Fields = {"depth": 4, "learning_rate": 0.1, "steps": 300}
OF_ONE: Fields = RELU | {"depth": 10, "normalization": "batch", "batch_size": 1, "learning_rate": 0.01, "steps": 120}
LEARNS: list[tuple[str, str, Fields, Fields]] = [
    ("at_chance", "other_rate", STUCK | {"learning_rate": 1e-5}, {"learning_rate": 0.1}),
    ("at_chance", "other_rate", STUCK | {"learning_rate": 1e-5}, {"optimizer": "adam", "learning_rate": 1e-3}),
    ("at_chance", "longer", STUCK | {"learning_rate": 4e-4}, {"steps": 4000}),
    ("at_chance", "normalize", ALIKE, {"normalization": "batch"}),
    ("at_chance", "new_weights", RELU | {"depth": 3, "initializer": "constant"}, {"initializer": "he_normal"}),
    ("at_chance", "larger_batch", OF_ONE, {"batch_size": 64}),
    ("at_chance", "larger_batch", OF_ONE, {"normalization": "layer"}),
]


@pytest.mark.slow
@pytest.mark.parametrize(("word", "code", "fields", "help_"), LEARNS)
def test_what_is_offered_for_learning_helps_it(word: str, code: str, fields: Fields, help_: Fields) -> None:
    tried = 0
    for seed in SEEDS:
        worse = trained(MLP, fields, seed)
        found = diagnose(worse)
        if found.learning != word:
            continue
        tried += 1
        assert code in found.learning.helps
        assert latest(trained(MLP, fields | help_, seed)) < 0.8 * latest(worse)
    assert tried >= 2


def latest(trace: Trace) -> float:
    """The loss on held-out data at the latest look."""
    return float(trace.held_out_loss[np.isfinite(trace.held_out_loss)][-1])


ON: list[tuple[str, Fields]] = [
    ("normalize", {"normalization": "batch"}),
    ("skip", {"connection": "residual"}),
    ("clip", {"clipping": "norm"}),
    ("keep_size", RELU),
    ("leaky", {"activation": "tanh"}),
    ("new_weights", RELU),
    ("short_steps", {"clipping": "norm"}),
    ("wider_format", {"precision": "bfloat16"}),
    ("wider_format", {"precision": "float32"}),
    ("loss_scale", {"precision": "float32"}),
    ("loss_scale", {"precision": "float16", "loss_scale": 2**16}),
    ("schedule", {"schedule": "cosine"}),
]


@pytest.mark.parametrize(("code", "fields"), ON)
def test_what_is_on_already_or_could_change_nothing_is_not_offered(code: str, fields: Fields) -> None:
    assert code not in offered([code], Experiment().replace(**fields))


BN = {"normalization": "batch", "batch_size": 2}


@pytest.mark.parametrize(
    ("fields", "codes", "left"),
    [
        ({"initializer": "zeros"}, OF_SIGNAL["dead_signal"], ("new_weights",)),
        ({"initializer": "zeros"}, OF_SIGNAL["vanishing"], ("new_weights",)),
        ({"weight_limit": 0.01}, OF_SIGNAL["borderline"], ("raise_limit", "keep_size")),
        ({"weight_limit": 0.01}, OF_SIGNAL["exploding"], ("shrink", "normalize")),
        ({"frozen_layers": 3}, OF_LEARNING["at_chance"], ("thaw", "other_rate", "longer")),
        ({"initializer": "constant"}, OF_LEARNING["at_chance"], ("new_weights",)),
        ({"initializer": "constant", "bias_gain": 0.1}, OF_LEARNING["at_chance"], ("other_rate", "longer")),
        ({"initializer": "constant"}, AFTER_OVERFLOW["updates"], ("short_steps",)),
        (BN, OF_SIGNAL["dead_signal"], ("larger_batch",)),
        (BN, AFTER_OVERFLOW["updates"], ("short_steps",)),
        (BN, (), ()),
    ],
)
def test_what_is_wrong_first_is_mended_first(fields: Fields, codes: tuple[str, ...], left: tuple[str, ...]) -> None:
    assert offered(codes, Experiment().replace(**fields)) == left


def test_where_clipping_is_on_the_rate_is_left() -> None:
    assert offered(["short_steps", "smaller_rate"], Experiment().replace(clipping="value")) == ("smaller_rate",)
