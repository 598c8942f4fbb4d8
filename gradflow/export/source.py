"""The weights that a pretrained run begins with, as a script has them."""

import numpy as np

from gradflow.engine.inspect import inspect
from gradflow.experiment import Experiment
from gradflow.export.choices import copied_layers
from gradflow.networks import Layered, downcast

Key = tuple[str, int]


def source_bytes(experiment: Experiment) -> bytes:
    """All numbers of the layers that come from its source, in the order in which a script asks for them."""
    parameters, count = _parameters(experiment), copied_layers(experiment)
    taken = [parameters[key].ravel() for key in sorted(parameters) if key[1] < count]
    return np.concatenate(taken).astype("<f4").tobytes()


def _parameters(experiment: Experiment) -> dict[Key, np.ndarray]:
    """By the names that a script has for them; those of one matrix for all layers once."""
    network, step = downcast(experiment.network, Layered), inspect(experiment, step=0)
    shared = range(2, network.depth) if network.tied else ()
    found: dict[Key, np.ndarray] = {("weight", i): w for i, w in enumerate(step.weights) if i not in shared}
    found |= {("bias", layer): bias for layer, bias in enumerate(step.biases)}
    if network.normalization != "none":
        found |= {("norm_scale", layer): scale for layer, scale in enumerate(step.norm_scales)}
        found |= {("norm_shift", layer): shift for layer, shift in enumerate(step.norm_shifts)}
    if network.connection == "rezero":
        found |= {("branch_scale", layer): step.branch_scales[layer] for layer in range(1, network.depth)}
    if network.reparametrized != "none":
        found |= {("unit_scale", layer): scale for layer, scale in enumerate(step.weight_scales, start=1)}
    if network.connection == "highway":
        found |= {("gate_weight", layer): weight for layer, weight in enumerate(step.gate_weights, start=1)}
        found |= {("gate_bias", layer): bias for layer, bias in enumerate(step.gate_biases, start=1)}
    return {key: np.asarray(array, np.float32) for key, array in found.items()}
