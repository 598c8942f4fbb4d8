"""The path: in which order the presets tell what happens to a gradient, one stage after the other."""

from collections.abc import Mapping

PATH: Mapping[str, tuple[str, ...]] = {
    "vanish": ("sigmoid", "plateau", "adam_hides", "float16_underflow"),
    "slopes": ("half_saturated", "dead_relu"),
    "weights": ("relu_he", "flat_weight_gradient", "isometry", "he_tanh", "dropout_depth", "layerwise", "transfer"),
    "normalization": ("mid_run", "batch_norm_grows"),
    "past": ("rezero",),
    "explode": ("residual_explodes", "clipping_removed"),
    "time": (
        "recall_tanh",
        "recall_lstm",
        "lstm_carry",
        "rotation",
        "tanh_vanishes",
        "radius_above_one",
        "explosion",
        "cliff",
        "irnn",
        "truncated",
        "gru_adds",
    ),
    "pictures": (
        "convolutions",
        "convolutions_he",
        "convolutions_half",
        "convolutions_delta",
        "convolutions_edge",
        "convolutions_residual",
        "convolutions_explode",
    ),
}


def stage_of(name: str) -> tuple[int, str]:
    """On which stage a preset stands, from 1, and the stage's name."""
    found = ((number, stage) for number, (stage, names) in enumerate(PATH.items(), start=1) if name in names)
    return next(found)
