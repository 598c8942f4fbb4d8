"""Presets of the layers' laboratory, in the order of its path. Their words are in presets.toml."""

from collections.abc import Mapping

from gradflow.experiment import Experiment
from gradflow.presets.claim import Claim, Preset, Verdict, preset


def _default_but(**values: object) -> Experiment:
    return Experiment().replace(**values)


# Chance is an accuracy of 0.1 and a loss of ln 10 = 2.30. The bounds leave room for another machine's rounding.
LAYERED: Mapping[str, Preset] = {
    "sigmoid": preset(
        Experiment(),
        Verdict("vanishing"),
        Claim("signal_decades", -12.5, -11.5),
        Claim("saturated", high=0.01),
        Claim("first_update_ratio", high=1e-12),
        Claim("held_out_accuracy", high=0.15),
    ),
    "plateau": preset(
        _default_but(optimizer="gd", depth=4, learning_rate=0.5, steps=1000),
        Claim("gradient_norm", low=0.5, step=0),
        Claim("gradient_norm", high=0.02, step=100),
        Claim("loss", 2.28, 2.31, step=100),
        Claim("gradient_norm", low=0.05, step=400),
        Claim("gradient_norm", low=0.015),
        Claim("loss", high=0.2),
        Claim("held_out_accuracy", low=0.85),
        view="updates",
    ),
    "adam_hides": preset(
        _default_but(optimizer="adam", learning_rate=0.001, epsilon=1e-16),
        Claim("signal_decades", -12.5, -11.5, step=0),
        Claim("first_update_ratio", 0.005, 0.01, step=0),
        Claim("last_update_ratio", 0.005, 0.01, step=0),
        Verdict("vanishing"),
        Claim("held_out_accuracy", high=0.2),
        view="updates",
    ),
    "float16_underflow": preset(  # 0.65 decades a layer: below layer 3, less than float16's smallest number, 6e-8
        _default_but(depth=10, optimizer="adam", learning_rate=0.003, epsilon=1e-16, precision="float16"),
        Verdict("underflow", step=0),
        Claim("silent_layers", 1, 3, step=0),
        Verdict("underflow"),
        Claim("silent_layers", low=2),
        Claim("loss", low=2.25),
        Claim("held_out_accuracy", high=0.15),
    ),
    "half_saturated": preset(  # 10 is near 10.15, where a sigmoid layer passes the signal on unchanged
        _default_but(gain=10.0),
        Claim("saturated", low=0.45, step=0),
        Claim("signal_decades", -1.0, 1.0, step=0),
        Claim("saturated", low=0.45),
        Claim("signal_decades", -1.0, 1.0),
        Claim("loss", high=2.2),
        view="chain",
    ),
    "dead_relu": preset(
        _default_but(activation="relu", initializer="he_normal", depth=5, optimizer="adam", learning_rate=0.1),
        Claim("dead_in_worst_layer", high=0.1, step=0),
        Claim("dead_in_worst_layer", low=0.9, step=50),
        Claim("dead_in_worst_layer", low=0.9),
        Verdict("passes"),
        Claim("signal_decades", -2.0, 2.0),
        Claim("held_out_accuracy", high=0.9),  # rounding decides which few units live: 0.3 to 0.8 over eight seeds
        view="chain",
    ),
    "relu_he": preset(
        _default_but(activation="relu", initializer="he_normal", learning_rate=0.02),
        Verdict("passes", step=0),
        Claim("signal_decades", -0.5, 0.5, step=0),
        Verdict("passes"),
        Claim("held_out_accuracy", low=0.75),
    ),
    "flat_weight_gradient": preset(  # half of the variance is lost in each ReLU layer: √½ a layer, both ways
        _default_but(activation="relu", depth=30),
        Verdict("vanishing", step=0),
        Claim("signal_decades", -5.0, -4.0, step=0),
        Claim("activation_decades", -5.3, -4.2, step=0),
        Claim("weight_gradient_decades", -0.5, 0.5, step=0),
        Claim("held_out_accuracy", high=0.15),
    ),
    "isometry": preset(
        _default_but(activation="identity", initializer="orthogonal", depth=50, learning_rate=0.02),
        Claim("signal_decades", -0.001, 0.001, step=0),
        Claim("activation_decades", -0.001, 0.001, step=0),
        Claim("weight_gradient_decades", -0.001, 0.001, step=0),
        Claim("held_out_accuracy", low=0.85),
    ),
    "he_tanh": preset(  # √1.105 a layer where z has settled: 2.1 decades in 99
        _default_but(activation="tanh", initializer="he_normal", depth=100, learning_rate=0.01),
        Claim("signal_decades", 1.6, 2.5, step=0),
        Claim("activation_decades", -0.2, 0.1, step=0),
        Claim("first_update_ratio", low=0.03, step=0),
        Claim("held_out_accuracy", high=0.3),
    ),
    "dropout_depth": preset(  # 0.95² · 2 makes up for 1/0.9: every size is kept, and without dropout it reaches 0.5
        _default_but(activation="relu", initializer="he_normal", gain=0.95, depth=30, learning_rate=0.02, dropout=0.1),
        Verdict("passes", step=0),
        Claim("signal_decades", -0.6, 0.6, step=0),
        Claim("activation_decades", -0.6, 0.6, step=0),
        Verdict("passes"),
        Claim("loss", low=2.2),
        Claim("held_out_accuracy", high=0.25),
    ),
    "layerwise": preset(  # the network of the first preset, and nothing else about it changed
        _default_but(start="layerwise", layer_steps=200),
        Verdict("passes", step=0),
        Claim("signal_decades", -1.5, 0.0, step=0),
        Verdict("passes"),
        Verdict("learned"),
        Claim("held_out_accuracy", low=0.85),
    ),
    "transfer": preset(
        _default_but(
            task="circles",
            depth=5,
            activation="tanh",
            steps=60,
            start="pretrained",
            source_task="spirals",
            source_steps=600,
        ),
        Verdict("passes", step=0),
        Claim("held_out_accuracy", low=0.75, step=19),
        Claim("held_out_accuracy", low=0.85),
        view="learned",
    ),
    "mid_run": preset(
        Experiment().with_change(step=150, normalization="batch"),
        Verdict("vanishing", step=149),
        Claim("signal_decades", -1.0, 0.5, step=150),
        Claim("held_out_accuracy", high=0.15, step=149),
        Claim("held_out_accuracy", low=0.85),
    ),
    "batch_norm_grows": preset(  # √(π/(π - 1)) a layer (Yang et al. 2019): 4.1 decades in 49, at infinite width
        _default_but(activation="relu", initializer="he_normal", normalization="batch", depth=50),
        Verdict("exploding", step=0),
        Claim("signal_decades", 3.3, 4.3, step=0),
        Claim("activation_decades", -0.1, 0.1, step=0),
        Claim("first_update_ratio", low=10, step=0),
        Claim("held_out_accuracy", high=0.6),
        view="updates",
    ),
    "rezero": preset(
        _default_but(activation="relu", connection="rezero", depth=50),
        Claim("signal_decades", -0.001, 0.001, step=0),
        Claim("last_update_ratio", 0, 0, step=0),
        Claim("last_update_ratio", low=1e-6, step=20),
        Claim("held_out_accuracy", low=0.9),
    ),
    "residual_explodes": preset(  # √2 a layer, both ways: 4.4 decades in 29
        _default_but(activation="relu", initializer="he_normal", connection="residual", depth=30, learning_rate=0.02),
        Verdict("exploding", step=0),
        Claim("signal_decades", 4.0, 5.0, step=0),
        Claim("activation_decades", 3.8, 4.8, step=0),
        Claim("weight_gradient_decades", -0.7, 0.3, step=0),
        Verdict("overflow"),
        Claim("steps", 2, 5),
    ),
    "clipping_removed": preset(
        _default_but(
            activation="relu", initializer="he_normal", learning_rate=1.0, clipping="norm", max_norm=0.1
        ).with_change(step=200, clipping="none"),
        Claim("gradient_norm", low=1.0, step=0),
        Claim("clipped_norm", 0.099, 0.101, step=0),
        Verdict("passes", step=199),
        Claim("held_out_accuracy", low=0.65, step=199),
        Verdict("overflow"),
        Claim("steps", 201, 230),
        view="updates",
    ),
}
