"""What an experiment's choices are in a script: its settings, and which marked lines hold."""

from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, NamedTuple

from gradflow.experiment import Experiment
from gradflow.export.fragments.optimizers import CLIPPINGS, OPTIMIZERS, SCHEDULES

Settings = dict[str, dict[str, Any]]
Holds = dict[str, bool]


class ScriptParts(NamedTuple):
    """What the scripts of one family are made of.

    place, rounding: in the opening words, what the rows of a step are of, and where rounding tells.
    sections: the fragments that choices are made of, by what stands above them; network: those of the network.
    network_settings, data_settings: what a fragment may read of an experiment whose changes are made.
    holds: which marked lines hold, besides those of every family, over a run that goes through these stages.
    """

    place: str
    rounding: str
    sections: dict[str, ModuleType]
    network: ModuleType
    network_settings: Callable[[Experiment], dict[str, Any]]
    data_settings: Callable[[Experiment], dict[str, Any]]
    holds: Callable[[Sequence[Experiment]], Holds]


def settings_of(parts: ScriptParts, now: Experiment) -> Settings:
    """Every setting a fragment may read, under `network` and `training`; `now` has its changes made."""
    return {
        "network": parts.network_settings(now),
        "training": parts.data_settings(now)
        | {
            "steps": now.steps,
            "seed": now.seed,
            "optimizer": code(OPTIMIZERS, now.optimizer),
            "learning_rate": now.learning_rate,
            "momentum": now.momentum,
            "rms_decay": now.rms_decay,
            "beta2": now.beta2,
            "epsilon": now.resolved("epsilon"),
            "schedule": code(SCHEDULES, now.schedule),
            "decay_rate": now.decay_rate,
            "warmup_steps": now.warmup_steps,
            "rise": now.rise,
            "layer_steps": now.layer_steps,
            "frozen_layers": _frozen(now),
            "copied_layers": copied_layers(now),
            "fold": now.fold,
            "folds": now.folds,
            "clipping": code(CLIPPINGS, now.clipping),
            "max_norm": now.max_norm,
            "weight_limit": now.weight_limit or float("inf"),
            "l2": now.l2,
            "weight_decay": now.resolved("weight_decay"),
        },
    }


def holds_of(parts: ScriptParts, stages: Sequence[Experiment]) -> Holds:
    """What a fragment's `# if …` may ask, over a run that goes through these stages."""
    return parts.holds(stages) | {
        "changed": len(stages) > 1,
        "frozen": any(map(_frozen, stages)),
        "pretrained": stages[0].start == "pretrained",
        "layerwise": stages[0].start == "layerwise",
        "clipped": any(stage.clipping != "none" for stage in stages),
        "scheduled": any(stage.schedule != "constant" for stage in stages),
        "stored": any(stage.precision != "float32" for stage in stages),
        "limited": any(stage.weight_limit for stage in stages),
        "l2": any(stage.l2 for stage in stages),
        "weight_decay": any(stage.resolved("weight_decay") for stage in stages),
    }


def copied_layers(now: Experiment) -> int:
    """How many layers come from the run's source, the output layer among them where all do."""
    whole = now.copied_layers >= now.network.depth
    return now.network.depth + (now.source_task == now.task) if whole else now.copied_layers


def _frozen(now: Experiment) -> int:
    return min(getattr(now.network, "frozen_layers", 0), now.network.depth)


def code(registry: dict[str, Any], name: str) -> Any:
    """The code of a choice. ValueError where there is none."""
    if name not in registry:
        raise ValueError(f"{name}: a script has no code for it; there is code for {', '.join(registry)}")
    return registry[name]
