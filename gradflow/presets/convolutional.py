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
        Claim("signal_decades", -10.5, -9.0, step=0),
        Verdict("vanishing"),
        Claim("held_out_accuracy", high=0.2),
    ),
    "convolutions_he": preset(
        _default_but(activation="relu", initializer="he_normal", depth=10, optimizer="adam", learning_rate=0.003),
        Verdict("passes", step=0),
        Claim("signal_decades", -0.5, 0.5, step=0),
        Claim("held_out_accuracy", low=0.8),
    ),
    "convolutions_half": preset(  # half of the variance is lost in each ReLU layer: √½ a layer, and at the edges more
        _default_but(activation="relu", depth=30, steps=100),
        Verdict("vanishing", step=0),
        Claim("signal_decades", -5.6, -4.4, step=0),
        Claim("activation_decades", -6.0, -4.4, step=0),
        Claim("weight_gradient_decades", -0.7, 0.7, step=0),
        Claim("held_out_accuracy", high=0.2),
    ),
    "convolutions_delta": preset(
        _default_but(
            activation="tanh",
            initializer="delta_orthogonal",
            depth=50,
            optimizer="adam",
            learning_rate=0.0005,
            steps=100,
        ),
        Verdict("passes", step=0),
        Claim("signal_decades", -0.3, 0.0, step=0),
        Verdict("passes"),
        Claim("held_out_accuracy", low=0.2),
        view="features",
    ),
    "convolutions_edge": preset(  # the mean over a patch of 8 × 8 positions, zeros beyond: 0.96 a layer, both ways
        _default_but(
            activation="identity", initializer="orthogonal", depth=50, width=32, learning_rate=0.001, steps=20
        ),
        Claim("activation_decades", -1.2, -0.6, step=0),
        Claim("signal_decades", -1.3, -0.6, step=0),
    ),
    "convolutions_residual": preset(
        _default_but(
            activation="relu",
            initializer="he_normal",
            connection="residual",
            normalization="batch",
            depth=30,
            optimizer="adam",
            learning_rate=0.003,
        ),
        Verdict("passes", step=0),
        Claim("activation_decades", -0.2, 0.2, step=0),
        Claim("held_out_accuracy", low=0.8),
    ),
    "convolutions_explode": preset(  # √2 a layer, both ways: 4.4 decades in 29, less what edges lose
        _default_but(activation="relu", initializer="he_normal", connection="residual", depth=30, learning_rate=0.05),
        Verdict("exploding", step=0),
        Claim("signal_decades", 3.4, 4.6, step=0),
        Verdict("overflow"),
        Claim("steps", 2, 5),
    ),
}
