"""Article 002, "what vanishing gradients are": an analogy, causes, ReLU and its leaky kin."""

from gradflow.casebook import set_ups as s
from gradflow.casebook.articles.claimed import claimed
from gradflow.casebook.reading import above, below, passes, vanishes

BOTH_LEAKY = s.LINEAR.replace(gain=0.1)  # a·z on both sides is a linear network with weights a times as large

CLAIMS = (
    claimed("002.1", "signal", "true", (s.SIGMOID,), vanishes(), below("held_out_accuracy", 0.3, step=99)),
    claimed("002.2a", "terms", "depends"),
    claimed("002.3", "terms", "false"),
    claimed("002.4", "terms", "true"),
    claimed(
        "002.5",
        "signal",
        "depends",
        (s.SIGMOID, s.SIGMOID_SHALLOW, s.RELU_DEEP, s.RELU_SHALLOW),
        below("signal_decades", -2.0, run=0, less=1, step=0),
        below("signal_decades", -2.0, run=2, less=3, step=0),
    ),
    claimed(
        "002.6",
        "signal",
        "depends",
        (s.SIGMOID,),
        below("held_out_accuracy", 0.3, step=99),
        below("loss", 1.0, step=199),
    ),
    claimed("002.7", "terms", "false"),
    claimed("002.8", "activation", "depends", (s.TANH_BIASED, s.TANH_LARGE), vanishes(0), vanishes(1)),
    claimed("002.9a", "activation", "false", (s.SIGMOID,), passes()),
    claimed("002.9b", "weights", "false", (s.SIGMOID,), above("first_update_ratio", 1e-6, step=0)),
    claimed("002.10", "activation", "false", (s.RELU_DEEP,), vanishes()),
    claimed("002.11", "optimizer", "depends"),
    claimed("002.12", "optimizer", "true", (s.SIGMOID,), below("first_update_ratio", 1e-6, step=0)),
    claimed("002.13a", "terms", "false"),
    claimed(
        "002.13b",
        "optimizer",
        "true",
        (s.RELU_GLOROT, s.RELU_GLOROT_ADAM),
        above("held_out_accuracy", 0.15, run=1, less=0, step=199),
    ),
    claimed(
        "002.13c",
        "activation",
        "true",
        (s.SIGMOID, s.TANH),
        above("held_out_accuracy", 0.3, run=1, less=0, step=99),
    ),
    claimed("002.13d", "optimizer", "depends"),
    claimed("002.14a", "activation", "true", (s.SIGMOID, s.RELU), above("signal_decades", 3.0, run=1, less=0, step=0)),
    claimed("002.14b", "activation", "false"),
    claimed("002.15", "activation", "false", (s.RELU_GLOROT,), passes()),
    claimed("002.16", "activation", "false"),
    claimed(
        "002.17",
        "activation",
        "true",
        (s.DYING, s.DYING_LEAKY),
        above("dead_in_worst_layer", 0.5, run=0, step=99),
        below("dead_in_worst_layer", 0.1, run=1, step=99),
    ),
    claimed("002.18", "activation", "false", (BOTH_LEAKY,), passes()),
    claimed("002.19", "activation", "false"),
)
