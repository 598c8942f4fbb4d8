"""A recurrent network in a script."""

from collections.abc import Sequence
from typing import Any

from gradflow.engine.recurrent.masks import CANDIDATE
from gradflow.experiment import Experiment
from gradflow.export.choices import Holds, ScriptParts, code
from gradflow.export.fragments import (
    activations,
    cells,
    initializers,
    losses,
    normalizations,
    optimizers,
    recurrent,
    sequences,
    sizes,
    tasks,
)
from gradflow.networks import RNN, downcast
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.cells import CELLS
from gradflow.tasks import is_drawn, is_lent, task_of


def _network_settings(now: Experiment) -> dict[str, Any]:
    rnn, objective = downcast(now.network, RNN), task_of(now.task).objective
    cell = CELLS[rnn.cell]
    return {
        "cell": code(cells.CELLS, rnn.cell),
        "activation": activations.tanh_of_value if cell.openings else code(activations.ACTIVATIONS, cell.activation),
        "max_slope": ACTIVATIONS[cell.activation].max_slope,
        "states": 1 + cell.has_cell,
        "gates": cell.gates,
        "shifted": cell.gates - _has_candidate(rnn.cell),
        "width": rnn.hidden_size,
        "length": rnn.sequence_length,
        "layers": rnn.stacked_layers,
        "residual": rnn.stacked_residual,
        "initializer": code(initializers.INITIALIZERS, rnn.initializer),
        "recurrent_initializer": code(initializers.INITIALIZERS, rnn.recurrent_initializer),
        "init_scale": rnn.init_scale,
        "gain": rnn.gain,
        "spectral_radius": rnn.spectral_radius,
        "carry": cell.carry,
        "forget_bias": rnn.forget_bias,
        "normalized": rnn.normalization != "none",
        "normalization": code(normalizations.NORMALIZATIONS, rnn.normalization),
        "window": rnn.window,
        "asked": sequences.at_every if rnn.loss_at == "every" else _asked_last(now.task),
        "loss": losses.LOSSES[objective],
        "accuracy": losses.ACCURACIES[objective],
    }


def _asked_last(task: str) -> Any:
    return sequences.at_the_last if is_lent(task) else code(sequences.ASKED, task)


def _data_settings(now: Experiment) -> dict[str, Any]:
    own = sequences.own_sequences if "sequence_length" in now.fixed() else sequences.own_windows
    task = own if is_lent(now.task) else code(sequences.SEQUENCES, now.task)
    return {"task": task, "batch_size": now.batch_size}


def _holds(stages: Sequence[Experiment]) -> Holds:
    networks = [downcast(stage.network, RNN) for stage in stages]
    first, cell = networks[0], CELLS[networks[0].cell]
    return {
        "pictures": False,
        "matrices": True,
        "recurrent": True,
        "cut": False,
        "folded": any(stage.folds > 1 for stage in stages),
        "redrawn": any(stage.folds > 1 and is_drawn(stage.task) for stage in stages),
        "dense_changed": False,
        "made_layerwise": False,
        "dropping": False,
        "norm": any(network.normalization != "none" for network in networks),
        "residual": any(network.stacked_residual and network.stacked_layers > 1 for network in networks),
        "truncated": any(network.window for network in networks),
        "rescaled": first.spectral_radius > 0,
        "carried": cell.carry is not None,
        "forgetful": cell.carry is not None and len({network.forget_bias for network in networks}) > 1,
        "candidate": _has_candidate(first.cell),
        "gated": bool(cell.openings),
        "second": cell.has_cell,
    }


def _has_candidate(cell: str) -> bool:
    """Whether the cell has a candidate that can tell its two biases apart; it is the last of its matrices."""
    return bool(CANDIDATE[list(CELLS).index(cell)] >= 0)


# A default recurrent run moved by one rounding of its first weights is a part in 2,000 away after 50 steps, and as
# another run after 200: so is a script.
RECURRENT = ScriptParts(
    place="time step",
    rounding="more and more as a run magnifies rounding, which recurrent ones do",
    sections={
        "The pictures": tasks,
        "The task": sequences,
        "The loss": losses,
        "How weights are drawn": initializers,
        "The activation": activations,
        "The normalization: of each gate's units": normalizations,
        "The cell": cells,
        "How a gradient becomes an update": optimizers,
        "Sizes of arrays": sizes,
    },
    network=recurrent,
    network_settings=_network_settings,
    data_settings=_data_settings,
    holds=_holds,
)
