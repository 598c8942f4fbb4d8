"""Presets of the laboratory of time, in the order of its path. Their words are in presets.toml."""

from collections.abc import Mapping
from math import exp, log10

from gradflow.experiment import Experiment, default_of
from gradflow.networks import RNN
from gradflow.presets.claim import Claim, Preset, Verdict, about, preset


def _default_but(**values: object) -> Experiment:
    return default_of(RNN).replace(**values)


ROTATION = {"cell": "linear", "recurrent_initializer": "orthogonal", "optimizer": "sgd"}

# Chance in recall is an accuracy of 1/8; in adding, answering 1 leaves 1/6, in latching answering 0 leaves 1.
# Where a claim counts decades from the first time step to the last, the signal has made one step less than there are.
RECURRENT: Mapping[str, Preset] = {
    "recall_tanh": preset(
        default_of(RNN),
        Verdict("vanishing", step=0),
        Claim("signal_decades", -14.5, -12.5, step=0),
        Claim("reach", 5, 9, step=0),
        Verdict("vanishing"),
        Claim("reach", high=20),
        Claim("solved_lag", 0, 0),
        Claim("held_out_accuracy", high=0.2),
    ),
    "recall_lstm": preset(
        _default_but(cell="lstm", forget_bias=3.0),
        Claim("reach", 59, 59, step=0),
        about("signal_decades", log10(0.5), 0.1, step=0),
        about("cell_decades", log10(7), 0.05, step=0),
        about("carry_opening", 0.953, 0.005, step=0),
        Claim("held_out_accuracy", low=0.9, step=100),
        Claim("solved_lag", 59, 59),
        Claim("held_out_accuracy", low=0.95),
        view="gates",
    ),
    "lstm_carry": preset(  # σ(3) a time step: half in 14, and e⁻² in 41
        _default_but(
            cell="lstm",
            forget_bias=3.0,
            initializer="normal",
            recurrent_initializer="normal",
            init_scale=1e-4,
            optimizer="sgd",  # with Adam the weights would be small no longer
            learning_rate=0.01,
            steps=100,
        ),
        Verdict("passes", step=0),  # along c
        about("cell_decades", -59 * log10(1 + exp(-3)), 0.001, step=0),
        Claim("cell_reach", 59, 59, step=0),
        Claim("reach", 0, 0, step=0),
        about("cell_decades", -59 * log10(1 + exp(-3)), 0.01),
        Claim("reach", 0, 0),
        view="gates",
    ),
    "rotation": preset(
        _default_but(**ROTATION, spectral_radius=0.9, learning_rate=0.001),
        about("signal_decades", 59 * log10(0.9), 1e-4, step=0),
        Claim("reach", 43, 43, step=0),  # 0.9⁴³ = 0.0108
        Claim("solved_lag", 0, 0),
        Claim("held_out_accuracy", high=0.2),
    ),
    "tanh_vanishes": preset(  # the weights' product keeps its length, the slopes do not: 0.81 a time step
        _default_but(
            task="adding",
            sequence_length=100,
            initializer="lecun_normal",
            recurrent_initializer="orthogonal",
            steps=200,
            seed=2,
        ),
        Verdict("vanishing", step=0),
        Claim("signal_decades", -9.2, -8.5, step=0),
    ),
    "radius_above_one": preset(
        _default_but(
            task="parity",
            sequence_length=100,
            initializer="lecun_normal",
            recurrent_initializer="orthogonal",
            spectral_radius=1.5,
            steps=200,
        ),
        Verdict("vanishing", step=0),
        Claim("signal_decades", -5.2, -4.4, step=0),
        Verdict("vanishing"),
        Claim("held_out_accuracy", high=0.6),
        view="spectrum",
    ),
    "explosion": preset(
        _default_but(**ROTATION, spectral_radius=1.2, learning_rate=0.1),
        Verdict("exploding", step=0),
        about("signal_decades", 59 * log10(1.2), 1e-4, step=0),
        Claim("gradient_norm", low=1e5, step=0),
        Verdict("overflow"),
        Claim("steps", 2, 3),
    ),
    "cliff": preset(  # Pascanu et al. 2013, figure 6, one unit h ← σ(w h + b) at its edge: here w = 4.9, b = -2.3
        _default_but(
            task="latch",
            cell="sigmoid",
            hidden_size=1,
            sequence_length=50,
            initializer="identity",
            gain=2.3,
            recurrent_initializer="constant",
            init_scale=4.9,
            optimizer="sgd",
            learning_rate=0.1,
            steps=100,
        ),
        Claim("gradient_norm", low=150, step=0),
        Claim("reach", 49, 49, step=0),
        Claim("gradient_norm", high=2.0, step=1),
        Claim("reach", 0, 0, step=2),
        Claim("silent_layers", low=40),
        Claim("held_out_loss", 0.95, 1.1),
        view="updates",
    ),
    "irnn": preset(
        _default_but(
            cell="relu",
            recurrent_initializer="identity",
            initializer="normal",
            init_scale=0.05,
            learning_rate=3e-4,
            clipping="norm",
        ),
        Verdict("passes", step=0),
        Claim("signal_decades", -0.6, 0.0, step=0),
        Claim("reach", 59, 59, step=0),
        Claim("solved_lag", 59, 59),
        Claim("held_out_accuracy", low=0.9),
    ),
    "truncated": preset(  # a window of 10 lets one seed in six amplify what the state still holds of the symbol
        _default_but(sequence_length=20, window=5, steps=400),
        Verdict("blocked", step=0),
        Claim("silent_layers", 15, 15, step=0),
        Claim("silent_layers", 15, 15),
        Claim("reach", high=4),
        Claim("solved_lag", 0, 0),
        Claim("held_out_accuracy", high=0.2),
    ),
    "gru_adds": preset(
        _default_but(
            task="adding",
            cell="gru",
            forget_bias=0.0,
            sequence_length=100,
            learning_rate=0.005,
            clipping="norm",
            steps=350,
        ),
        Verdict("vanishing", step=0),
        Claim("signal_decades", -22.0, -18.0, step=0),
        Claim("held_out_loss", low=0.12, step=190),
        Claim("signal_decades", -2.0, 0.5),
        Claim("held_out_loss", high=0.05),
        view="gates",
    ),
}
