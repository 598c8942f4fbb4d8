"""Experiments that several cases share. Most have the width and the batch that a laboratory opens with, whose program
is compiled already."""

from gradflow.experiment import Experiment, default_of
from gradflow.networks import RNN


def layers(**values: object) -> Experiment:
    """The experiment that the layers' laboratory opens with, but for these fields."""
    return Experiment().replace(**values)


def relu(**values: object) -> Experiment:
    """ReLU with He's weights, and a rate that suits it."""
    return layers(**{"activation": "relu", "initializer": "he_normal", "learning_rate": 0.02} | values)


def in_time(**values: object) -> Experiment:
    """The experiment that the laboratory of time opens with, but for these fields."""
    return default_of(RNN).replace(**values)


SIGMOID = layers()  # 20 layers, Glorot
SIGMOID_SHALLOW = layers(depth=5)
SIGMOID_BATCH = layers(normalization="batch")
SIGMOID_RESIDUAL = layers(connection="residual")
SIGMOID_FULL = layers(gain=10.0)  # half of it saturated, and near 10.15, where a layer passes the signal unchanged
SIGMOID_ADAM = layers(optimizer="adam", learning_rate=0.001)
SIGMOID_FLOAT16 = layers(precision="float16")

RELU = relu()
RELU_SHALLOW = relu(depth=5)
RELU_DEEP = relu(depth=30)
LEAKY_DEEP = relu(activation="leaky_relu", depth=30)
RELU_GLOROT = layers(activation="relu", depth=30)
RELU_GLOROT_ADAM = layers(activation="relu", depth=30, optimizer="adam", learning_rate=0.001)
RELU_LARGE = layers(activation="relu", initializer="normal", init_scale=1.0, depth=30)
RELU_LARGE_BATCH = layers(activation="relu", initializer="normal", init_scale=1.0, depth=30, normalization="batch")
RELU_BATCH = relu(normalization="batch", depth=50)
RELU_RESIDUAL = relu(connection="residual", depth=30)
REZERO = layers(activation="relu", connection="rezero", depth=50)

TANH = layers(activation="tanh")
TANH_LARGE = layers(activation="tanh", initializer="normal", init_scale=1.0)
TANH_BIASED = layers(activation="tanh", bias_gain=4.0, depth=30)
LINEAR = layers(activation="identity", initializer="glorot_uniform")
LINEAR_SMALL = layers(activation="identity", gain=0.5)

DYING = relu(depth=5, optimizer="adam", learning_rate=0.1)
DYING_LEAKY = relu(activation="leaky_relu", depth=5, optimizer="adam", learning_rate=0.1)
ADAM = relu(depth=5, optimizer="adam", learning_rate=0.001)
PLATEAU = layers(depth=4)
CLIPPED = RELU_LARGE.replace(clipping="norm", max_norm=0.1)

TANH_IN_TIME = in_time()
LSTM = in_time(cell="lstm")  # with a forget bias of 1
LSTM_OPEN = in_time(cell="lstm", forget_bias=3.0)
