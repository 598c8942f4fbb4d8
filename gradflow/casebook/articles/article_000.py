"""Article 000, "five techniques": initialization, activation functions, regularization, pretraining, and code."""

from gradflow.casebook import set_ups as s
from gradflow.casebook.articles.claimed import claimed
from gradflow.casebook.reading import above, below, explodes, near, passes, vanishes

NARROW_UNIFORM = s.LINEAR.replace(initializer="uniform", init_scale=0.125)  # the printed bound √(2 / (64 + 64))
ALL_EQUAL = s.RELU.replace(initializer="constant", init_scale=0.1768)  # U(a, a), where a = √(2 / 64)
CLIPPED_WEIGHTS = s.RELU.replace(weight_limit=0.05)
SIGMOID_L2 = s.SIGMOID.replace(l2=0.001)
DECAYED = s.TANH.replace(l2=0.05)
RELU_GLOROT_20 = s.RELU_GLOROT.replace(depth=20)

CLAIMS = (
    claimed("000.1", "signal", "depends", (s.SIGMOID, s.RELU_DEEP), vanishes(0), vanishes(1)),
    claimed(
        "000.3",
        "weights",
        "true",
        (s.RELU_DEEP, s.RELU_GLOROT),
        above("signal_decades", 3.0, run=0, less=1, step=0),
        above("held_out_accuracy", 0.2, run=0, less=1, step=99),
    ),
    claimed("000.4", "weights", "false"),
    claimed(
        "000.5", "weights", "false", (NARROW_UNIFORM, s.LINEAR), near("signal_decades", 0.0, 1.0, run=0, less=1, step=0)
    ),
    claimed("000.6", "terms", "depends"),
    claimed("000.7", "weights", "true", (s.RELU_DEEP, s.RELU_GLOROT), passes(0), vanishes(1)),
    claimed("000.8", "weights", "false", (ALL_EQUAL,), passes()),
    claimed("000.9", "weights", "true"),
    claimed("000.10", "weights", "false", (CLIPPED_WEIGHTS,), passes(step=1)),
    claimed(
        "000.11",
        "activation",
        "true",
        (s.SIGMOID, RELU_GLOROT_20, s.TANH),
        above("signal_decades", 3.0, run=1, less=0, step=0),
        above("signal_decades", 1.0, run=2, less=1, step=0),
    ),
    claimed("000.12", "activation", "true"),
    claimed("000.13", "activation", "depends", (s.RELU_GLOROT, s.RELU_DEEP), passes(0), passes(1)),
    claimed(
        "000.14",
        "activation",
        "true",
        (s.DYING,),
        above("dead_in_worst_layer", 0.5, step=50),
        above("dead_in_worst_layer", 0.5, step=99),
    ),
    claimed("000.15", "activation", "true"),
    claimed("000.16", "activation", "false"),
    claimed(
        "000.17",
        "activation",
        "true",
        (s.DYING, s.DYING_LEAKY),
        below("dead_in_worst_layer", 0.1, run=1, step=50),
        above("dead_in_worst_layer", 0.3, run=0, less=1, step=50),
    ),
    claimed("000.18", "normalization", "false", (SIGMOID_L2, s.SIGMOID_BATCH), passes(0)),
    claimed("000.19a", "optimizer", "depends"),
    claimed("000.19b", "optimizer", "false", (DECAYED, s.TANH), above("signal_decades", 0.0, run=0, less=1, step=99)),
    claimed("000.20", "weights", "false"),
    claimed("000.21", "terms", "false", code="two_layers"),
    claimed(
        "000.22",
        "optimizer",
        "depends",
        (s.RELU_GLOROT_ADAM, s.SIGMOID_ADAM),
        above("held_out_accuracy", 0.25, run=0, step=199),
        above("held_out_accuracy", 0.25, run=1, step=99),
    ),
    claimed("000.23", "signal", "false"),
    claimed("000.24", "normalization", "true", (s.RELU_BATCH, s.RELU_RESIDUAL), explodes(0), explodes(1)),
    claimed("000.26", "optimizer", "false", (s.SIGMOID_ADAM,), passes()),
    claimed("000.27a", "weights", "false", (s.RELU_GLOROT,), passes()),
    claimed("000.27b", "weights", "true", (s.RELU_DEEP, s.LEAKY_DEEP), passes(0), passes(1)),
    claimed("000.28", "normalization", "false"),
    claimed("000.29", "weights", "false"),
    claimed(
        "000.30",
        "optimizer",
        "depends",
        (s.RELU_GLOROT, s.RELU_DEEP),
        below("held_out_accuracy", 0.25, run=0, step=99),
        below("held_out_accuracy", 0.25, run=1, step=99),
    ),
    claimed("000.31", "terms", "false"),
)
