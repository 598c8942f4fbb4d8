"""Helps: what may help, by what is wrong, most promising first; and what is not offered because it is on already.

What is offered is held by tests that apply it and see the case get better (`tests/diagnosis/test_helps.py`), and one
names each help that has no case yet (`tests/diagnosis/test_helps_held.py`).
"""

from collections.abc import Callable, Iterable

from gradflow.diagnosis.checks import batch_of_few
from gradflow.diagnosis.verdicts.decays import overshooting
from gradflow.diagnosis.verdicts.smallness import keeps_small
from gradflow.experiment import Experiment
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.precisions import PRECISIONS

Codes = tuple[str, ...]

# By the finding that decided on the signal.
OF_SIGNAL: dict[str, Codes] = {
    "vanishing": ("keep_size", "normalize", "skip"),
    "exploding": ("shrink", "normalize"),
    "borderline": ("keep_size",),
    "silent_now": ("look_again",),
    "flat_now": ("shrink", "normalize"),
    "dead_signal": ("new_weights", "short_steps"),
    "flat_signal": ("shrink", "normalize", "short_steps"),
    "truncated": ("window",),
    "truncated_every": ("window",),
    "underflow": ("wider_format", "loss_scale", "keep_size", "normalize", "skip"),
}
WHERE_IT_GROWS: dict[str, Codes] = {"borderline": ("shrink",)}  # the same of a signal that grows on its way back
AFTER_OVERFLOW: dict[str, Codes] = {  # by cause
    "start": ("shrink", "normalize"),
    "grows": ("shrink", "normalize", "smaller_rate"),
    "grows_far": ("shrink", "normalize"),
    "grows_added": ("scaled_branches", "rezero", "normalize", "smaller_rate"),
    "grows_skips": ("branch_scale", "normalize", "smaller_rate"),
    "format": ("wider_format",),
    "loss_scale": ("smaller_scale",),
    "change": ("undo_change",),
    "l2": ("smaller_decay",),
    "weight_decay": ("smaller_decay",),
    "warmup": ("smaller_rate",),
    "rising": ("smaller_rate",),
    "updates": ("short_steps",),
    "updates_clipped": ("smaller_rate",),
}
WHERE_KEPT_SMALL = {"l2": "smaller_decay", "weight_decay": "smaller_decay", "weight_limit": "raise_limit"}  # by field
WHERE_PARALLEL: Codes = ("normalize",)  # of a network at chance that hardly tells its inputs apart
WHERE_IT_WAS_PARALLEL: Codes = ("skip",)  # of one that hardly told them apart when it began
WHERE_IT_WAS_THROWN: Codes = ("new_weights", "smaller_rate")  # of one whose first steps were too long
OF_LEARNING: dict[str, Codes] = {
    "at_chance": ("thaw", "other_rate", "longer"),
    "stalled": ("thaw", "schedule", "other_rate"),
    "falling_back": ("smaller_rate", "clip"),
    "diverging": ("smaller_rate", "clip"),
}
FOR_SMALL_WEIGHTS = {"keep_size", "other_rate"}  # which a decay, or a limit, would undo
WITHOUT_TURNS = {"zeros", "constant"}  # initializers that make all units of a layer alike
OPEN = 3.0  # a forget bias from which on the gate lets 95 % through
BEST_SCALE = 2**16  # the largest loss scale there is


def _network(now: Experiment, name: str, otherwise: object = None) -> object:
    return getattr(now.network, name, otherwise)


def _is_alike(now: Experiment) -> bool:
    rules = {_network(now, name, "zeros") for name in ("initializer", "recurrent_initializer")}
    return rules <= WITHOUT_TURNS and not _network(now, "bias_gain", 0.0)


def _is_frozen(now: Experiment) -> bool:
    """All hidden layers are."""
    return int(str(_network(now, "frozen_layers", 0))) >= now.network.depth


def _is_skipped(now: Experiment) -> bool:
    open_gate = _network(now, "cell") == "lstm" and now.network.forget_bias >= OPEN  # type: ignore[attr-defined]
    return now.family.passed_by(now.network) or open_gate


def _has_corners(now: Experiment) -> bool:
    return ACTIVATIONS[now.family.activation(now.network)].saturates == "exactly"


def _keeps_size(now: Experiment) -> bool:
    he = str(_network(now, "initializer")).startswith("he_") and _network(now, "activation") == "relu"
    orthogonal = _network(now, "recurrent_initializer") == "orthogonal" and not _network(now, "spectral_radius")
    gated = _network(now, "cell") in ("lstm", "gru")
    return (he and _network(now, "gain") == 1.0) or orthogonal or gated


# Whether a help would change anything; those that are not named always do.
CHANGES: dict[str, Callable[[Experiment], bool]] = {
    "keep_size": lambda now: not _keeps_size(now),
    "normalize": lambda now: _network(now, "normalization") == "none",
    "skip": lambda now: not _is_skipped(now),
    "leaky": _has_corners,
    "new_weights": _is_alike,
    "clip": lambda now: now.clipping == "none",
    "wider_format": lambda now: PRECISIONS[now.precision].narrow,
    "loss_scale": lambda now: PRECISIONS[now.precision].narrow and now.loss_scale < BEST_SCALE,
    "schedule": lambda now: now.schedule == "constant",
    "thaw": lambda now: bool(_network(now, "frozen_layers")),
}


def offered(codes: Iterable[str], now: Experiment, step: int = 0) -> Codes:
    """Those of them that would change anything in an experiment whose changes are made. Where batch normalization sees
    too few examples, all units of a layer are alike, or a decay throws the weights past 0 at this step, nothing else
    helps before that does; frozen hidden layers are thawed before any of it."""
    codes = tuple(codes)
    if batch_of_few.is_so(now) and codes and codes not in AFTER_OVERFLOW.values():
        return ("larger_batch",)
    if overshooting(now, step) and {"smaller_rate", "clip"} & set(codes):
        return ("smaller_decay",)  # clipping does not reach it
    thaw = ["thaw"] if _is_frozen(now) and codes and codes not in AFTER_OVERFLOW.values() else []
    if _is_alike(now) and {"new_weights", "keep_size", "other_rate", "look_again"} & set(codes):
        return (*thaw, "new_weights")
    left = [*thaw]
    left += [code for code in codes if code not in CHANGES or CHANGES[code](now)]
    if FOR_SMALL_WEIGHTS & set(codes) and (field := keeps_small(now, step)):
        left = [WHERE_KEPT_SMALL[field], *left]
    if now.clipping != "none":  # of a lower rate or clipping only the rate is left
        left = ["smaller_rate" if code == "short_steps" else code for code in left]
    return tuple(dict.fromkeys(left))
