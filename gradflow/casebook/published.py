"""Published: results of papers beside what a small network of ours shows. Their numbers are found, or follow from the
formula that the paper gives; what differs (width, depth, data), the words say."""

from collections.abc import Sequence
from math import e, log10

from gradflow.casebook import set_ups as s
from gradflow.casebook.case import Case
from gradflow.casebook.reading import Reading, near
from gradflow.casebook.rule import Trials
from gradflow.casebook.set_ups import in_time, layers, relu
from gradflow.experiment import Experiment

ANSWERS = ("agrees", "partly", "differs")
SIGNAL = Reading("signal_decades", step=0)
CARRY = Reading("cell_decades", step=0)
TANH_5 = layers(activation="tanh", initializer="torch_uniform", depth=5)
ROTATION = in_time(cell="linear", recurrent_initializer="orthogonal", optimizer="sgd", learning_rate=0.001)
CARRYING = in_time(  # weights so small that the gates are their biases
    cell="lstm",
    initializer="normal",
    recurrent_initializer="normal",
    init_scale=1e-4,
    optimizer="sgd",
    learning_rate=0.01,
)
IRNN = in_time(cell="relu", recurrent_initializer="identity", initializer="normal", init_scale=0.05, learning_rate=3e-4)


def published(
    name: str,
    topic: str,
    source: str,
    runs: Experiment | Sequence[Experiment],
    stated: float,
    within: float,
    reading: Reading = SIGNAL,
    key: str = "agrees",
) -> Case:
    """stated: the paper's number, in the reading's units; within: how far from it ours still agrees."""
    rule = Trials((near(reading.quantity, stated, within, reading.run, reading.step, reading.less),), ANSWERS)
    experiments = (runs,) if isinstance(runs, Experiment) else tuple(runs)
    return Case(f"published.{name}", "published", topic, source, key, experiments, rule, (stated,))


RELU_BATCH_RATE = 0.0832  # decades a layer, ½ log10 (π / (π - 1))
HALF = 0.5 * log10(2)  # decades a layer where half of the variance is lost, or doubled
TIMES = 59  # 60 time steps: the signal is multiplied so often

RESULTS = (
    published(
        "yang2019_20",
        "normalization",
        "Yang et al. 2019",
        relu(normalization="batch"),
        round(19 * RELU_BATCH_RATE, 2),
        0.35,
    ),
    published("yang2019_50", "normalization", "Yang et al. 2019", s.RELU_BATCH, round(49 * RELU_BATCH_RATE, 2), 0.6),
    published(
        "he2015_glorot", "weights", "He et al. 2015", layers(activation="relu", depth=22), round(-21 * HALF, 2), 0.3
    ),
    published("he2015_he", "weights", "He et al. 2015", s.RELU_DEEP, 0.0, 1.0),
    published("glorot2010_standard", "weights", "Glorot & Bengio 2010", TANH_5, round(2 * log10(1 / 3), 2), 0.25),
    published(
        "glorot2010_normalized",
        "weights",
        "Glorot & Bengio 2010",
        TANH_5.replace(initializer="glorot_uniform"),
        0.0,
        0.5,
    ),
    published(
        "glorot2010_weights",
        "weights",
        "Glorot & Bengio 2010",
        TANH_5,
        0.0,
        0.3,
        Reading("weight_gradient_decades", step=0),
    ),
    published(
        "saxe2014",
        "weights",
        "Saxe et al. 2014",
        layers(activation="identity", initializer="orthogonal", depth=100, learning_rate=0.01),
        0.0,
        0.001,
    ),
    published("paszke2019", "weights", "Paszke et al. 2019", relu(initializer="torch_uniform"), -7.39, 0.8),
    published(
        "klambauer2017",
        "activation",
        "Klambauer et al. 2017",
        layers(activation="selu", initializer="lecun_normal", depth=50, learning_rate=0.01),
        0.0,
        0.3,
        key="differs",
    ),
    published(
        "schoenholz2017",
        "activation",
        "Schoenholz et al. 2017",
        layers(activation="tanh", initializer="he_normal", depth=100, learning_rate=0.01),
        round(99 * 0.5 * log10(1.105), 2),
        1.0,
    ),
    published("zhang2019", "connection", "Zhang et al. 2019", s.RELU_RESIDUAL, round(29 * HALF, 2), 1.0),
    published(
        "de2020",
        "connection",
        "De & Smith 2020",
        relu(connection="residual", branch_scale=0.18, depth=30),
        round(0.5 * log10(e), 2),
        0.1,
    ),
    published("bachlechner2021", "connection", "Bachlechner et al. 2021", s.REZERO, 0.0, 0.001),
    published(
        "srivastava2015",
        "connection",
        "Srivastava et al. 2015",
        layers(activation="tanh", connection="highway", depth=50),
        -2.51,
        0.3,
    ),
    published("ba2016", "normalization", "Ba et al. 2016", relu(normalization="layer", depth=50), 0.0, 1.2),
    published(
        "ioffe2015",
        "normalization",
        "Ioffe & Szegedy 2015",
        (layers(normalization="batch", depth=10, learning_rate=0.3), layers(depth=10, learning_rate=0.3)),
        0.7,
        0.3,
        Reading("held_out_accuracy", run=0, less=1, step=99),
    ),
    published(
        "micikevicius2018",
        "numbers",
        "Micikevicius et al. 2018",
        layers(precision="float16", loss_scale=1024, depth=10),
        0.0,
        0.5,
        Reading("silent_layers", step=0),
    ),
    published("gers2000", "time", "Gers et al. 2000", CARRYING.replace(forget_bias=0.0), -17.76, 0.05, CARRY),
    published(
        "jozefowicz2015", "time", "Jozefowicz et al. 2015", CARRYING.replace(forget_bias=1.0), -8.03, 0.05, CARRY
    ),
    published(
        "pascanu2013_below",
        "time",
        "Pascanu et al. 2013",
        ROTATION.replace(spectral_radius=0.9),
        round(TIMES * log10(0.9), 2),
        0.05,
    ),
    published(
        "pascanu2013_above",
        "time",
        "Pascanu et al. 2013",
        ROTATION.replace(spectral_radius=1.1),
        round(TIMES * log10(1.1), 2),
        0.05,
    ),
    published("arjovsky2016", "time", "Arjovsky et al. 2016", ROTATION, 0.0, 0.001),
    published("le2015", "time", "Le et al. 2015", IRNN, 0.0, 0.6),
)
