"""What an experiment's choices are in a script: its settings, and which marked lines hold."""

from collections.abc import Sequence
from typing import Any

from gradflow.engine.shapes import shape_of
from gradflow.experiment import Experiment
from gradflow.export.fragments.activations import ACTIVATIONS
from gradflow.export.fragments.connections import CONNECTIONS
from gradflow.export.fragments.initializers import INITIALIZERS
from gradflow.export.fragments.normalizations import NORMALIZATIONS, unchanged
from gradflow.export.fragments.optimizers import CLIPPINGS, OPTIMIZERS, SCHEDULES
from gradflow.export.fragments.precisions import PRECISIONS
from gradflow.export.fragments.tasks import ACCURACIES, LOSSES, TASKS, own_data
from gradflow.parts import activations, precisions
from gradflow.tasks import is_lent, task_of

Settings = dict[str, dict[str, Any]]


def settings_of(now: Experiment) -> Settings:
    """Every setting a fragment may read, under `network` and `training`; `now` has its changes made."""
    network, kind = now.network, task_of(now.task).kind
    norm, position = _code(NORMALIZATIONS, network.normalization), network.norm_position
    return {
        "network": {
            "depth": network.depth,
            "width": network.width,
            "initializer": _code(INITIALIZERS, network.initializer),
            "init_scale": network.init_scale,
            "gain": network.gain,
            "activation": _code(ACTIVATIONS, network.activation),
            "leaky_slope": network.leaky_slope,
            "max_slope": activations.ACTIVATIONS[network.activation].max_slope,
            "normalized": network.normalization != "none",
            "norm_before": norm if position == "before" else unchanged,
            "norm_after": norm if position == "after" else unchanged,
            "connection": _code(CONNECTIONS, network.connection),
            "branch_scale": network.branch_scale,
            "skip_length": network.skip_length,
            "gate_bias": network.gate_bias,
            "loss": LOSSES[kind],
            "accuracy": ACCURACIES[kind],
            "stored": _code(PRECISIONS, now.precision),
            "loss_scale": float(now.loss_scale),
        },
        "training": {
            "task": own_data if is_lent(now.task) else _code(TASKS, now.task),
            "steps": now.steps,
            "seed": now.seed,
            "batch_size": shape_of(now).batch,
            "optimizer": _code(OPTIMIZERS, now.optimizer),
            "learning_rate": now.learning_rate,
            "momentum": now.momentum,
            "rms_decay": now.rms_decay,
            "beta2": now.beta2,
            "epsilon": now.resolved("epsilon"),
            "schedule": _code(SCHEDULES, now.schedule),
            "decay_rate": now.decay_rate,
            "warmup_steps": now.warmup_steps,
            "clipping": _code(CLIPPINGS, now.clipping),
            "max_norm": now.max_norm,
            "weight_limit": now.weight_limit or float("inf"),
            "l2": now.l2,
            "weight_decay": now.resolved("weight_decay"),
        },
    }


def holds(stages: Sequence[Experiment]) -> dict[str, bool]:
    """What a fragment's `# if …` may ask, over a run that goes through these stages."""

    def ever(field: str, *values: object) -> bool:
        return any(stage.values()[field] in values for stage in stages)

    norms = [stage.network for stage in stages if stage.network.normalization != "none"]
    return {
        "changed": len(stages) > 1,
        "tied": stages[0].network.tied,
        "norm": bool(norms),
        "before": any(network.norm_position == "before" for network in norms),
        "after": any(network.norm_position == "after" for network in norms),
        "rezero": ever("connection", "rezero"),
        "highway": ever("connection", "highway"),
        "clipped": ever("clipping", "norm", "value"),
        "scheduled": any(stage.schedule != "constant" for stage in stages),
        "stored": ever("precision", *(name for name in precisions.PRECISIONS if name != "float32")),
        "scaled": any(stage.loss_scale > 1 and precisions.PRECISIONS[stage.precision].narrow for stage in stages),
        "limited": any(stage.weight_limit for stage in stages),
        "l2": any(stage.l2 for stage in stages),
        "weight_decay": any(stage.resolved("weight_decay") for stage in stages),
    }


def _code(family: dict[str, Any], name: str) -> Any:
    if name not in family:
        raise ValueError(f"{name}: a script has no code for it; there is code for {', '.join(family)}")
    return family[name]
