"""Article 004, "five methods": batch normalization, residual networks, skips, deep learning, recurrent networks."""

from gradflow.casebook import set_ups as s
from gradflow.casebook.articles.claimed import claimed
from gradflow.casebook.reading import above, below, explodes, passes, vanishes

LONG_SKIP = s.SIGMOID.replace(connection="long_skip")
SIGMOID_SLOW = s.SIGMOID.replace(learning_rate=0.001)

CLAIMS = (
    claimed("004.1", "signal", "depends", (s.SIGMOID, s.RELU_DEEP), vanishes(0), vanishes(1)),
    claimed("004.2a", "normalization", "true", (s.SIGMOID_BATCH,), passes()),
    claimed(
        "004.2b",
        "connection",
        "true",
        (s.SIGMOID_RESIDUAL, s.SIGMOID),
        above("signal_decades", 3.0, run=0, less=1, step=0),
    ),
    claimed(
        "004.2c", "connection", "true", (LONG_SKIP, s.SIGMOID), above("signal_decades", 3.0, run=0, less=1, step=0)
    ),
    claimed("004.3", "normalization", "true"),
    claimed("004.4", "normalization", "depends"),
    claimed("004.5", "normalization", "depends"),
    claimed("004.6a", "normalization", "true"),
    claimed("004.6b", "normalization", "false"),
    claimed("004.7a", "connection", "depends"),
    claimed("004.7b", "connection", "true"),
    claimed("004.8", "terms", "false"),
    claimed("004.9", "connection", "depends"),
    claimed("004.10", "signal", "false", (s.SIGMOID,), passes()),
    claimed("004.11", "terms", "true"),
    claimed("004.12", "time", "false", (s.TANH_IN_TIME,), passes()),
    claimed("004.13", "time", "true"),
    claimed("004.14", "normalization", "false", code="batch_normalization"),
    claimed("004.15", "connection", "false", code="residual"),
    claimed("004.16", "connection", "false", code="skip"),
    claimed("004.17", "terms", "false", code="deep"),
    claimed("004.18", "time", "false", code="recurrent"),
    claimed(
        "004.19",
        "optimizer",
        "depends",
        (s.RELU_GLOROT_ADAM, s.SIGMOID_ADAM),
        above("held_out_accuracy", 0.25, run=0, step=199),
        above("held_out_accuracy", 0.25, run=1, step=99),
    ),
    claimed("004.20", "terms", "true"),
    claimed(
        "004.21",
        "signal",
        "true",
        (s.SIGMOID, s.SIGMOID_SHALLOW),
        below("signal_decades", -3.0, run=0, less=1, step=0),
    ),
    claimed(
        "004.22a",
        "normalization",
        "true",
        (s.SIGMOID_BATCH, s.SIGMOID, s.RELU_BATCH),
        above("signal_decades", 3.0, run=0, less=1, step=0),
        explodes(2),
    ),
    claimed(
        "004.22b",
        "optimizer",
        "false",
        (SIGMOID_SLOW, s.SIGMOID),
        below("signal_decades", -1.0, run=0, less=1, step=0),
    ),
    claimed("004.23", "connection", "false"),
    claimed("004.24a", "terms", "false"),
    claimed("004.24b", "time", "false"),
    claimed("004.25a", "terms", "false"),
    claimed("004.25b", "terms", "false"),
)
