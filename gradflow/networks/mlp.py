"""MLP: the family of layered networks, with the bounds of every field."""

from dataclasses import dataclass

from gradflow.fields import choice, number, settle, switch
from gradflow.networks.family import Family, Opening, OwnData, Span
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.initializers import INITIALIZERS, SCALED
from gradflow.parts.normalizations import NORMALIZATIONS, POSITIONS
from gradflow.tasks import TASKS
from gradflow.tasks.lent import LentOf
from gradflow.tasks.own import own
from gradflow.tasks.task import Task

MAX_DEPTH = 100


@dataclass(frozen=True)
class MLP:
    """A multilayer perceptron: `depth` hidden layers of `width` units and one output layer.

    Layer l computes a preactivation z_l from the activations below it (`connection` says how) and
    its activation h_l = φ(z_l), normalized before or after φ. The output is h_depth W + b. The biases of the
    hidden layers start as N(0, bias_gain²), those of the output and of gates do not. An Experiment checks the values.

    >>> import gradflow
    >>> deep = gradflow.MLP(depth=50, activation="relu", connection="residual")
    >>> gradflow.Experiment(network=deep).reads("branch_scale")  # whether a field matters, given the others
    True
    """

    depth: int = number(20, 1, MAX_DEPTH, "network", whole=True)
    width: int = number(64, 8, 256, "network", whole=True, step=8)
    activation: str = choice("sigmoid", ACTIVATIONS, "remedies", live=True)
    leaky_slope: float = number(
        0.01, 0.0, 1.0, "remedies", step=0.01, live=True, needs=(("activation", ("leaky_relu",)),)
    )
    initializer: str = choice("glorot_normal", INITIALIZERS, "remedies")
    init_scale: float = number(
        0.1,
        1e-4,
        10.0,
        "remedies",
        log=True,
        needs=(("initializer", SCALED),),
    )
    gain: float = number(1.0, 0.0, 12.0, "remedies", step=0.05)
    bias_gain: float = number(0.0, 0.0, 4.0, "remedies", step=0.05)
    normalization: str = choice("none", NORMALIZATIONS, "remedies", live=True)
    norm_position: str = choice(
        "before", POSITIONS, "remedies", live=True, needs=(("normalization", ("batch", "layer", "rms")),)
    )
    connection: str = choice("plain", CONNECTIONS, "remedies", live=True)
    branch_scale: float = number(
        1.0,
        0.0,
        2.0,
        "remedies",
        step=0.01,
        live=True,
        needs=(("connection", ("residual", "long_skip", "input_skip")),),
    )
    skip_length: int = number(5, 2, 50, "remedies", whole=True, live=True, needs=(("connection", ("long_skip",)),))
    gate_bias: float = number(-2.0, -6.0, 6.0, "remedies", step=0.5, needs=(("connection", ("highway",)),))
    tied: bool = switch(False, "network")

    def __post_init__(self) -> None:
        settle(self)


def _closed(mlp: MLP, step: int) -> bool:
    """Branches start at α = 0 (ReZero), or are multiplied by 0."""
    connection = CONNECTIONS[mlp.connection]
    return (connection.learned_scale and step == 0) or (connection.every != 0 and mlp.branch_scale == 0)


FAMILY = Family(
    name="mlp",
    config=MLP,
    page="layers",
    axis="layer",
    tasks=TASKS,
    own_data=OwnData(own, LentOf(Task)),
    compiled=("task", "width", "batch_size", "precision"),
    work=lambda mlp: mlp.depth * mlp.width,
    weights=lambda mlp: MAX_DEPTH * mlp.width**2,  # so much room has every stack of parameters, whatever the depth
    stem=lambda mlp: f"depth{mlp.depth}",
    activation=lambda mlp: mlp.activation,
    passed_by=lambda mlp: mlp.connection != "plain",
    closed=_closed,
    opens=lambda mlp: CONNECTIONS[mlp.connection].learned_scale,
    rates={"depth": 10, "width": 32, "activation": "tanh", "batch_size": 64, "steps": 200},
    grid=Opening(
        {"steps": 100, "depth": 20, "width": 32},
        {
            "activation": tuple(ACTIVATIONS),
            "initializer": ("normal", "torch_uniform", "lecun_normal", "glorot_normal", "he_normal", "orthogonal"),
            "normalization": tuple(NORMALIZATIONS),
        },
    ),
    knobs=Opening(  # the edge of chaos
        {"steps": 40, "activation": "tanh", "width": 32},
        {"gain": Span(0.5, 2.0, 16), "bias_gain": Span(0.0, 1.0, 11)},
    ),
)
