"""Layered: what networks of layers have in common, whatever their weights multiply, with the bounds of every field."""

from dataclasses import dataclass
from typing import ClassVar

from gradflow.fields import choice, number, settle, switch
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.dropout import MOST
from gradflow.parts.initializers import OF_MATRICES, SCALED
from gradflow.parts.normalizations import NORMALIZATIONS, POSITIONS
from gradflow.parts.reparametrizations import REPARAMETRIZATIONS

MAX_DEPTH = 100
_UNGATED = tuple(name for name, record in CONNECTIONS.items() if not record.gated)


@dataclass(frozen=True)
class Layered:
    """Hidden layers of equal width, one after the other, and one output layer."""

    depth: int = number(20, 1, MAX_DEPTH, "network", whole=True)
    width: int = number(64, 8, 256, "network", whole=True, step=8)
    activation: str = choice("sigmoid", ACTIVATIONS, "remedies", live=True)
    leaky_slope: float = number(
        0.01, 0.0, 1.0, "remedies", step=0.01, live=True, needs=(("activation", ("leaky_relu",)),)
    )
    initializer: str = choice("glorot_normal", OF_MATRICES, "remedies")
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
        "before", POSITIONS, "remedies", live=True, needs=(("normalization", ("batch", "layer", "rms", "group")),)
    )
    reparametrization: str = choice("none", REPARAMETRIZATIONS, "remedies", needs=(("connection", _UNGATED),))
    dropout: float = number(0.0, 0.0, MOST, "remedies", step=0.05, live=True)
    connection: str = choice("plain", CONNECTIONS, "remedies", live=True)
    branch_scale: float = number(
        1.0,
        0.0,
        2.0,
        "remedies",
        step=0.01,
        live=True,
        needs=(("connection", ("residual", "residual_post", "long_skip", "input_skip", "u_skip")),),
    )
    skip_length: int = number(5, 2, 50, "remedies", whole=True, live=True, needs=(("connection", ("long_skip",)),))
    block_length: int = number(4, 2, 5, "remedies", whole=True, needs=(("connection", ("dense",)),))
    gate_bias: float = number(-2.0, -6.0, 6.0, "remedies", step=0.5, needs=(("connection", ("highway",)),))
    tied: bool = switch(False, "network")
    frozen_layers: int = number(0, 0, MAX_DEPTH, "training", whole=True, live=True)

    taps: ClassVar[int] = 1
    """How many units below one unit reads in each channel."""

    def __post_init__(self) -> None:
        settle(self)

    @property
    def block(self) -> int:
        """Layers of a dense block, each of which reads all before it there; 1 where there are none."""
        return self.block_length if CONNECTIONS[self.connection].dense else 1

    @property
    def reparametrized(self) -> str:
        """How weights are made; a highway's are what is trained."""
        return "none" if CONNECTIONS[self.connection].gated else self.reparametrization

    def read_by(self, layer: int) -> int:
        """How many layers below it a layer reads; layers are counted from 0 here, which reads the inputs.

        >>> import gradflow
        >>> [gradflow.MLP(connection="dense", block_length=3).read_by(layer) for layer in range(1, 6)]
        [1, 2, 3, 1, 2]
        """
        return (layer - 1) % self.block + 1

    @property
    def circular(self) -> bool:
        """Whether a picture goes on beyond its edge, at the opposite one."""
        return False


def closed(network: Layered, step: int) -> bool:
    """Branches start at α = 0 (ReZero), or are multiplied by 0."""
    connection = CONNECTIONS[network.connection]
    return (connection.learned_scale and step == 0) or (connection.every != 0 and network.branch_scale == 0)


def opens(network: Layered) -> bool:
    return CONNECTIONS[network.connection].learned_scale
