"""The laboratory of convolutional networks: that of layered ones, with what convolutions have besides."""

from gradflow.ui.laboratory.frames.layered import LAYERED

CONVOLUTIONAL = LAYERED._replace(
    remedies=LAYERED.remedies | {"delta_orthogonal": {"activation": "tanh", "initializer": "delta_orthogonal"}},
)
