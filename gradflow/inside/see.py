"""See: from a step in full to what is kept of it, for every family."""

from collections.abc import Callable
from typing import Any

import numpy as np

from gradflow.experiment import Experiment
from gradflow.inside.anatomy import Anatomy
from gradflow.inside.layered import layered
from gradflow.inside.measures import alike, linear_shares, log_shares, nearest, of_weight_gradients, reach_of, spectra
from gradflow.inside.one_thread import one_thread
from gradflow.inside.record import Inside
from gradflow.inside.recurrent import recurrent
from gradflow.networks import OfFamily, mlp, rnn

ANATOMIES = OfFamily[Callable[[Experiment, Any], Anatomy]]({mlp.FAMILY: layered, rnn.FAMILY: recurrent})


def inside_of(experiment: Experiment, step: Any) -> Inside:
    """What is inside of the layers at a step of `gradflow.inspect`; experiment: as it stands at that step.

    >>> import gradflow
    >>> small = gradflow.Experiment(network=gradflow.MLP(depth=3, width=8))
    >>> inside_of(small, gradflow.inspect(small)).shares.shape  # kind, layer, bin
    (3, 3, 48)
    """
    with one_thread(), np.errstate(all="ignore"):  # a step may hold anything: what is not finite stays so
        anatomy = ANATOMIES[experiment.family](experiment, step)
        reach = reach_of(anatomy.activations)
        signals, of_signals = log_shares(list(anatomy.signals))
        weights, of_weights, chance = of_weight_gradients(anatomy)
        none = [float(np.mean(np.asarray(row) == 0)) for row in anatomy.activations]
        near = nearest(anatomy.inputs)
        singular, own, participating, directions = spectra(anatomy)
        return Inside(
            shares=np.stack([linear_shares(list(anatomy.activations), reach), signals, weights]).astype(np.float16),
            zeros=np.stack([none, of_signals, of_weights]).astype(np.float16),
            reach=reach,
            singular=singular,
            own=own,
            participating=participating,
            directions=directions,
            alike=alike(anatomy.sent_back, near),
            alike_above=alike(anatomy.activations, near),
            noise=chance,
        )
