"""predict: the backward signal's profile over depth at the first step, without running anything."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike

from gradflow.experiment import Experiment
from gradflow.networks import Family, cnn, mlp, rnn
from gradflow.theory.convolutional import critical_gains_of_pictures, explain_convolutional
from gradflow.theory.critical import critical_gains
from gradflow.theory.isometry import Isometry, isometry_of, isometry_of_pictures
from gradflow.theory.layered import explain_layered
from gradflow.theory.prediction import Prediction
from gradflow.theory.recurrent import explain_recurrent, explain_recurrent_seeds


class Theory(NamedTuple):
    """What theory says of one family.

    explain: experiment -> the prediction for its first step.
    explain_seeds: experiment -> that for any seed; the same, unless `explain` speaks of the weights of one.
    isometry: (experiment, quantiles) -> the singular values of its first step, or None where it does not speak of them.
    critical_gains: (network, bias gains) -> the gains between vanishing and exploding, or None where there is no line.
    """

    explain: Callable[[Experiment], Prediction]
    explain_seeds: Callable[[Experiment], Prediction]
    critical_gains: Callable[[Any, ArrayLike], Float[np.ndarray, "..."]] | None = None
    isometry: Callable[[Experiment, tuple[float, ...]], Isometry | None] = lambda *_: None


THEORIES: dict[Family, Theory] = {
    mlp.FAMILY: Theory(explain_layered, explain_layered, critical_gains, isometry_of),
    cnn.FAMILY: Theory(explain_convolutional, explain_convolutional, critical_gains_of_pictures, isometry_of_pictures),
    rnn.FAMILY: Theory(explain_recurrent, explain_recurrent_seeds),
}


TRAINED = Prediction(None, "reason.trained")  # the first weights are no longer drawn independently


def predict(experiment: Experiment) -> Float[np.ndarray, " depth"] | None:
    """What mean-field theory says of the first step, before anything runs: the backward signal's profile.

    float64 array [depth], input side first: log10 of the signal's rms at each layer or time step, relative to the
    last one's, so the last entry is 0 and one less is a decade. The signal is that of `diagnose`. None where theory
    does not speak; `explain` gives the reason. Later changes do not matter. Raises KeyError where the experiment's
    own data is held no longer.

    >>> import gradflow
    >>> profile = gradflow.predict(gradflow.Experiment(network=gradflow.MLP(depth=20, activation="sigmoid")))
    >>> profile.shape, round(float(profile[0]))
    ((20,), -12)
    >>> gradflow.predict(gradflow.Experiment(network=gradflow.MLP(initializer="zeros"))) is None
    True
    """
    return explain(experiment).profile


def decades_per_layer(profile: Float[np.ndarray, " depth"] | None) -> float | None:
    """Mean change of a log10 profile per layer on the way back, from the last layer to the first.

    Negative: the signal falls. None where there is no profile, or one layer only.
    """
    if profile is None or len(profile) < 2:
        return None
    return float((profile[0] - profile[-1]) / (len(profile) - 1))


def explain(experiment: Experiment) -> Prediction:
    """The prediction for initialization; what changes later in the run does not matter."""
    return TRAINED if experiment.start != "random" else THEORIES[experiment.family].explain(experiment)


def explain_seeds(experiment: Experiment) -> Prediction:
    """The prediction for any seed, its band that of seeds."""
    return TRAINED if experiment.start != "random" else THEORIES[experiment.family].explain_seeds(experiment)


def explain_isometry(experiment: Experiment, quantiles: tuple[float, ...]) -> Isometry | None:
    """Singular values of the way from each depth to the last, at initialization; None where theory does not speak."""
    return THEORIES[experiment.family].isometry(experiment, quantiles) if experiment.start == "random" else None
