"""Article 003, "vanishing and exploding": clipping, initialization, batch normalization, residual networks, LSTM."""

from gradflow.casebook import set_ups as s
from gradflow.casebook.articles.claimed import claimed
from gradflow.casebook.reading import above, below, explodes, near, passes, vanishes

SIGMOID_10 = s.SIGMOID.replace(depth=10)
TANH_LECUN = s.TANH.replace(initializer="lecun_normal")
SIGMOID_FULL_BATCH = s.SIGMOID_FULL.replace(normalization="batch")
RELU_CLIPPED = s.RELU.replace(clipping="norm", max_norm=0.1)
LSTM_LARGE = s.LSTM_OPEN.replace(recurrent_initializer="normal", init_scale=0.5)

CLAIMS = (
    claimed("003.1", "terms", "true"),
    claimed(
        "003.2a",
        "signal",
        "true",
        (SIGMOID_10, s.SIGMOID),
        near("signal_decades", -9 * 0.63, 0.6, run=0, step=0),
        near("signal_decades", -19 * 0.63, 1.0, run=1, step=0),
    ),
    claimed("003.2b", "activation", "depends", (s.TANH_BIASED, s.SIGMOID_FULL), vanishes(0), vanishes(1)),
    claimed(
        "003.3",
        "signal",
        "true",
        (s.SIGMOID,),
        below("first_update_ratio", 1e-6, step=0),
        below("held_out_accuracy", 0.3, step=99),
    ),
    claimed("003.4", "numbers", "true", (s.RELU_LARGE,), explodes(), below("steps", 20.0)),
    claimed("003.5", "activation", "false", (s.RELU_DEEP, s.RELU_GLOROT, s.TANH_LARGE), explodes(0), explodes(1)),
    claimed("003.6", "numbers", "depends", (s.RELU_LARGE,), below("steps", 20.0), above("silent_layers", 0.5, step=0)),
    claimed("003.7", "signal", "true"),
    claimed("003.8", "signal", "depends"),
    claimed(
        "003.9",
        "optimizer",
        "true",
        (RELU_CLIPPED,),
        near("clipped_norm", 0.1, 0.001, step=0),
    ),
    claimed(
        "003.10",
        "optimizer",
        "true",
        (s.CLIPPED, s.RELU_LARGE),
        explodes(0),
        near("signal_decades", 0.0, 0.01, run=0, less=1, step=0),
    ),
    claimed("003.11a", "optimizer", "false"),
    claimed("003.11b", "optimizer", "true"),
    claimed("003.12", "weights", "true", (s.LINEAR.replace(initializer="glorot_normal"),), passes()),
    claimed("003.13", "weights", "false"),
    claimed("003.14", "weights", "true", (s.RELU, TANH_LECUN), passes(0), passes(1)),
    claimed("003.15", "normalization", "depends"),
    claimed("003.16", "normalization", "depends"),
    claimed("003.17", "normalization", "true"),
    claimed(
        "003.18",
        "normalization",
        "true",
        (s.SIGMOID_FULL, SIGMOID_FULL_BATCH),
        above("saturated", 0.4, run=0, step=0),
        below("saturated", 0.1, run=1, step=0),
    ),
    claimed(
        "003.19",
        "normalization",
        "depends",
        (s.RELU_LARGE, s.RELU_LARGE_BATCH, s.RELU_BATCH),
        below("signal_decades", -10.0, run=1, less=0, step=0),
        passes(2),
    ),
    claimed("003.20a", "connection", "true"),
    claimed("003.20b", "connection", "depends"),
    claimed("003.21", "connection", "depends", (s.SIGMOID_RESIDUAL, s.RELU_RESIDUAL), passes(0), passes(1)),
    claimed("003.22a", "connection", "true", (s.REZERO,), passes(), above("held_out_accuracy", 0.6, step=99)),
    claimed("003.22b", "connection", "depends"),
    claimed("003.23", "time", "depends", (s.LSTM_OPEN, LSTM_LARGE), passes(0), passes(1)),
    claimed("003.24", "time", "depends"),
    claimed(
        "003.25",
        "time",
        "depends",
        (s.LSTM_OPEN, s.LSTM),
        above("reach", 55.0, run=0, step=0),
        above("reach", 55.0, run=1, step=0),
    ),
    claimed("003.26", "optimizer", "depends"),
)
