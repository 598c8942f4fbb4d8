"""MLP: the family of fully connected networks."""

from dataclasses import dataclass

from gradflow.networks.family import Family, Opening, OwnData, Span
from gradflow.networks.layered import MAX_DEPTH, Layered, closed, opens
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.starts import STARTS
from gradflow.tasks import TASKS
from gradflow.tasks.lent import LentOf
from gradflow.tasks.own import own
from gradflow.tasks.task import Task


@dataclass(frozen=True)
class MLP(Layered):
    """A multilayer perceptron: `depth` hidden layers of `width` units and one output layer.

    Layer l computes a preactivation z_l from the activations below it (`connection` says how) and
    its activation h_l = φ(z_l), normalized before or after φ. The output is h_depth W + b. The biases of the
    hidden layers start as N(0, bias_gain²), those of the output and of gates do not. An Experiment checks the values.

    >>> import gradflow
    >>> deep = gradflow.MLP(depth=50, activation="relu", connection="residual")
    >>> gradflow.Experiment(network=deep).reads("branch_scale")  # whether a field matters, given the others
    True
    """


FAMILY = Family(
    name="mlp",
    config=MLP,
    page="layers",
    axis="layer",
    tasks=TASKS,
    own_data=OwnData(own, LentOf(Task)),
    compiled=("task", "width", "reparametrization", "block_length", "batch_size", "precision"),
    work=lambda mlp: mlp.depth * mlp.block * mlp.width,
    weights=lambda mlp: MAX_DEPTH * mlp.block * mlp.width**2,  # room that every stack of parameters has at any depth
    stem=lambda mlp: f"depth{mlp.depth}",
    activation=lambda mlp: mlp.activation,
    passed_by=lambda mlp: mlp.connection != "plain",
    closed=closed,
    opens=opens,
    starts=tuple(STARTS),
    rates={"depth": 10, "width": 32, "activation": "tanh", "batch_size": 64, "steps": 200},
    grid=Opening(
        {"steps": 100, "depth": 20, "width": 32},
        {
            "activation": tuple(ACTIVATIONS),
            "initializer": ("normal", "torch_uniform", "lecun_normal", "glorot_normal", "he_normal", "orthogonal"),
            "normalization": ("none", "batch", "layer", "rms"),
        },
    ),
    knobs=Opening(  # the edge of chaos
        {"steps": 40, "activation": "tanh", "width": 32},
        {"gain": Span(0.5, 2.0, 16), "bias_gain": Span(0.0, 1.0, 11)},
    ),
)
