"""A layered network in a script."""

from collections.abc import Sequence
from typing import Any

from gradflow.engine.layered.shape import shape_of
from gradflow.experiment import Experiment
from gradflow.export.choices import Holds, ScriptParts, code
from gradflow.export.fragments import (
    activations,
    initializers,
    losses,
    network,
    normalizations,
    optimizers,
    precisions,
    sizes,
    tasks,
)
from gradflow.export.fragments.layers import connections, dropout, reparametrizations
from gradflow.export.fragments.starts import layerwise, transfer
from gradflow.networks import Layered, downcast
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.precisions import PRECISIONS
from gradflow.parts.reparametrizations import standard_gain
from gradflow.tasks import is_lent, task_of


def _network_settings(now: Experiment) -> dict[str, Any]:
    layered, objective = downcast(now.network, Layered), task_of(now.task).objective
    norm, position = code(normalizations.NORMALIZATIONS, layered.normalization), layered.norm_position
    return {
        "depth": layered.depth,
        "width": layered.width,
        "initializer": code(initializers.INITIALIZERS, layered.initializer),
        "init_scale": layered.init_scale,
        "gain": layered.gain,
        "bias_gain": layered.bias_gain,
        "activation": code(activations.ACTIVATIONS, layered.activation),
        "leaky_slope": layered.leaky_slope,
        "max_slope": ACTIVATIONS[layered.activation].max_slope,
        "normalized": layered.normalization != "none",
        "norm_before": norm if position == "before" else normalizations.unchanged,
        "norm_after": norm if position == "after" else normalizations.unchanged,
        "reparametrization": code(reparametrizations.REPARAMETRIZATIONS, layered.reparametrized),
        "standard_gain": standard_gain(layered.activation, layered.leaky_slope),
        "dropout": layered.dropout,
        "seed": now.seed,
        "connection": code(connections.CONNECTIONS, layered.connection),
        "branch_scale": layered.branch_scale,
        "skip_length": layered.skip_length,
        "block_length": layered.block_length,
        "gate_bias": layered.gate_bias,
        "loss": losses.LOSSES[objective],
        "accuracy": losses.ACCURACIES[objective],
        "stored": code(precisions.PRECISIONS, now.precision),
        "loss_scale": float(now.loss_scale),
        "beyond": code(connections.PADDINGS, "circular" if layered.circular else "zero"),
    }


def _data_settings(now: Experiment) -> dict[str, Any]:
    task = tasks.own_data if is_lent(now.task) else code(tasks.TASKS, now.task)
    return {"task": task, "batch_size": shape_of(now).batch}


def _holds(stages: Sequence[Experiment]) -> Holds:
    networks = [downcast(stage.network, Layered) for stage in stages]
    positions = {network.norm_position for network in networks if network.normalization != "none"}
    used = {network.connection for network in networks}
    stored = any(stage.precision != "float32" for stage in stages)
    dropping = any(network.dropout for network in networks)
    made = any(network.reparametrized != "none" for network in networks)
    post = any(CONNECTIONS[name].of_activations for name in used)
    return {
        "recurrent": False,
        "cut": any(stage.folds > 1 and not is_lent(stage.task) for stage in stages),  # one's own is embedded cut
        "forgetful": False,
        "pictures": networks[0].taps > 1,
        "kernels": networks[0].taps > 1 and "dense" not in used,
        "tied": networks[0].tied,
        "biased": networks[0].bias_gain > 0,
        "norm": bool(positions),
        "before": "before" in positions,
        "only_before": "before" in positions and not post,
        "post_before": "before" in positions and post,
        "after": "after" in positions,
        "post": post,
        "dropping": dropping,
        "dropping_stored": dropping and stored,
        "made": made,
        "made_stored": made and stored,
        "made_layerwise": made and stages[0].start == "layerwise",
        "made_tied": made and networks[0].tied,
        "made_dense": made and "dense" in used,
        "post_stored": post and stored,
        "rezero": "rezero" in used,
        "highway": "highway" in used,
        "dense": "dense" in used,
        "dense_matrices": "dense" in used and networks[0].taps == 1,
        "dense_kernels": "dense" in used and networks[0].taps > 1,
        "matrices": networks[0].taps == 1 and "dense" not in used,
        "dense_tied": "dense" in used and networks[0].tied,
        "dense_changed": "dense" in used and len(used) > 1,
        "scaled": any(stage.loss_scale > 1 and PRECISIONS[stage.precision].narrow for stage in stages),
    }


LAYERED = ScriptParts(
    place="layer",
    rounding="more where a run magnifies rounding",
    sections={
        "The task": tasks,
        "The loss": losses,
        "How weights are drawn": initializers,
        "The activation": activations,
        "The normalization: of x [batch, width]": normalizations,
        "How weights are made of what is trained": reparametrizations,
        "Which units a step leaves out": dropout,
        "How each layer is trained before the whole": layerwise,
        "What another run has learned": transfer,
        "How a layer is fed: its branch h W + b, and the preactivations zs below it": connections,
        "How what flows is stored": precisions,
        "How a gradient becomes an update": optimizers,
        "Sizes of arrays": sizes,
    },
    network=network,
    network_settings=_network_settings,
    data_settings=_data_settings,
    holds=_holds,
)
