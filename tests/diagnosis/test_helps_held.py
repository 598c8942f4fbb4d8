"""Every help has a case that it helps: after an overflow and of learning all of them, by name; here the fast ones."""

from typing import Any

import numpy as np
import pytest

from gradflow.diagnosis import diagnose
from gradflow.diagnosis.verdicts.helps import (
    AFTER_OVERFLOW,
    OF_LEARNING,
    OF_SIGNAL,
    WHERE_IT_GROWS,
    WHERE_KEPT_SMALL,
    offered,
)
from gradflow.engine.train import train
from gradflow.experiment import Experiment
from gradflow.text import LANGUAGES, Words
from gradflow.trace import Trace
from tests.diagnosis.test_helps import LEARNS, OF_ENDS, OF_SIGNALS

Fields = dict[str, Any]

RELU: Fields = {"activation": "relu", "initializer": "he_normal"}
HALF: Fields = RELU | {"precision": "float16", "learning_rate": 0.001, "gain": 2.0}
RISING: Fields = RELU | {"depth": 5, "schedule": "rising", "learning_rate": 100.0}
WARM: Fields = RELU | {"depth": 5, "schedule": "warmup", "warmup_steps": 70, "learning_rate": 10.0}
CLIPPED: Fields = RELU | {"task": "linear", "depth": 5, "clipping": "norm", "max_norm": 1e6, "learning_rate": 2.0}
SMALL: Fields = RELU | {"width": 16}
LEAVES: Fields = SMALL | {"task": "linear", "depth": 2, "learning_rate": 1.0}
FALLS: Fields = SMALL | {"depth": 3, "optimizer": "momentum", "learning_rate": 0.3, "steps": 300}
ALIKE_AT_FIRST: Fields = RELU | {"depth": 60, "learning_rate": 0.01, "steps": 60}
THROWN: Fields = {"depth": 3, "activation": "tanh", "learning_rate": 1.5, "l2": 1.0}
LEAPS: Fields = RELU | {"steps": 300}  # on the network that the page opens with
JUMPS: Fields = SMALL | {"depth": 3, "optimizer": "adam", "learning_rate": 0.1, "steps": 300}
FIVE: Fields = {"depth": 5, "activation": "tanh", "steps": 200}
ADAM: Fields = {"optimizer": "adam", "learning_rate": 0.003, "steps": 200}
FAINT: Fields = ADAM | {"width": 16, "depth": 8, "activation": "tanh", "gain": 0.5}
# What is wrong, the help, a case it is offered for, what it means there.
ENDS: list[tuple[str, str, Fields, Fields]] = [
    ("format", "wider_format", HALF | {"steps": 1}, {"precision": "bfloat16"}),
    ("format", "wider_format", HALF | {"steps": 1}, {"precision": "float32"}),
    ("loss_scale", "smaller_scale", HALF | {"depth": 3, "loss_scale": 2**16}, {"loss_scale": 2**8}),
    ("warmup", "smaller_rate", WARM, {"learning_rate": 0.1}),
    ("rising", "smaller_rate", RISING, {"learning_rate": 0.1}),
    ("updates_clipped", "smaller_rate", CLIPPED, {"learning_rate": 0.02}),
]
LEARNING: list[tuple[str, str, Fields, Fields]] = [
    ("diverging", "smaller_rate", LEAVES, {"learning_rate": 0.05}),
    ("diverging", "smaller_decay", THROWN, {"l2": 1e-4}),
    ("diverging", "clip", LEAVES, {"clipping": "norm"}),
    ("at_chance", "skip", ALIKE_AT_FIRST, {"connection": "rezero"}),
    ("falling_back", "smaller_rate", FALLS, {"learning_rate": 0.03}),
    ("falling_back", "clip", FALLS, {"clipping": "norm"}),
    ("falling_back", "clip", LEAPS, {"clipping": "norm"}),
    ("falling_back", "smaller_rate", LEAPS, {"learning_rate": 0.01}),
    ("falling_back", "smaller_decay", FIVE | {"l2": 0.3}, {"l2": 1e-4}),
    ("at_chance", "smaller_decay", FIVE | {"l2": 1.0, "learning_rate": 0.05}, {"l2": 1e-4}),
    ("at_chance", "raise_limit", FIVE | {"weight_limit": 0.02}, {"weight_limit": 0.0}),
    ("at_chance", "thaw", FAINT | {"frozen_layers": 8}, {"frozen_layers": 0}),
    ("stalled", "other_rate", JUMPS, {"learning_rate": 0.01}),
    ("stalled", "schedule", JUMPS, {"schedule": "cosine"}),
]
UNDONE = ("change", "undo_change")
# Of a zero seen in one step, or of saturated neurons: still without a case.
WITHOUT = {("silent_now", "look_again"), ("flat_now", "shrink"), ("flat_now", "normalize")}
WITHOUT |= {("stalled", "thaw")}
WITHOUT |= {("flat_signal", "shrink"), ("flat_signal", "normalize"), ("flat_signal", "short_steps")}


