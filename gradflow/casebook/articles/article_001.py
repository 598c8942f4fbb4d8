"""Article 001, "optimization": what vanishes and explodes, gradient descent on a line, and an outlook."""

from gradflow.casebook import set_ups as s
from gradflow.casebook.articles.claimed import claimed
from gradflow.casebook.reading import above, below, explodes, passes, vanishes

MOMENTUM = s.RELU_SHALLOW.replace(optimizer="momentum")
RMSPROP = s.RELU_SHALLOW.replace(optimizer="rmsprop", learning_rate=0.001)
ADAGRAD = s.RELU_SHALLOW.replace(optimizer="adagrad", learning_rate=0.02)
ADAM_FAST = s.ADAM.replace(learning_rate=1.0)
RELU_GLOROT_RESIDUAL = s.RELU_GLOROT.replace(connection="residual")
SIGMOID_DENSE = s.SIGMOID.replace(connection="dense")
LINEAR_LARGE = s.LINEAR_SMALL.replace(gain=2.0)

CLAIMS = (
    claimed(
        "001.1",
        "signal",
        "true",
        (s.SIGMOID, s.RELU_LARGE),
        below("held_out_accuracy", 0.3, run=0, step=99),
        below("steps", 20.0, run=1),
    ),
    claimed("001.2", "signal", "depends"),
    claimed("001.3", "signal", "true", (s.RELU_LARGE,), explodes(), below("steps", 20.0)),
    claimed(
        "001.4",
        "optimizer",
        "true",
        (s.RELU_SHALLOW, MOMENTUM, RMSPROP, ADAGRAD),
        *(above("held_out_accuracy", 0.5, run=run, step=99) for run in range(4)),
    ),
    claimed("001.5", "terms", "true"),
    claimed("001.6", "terms", "false", code="gradient"),
    claimed("001.7", "terms", "false"),
    claimed("001.8", "optimizer", "true"),
    claimed(
        "001.10",
        "activation",
        "depends",
        (s.SIGMOID, s.LINEAR_SMALL, LINEAR_LARGE),
        vanishes(0),
        passes(1),
        passes(2),
    ),
    claimed("001.11", "terms", "false", code="line"),
    claimed("001.12", "terms", "false"),
    claimed(
        "001.13",
        "optimizer",
        "depends",
        (s.RELU_GLOROT_ADAM, s.SIGMOID_ADAM),
        above("held_out_accuracy", 0.25, run=0, step=199),
        above("held_out_accuracy", 0.25, run=1, step=99),
    ),
    claimed(
        "001.14",
        "connection",
        "true",
        (s.SIGMOID, s.SIGMOID_RESIDUAL, s.RELU_GLOROT, RELU_GLOROT_RESIDUAL, SIGMOID_DENSE),
        above("signal_decades", 3.0, run=1, less=0, step=0),
        above("signal_decades", 3.0, run=4, less=0, step=0),
        above("signal_decades", 3.0, run=3, less=2, step=0),
    ),
    claimed("001.15", "connection", "false"),
    claimed("001.16", "optimizer", "depends"),
    claimed("001.17", "weights", "depends"),
    claimed("001.18", "numbers", "false", (s.SIGMOID_FLOAT16, s.SIGMOID), below("silent_layers", 0.5, step=0)),
    claimed("001.19", "terms", "depends"),
    claimed(
        "001.20",
        "optimizer",
        "depends",
        (s.ADAM, ADAM_FAST),
        above("held_out_accuracy", 0.6, run=0, step=99),
        above("held_out_accuracy", 0.6, run=1, step=99),
    ),
    claimed("001.21", "optimizer", "false", (s.PLATEAU,), below("loss", 1.0, step=99)),
    claimed("001.22", "optimizer", "depends"),
    claimed("001.23", "optimizer", "depends"),
)
