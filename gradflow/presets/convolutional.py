"""Presets of the laboratory of convolutional networks, in the order of its path (words: convolutions.toml)."""

from collections.abc import Mapping

from gradflow.experiment import Experiment, default_of
from gradflow.networks import CNN
from gradflow.presets.claim import Claim, Preset, Verdict, preset


def _default_but(**values: object) -> Experiment:
    return default_of(CNN).replace(**values)


# Chance is an accuracy of 0.1 and a loss of ln 10 = 2.30. The bounds leave room for another machine's rounding.
CONVOLUTIONAL: Mapping[str, Preset] = {
    "convolutions": preset(
        default_of(CNN),
        Verdict("vanishing", step=0),
        Verdict("vanishing"),
        Claim("held_out_accuracy", high=0.2),
    ),
    "convolutions_he": preset(
        _default_but(activation="relu", initializer="he_normal", learning_rate=0.05),
        Verdict("passes", step=0),
        Claim("held_out_accuracy", low=0.5),
    ),
    "convolutions_half": preset(  # half of the variance is lost in each ReLU layer: √½ a layer, both ways
        _default_but(activation="relu"),
        Verdict("vanishing", step=0),
        Claim("weight_gradient_decades", -0.5, 0.5, step=0),
        Claim("held_out_accuracy", high=0.2),
    ),
    "convolutions_delta": preset(
        _default_but(activation="tanh", initializer="delta_orthogonal", depth=50, learning_rate=0.05, steps=100),
        Verdict("passes", step=0),
        Claim("signal_decades", -0.5, 0.5, step=0),
        Claim("held_out_accuracy", low=0.5),
    ),
    "convolutions_edge": preset(  # the mean over a patch of 8 × 8 positions, zeros beyond: 0.921 a layer at most
        _default_but(activation="identity", initializer="orthogonal", depth=50, steps=40, learning_rate=0.01),
        Claim("signal_decades", -1.2, -0.6, step=0),
    ),
    "convolutions_residual": preset(
        _default_but(
            activation="relu",
            initializer="he_normal",
            connection="residual",
            normalization="batch",
            depth=30,
            learning_rate=0.05,
        ),
        Claim("held_out_accuracy", low=0.9),
    ),
    "convolutions_explode": preset(  # √2 a layer, both ways: 4.4 decades in 29
        _default_but(activation="relu", initializer="he_normal", connection="residual", depth=30, learning_rate=0.05),
        Verdict("exploding", step=0),
        Verdict("overflow"),
    ),
}