def trained(fields: Fields) -> Trace:
    return train(Experiment(steps=80).replace(**fields))


@pytest.mark.slow
@pytest.mark.parametrize(("cause", "code", "fields", "help_"), ENDS)
def test_after_an_overflow_it_lets_the_run_go_on(cause: str, code: str, fields: Fields, help_: Fields) -> None:
    before = diagnose(trained(fields))
    assert before.verdict.numbers["cause"] == cause and code in before.signal.helps
    assert trained(fields | help_).first_non_finite() is None


def test_a_change_undone_the_run_goes_on() -> None:
    kept = Experiment(steps=5).replace(**RELU, depth=40, gain=12.0, normalization="layer", learning_rate=1e-6)
    broken = diagnose(train(kept.with_change(2, normalization="none")))
    assert broken.verdict.numbers["cause"] == UNDONE[0] and UNDONE[1] in broken.signal.helps
    assert train(kept).first_non_finite() is None


@pytest.mark.slow
@pytest.mark.parametrize(("word", "code", "fields", "help_"), LEARNING)
def test_of_learning_it_takes_the_word_away_and_lowers_the_loss(
    word: str, code: str, fields: Fields, help_: Fields
) -> None:
    worse, better = trained(fields), trained(fields | help_)
    found = diagnose(worse)
    assert found.learning == word and code in found.learning.helps
    assert diagnose(better).learning != word and latest(better) < 0.8 * latest(worse)


def latest(trace: Trace) -> float:
    """The loss on held-out data at the latest look."""
    return float(trace.held_out_loss[np.isfinite(trace.held_out_loss)][-1])


TABLES = (OF_SIGNAL, WHERE_IT_GROWS, AFTER_OVERFLOW, OF_LEARNING)
HELPS = [(wrong, code) for table in TABLES for wrong in table for code in table[wrong]]
HELPS += [("at_chance", code) for code in dict.fromkeys(WHERE_KEPT_SMALL.values())]
HELD = {case[:2] for table in (OF_SIGNALS, OF_ENDS, LEARNS, ENDS, LEARNING) for case in table} | {UNDONE}


@pytest.mark.parametrize("named", HELPS, ids="-".join)
def test_every_help_has_a_case(named: tuple[str, str]) -> None:
    assert (named in HELD) != (named in WITHOUT)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("axis", ["layer", "time"])
def test_every_help_has_words(language: str, axis: str) -> None:
    words = Words(language).along(axis)
    for table in TABLES:
        for codes in table.values():
            assert all(words(f"help.{code}") for code in codes)


@pytest.mark.parametrize("changes", [{}, {"initializer": "zeros"}])
def test_where_all_layers_are_frozen_they_are_thawed_before_weights_are_drawn_anew(changes):
    frozen = Experiment().replace(depth=8, frozen_layers=8, **changes)
    first, *_, last = offered(("keep_size", "new_weights"), frozen)
    assert first == "thaw" != last and "thaw" not in offered(("keep_size",), frozen.replace(frozen_layers=7))
