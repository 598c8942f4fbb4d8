"""Networks: what can be built, with the bounds of every field."""

from dataclasses import dataclass
from typing import Any

from gradflow.fields import Choice, Number, choice, number, settle, switch
from gradflow.invalid import InvalidField, InvalidFields
from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.cells import CELLS
from gradflow.parts.connections import CONNECTIONS
from gradflow.parts.initializers import INITIALIZERS
from gradflow.parts.normalizations import NORMALIZATIONS, OVER_UNITS, POSITIONS

MAX_DEPTH = 100
MAX_LENGTH = 400
MAX_STACKED = 4
MOST_STATES = 2**15  # hidden_size × batch_size × stacked_layers: what is kept of 400 time steps is then 0.4 GB
_SCALED = tuple(name for name, rule in INITIALIZERS.items() if rule.uses_scale)


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
        needs=(("initializer", _SCALED),),
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


def _with(described: str) -> tuple[str, ...]:
    """The cells of whose record this is said."""
    return tuple(name for name, cell in CELLS.items() if getattr(cell, described) not in (None, False, ()))


_UNITS = tuple(name for name, record in NORMALIZATIONS.items() if record.axis in (None, OVER_UNITS))


@dataclass(frozen=True)
class RNN:
    """A recurrent network: `stacked_layers` layers of `hidden_size` units, visited `sequence_length` times.

    At every time step a cell makes the state h_t of the layer's input x_t and the state before it; the
    network's output is h_t W + b of the last layer. `hidden_size` and `sequence_length` are also called
    `width` and `depth`: what the gradient has to cross here is time. An Experiment checks the values.

    >>> import gradflow
    >>> lstm = gradflow.RNN(cell="lstm", hidden_size=32, sequence_length=40, forget_bias=3.0)
    >>> gradflow.Experiment(task="recall", network=lstm, optimizer="adam").network.depth
    40
    """

    cell: str = choice("tanh", CELLS, "remedies", live=False)
    hidden_size: int = number(64, 1, 128, "network", whole=True)
    sequence_length: int = number(60, 2, MAX_LENGTH, "network", whole=True)
    stacked_layers: int = number(1, 1, MAX_STACKED, "network", whole=True)
    stacked_residual: bool = switch(False, "network", live=True, needs=(("stacked_layers", (2, 3, 4)),))
    initializer: str = choice("torch_uniform", INITIALIZERS, "remedies")
    gain: float = number(1.0, 0.0, 12.0, "remedies", step=0.05)
    recurrent_initializer: str = choice("torch_uniform", INITIALIZERS, "remedies")
    init_scale: float = number(
        0.1,
        1e-4,
        10.0,
        "remedies",
        log=True,
        needs=(("initializer", _SCALED), ("recurrent_initializer", _SCALED)),
    )
    spectral_radius: float = number(0.0, 0.0, 2.0, "remedies", step=0.01)
    forget_bias: float = number(1.0, -2.0, 6.0, "remedies", step=0.5, live=True, needs=(("cell", _with("carry")),))
    normalization: str = choice("none", _UNITS, "remedies", live=True)
    window: int = number(0, 0, MAX_LENGTH, "remedies", whole=True, live=True)
    loss_at: str = choice("last", ("last", "every"), "training")

    def __post_init__(self) -> None:
        settle(self)

    def check_states(self, batch_size: int) -> None:
        """TooManyStates where the numbers of a batch would take too much room."""
        states = self.hidden_size * batch_size * self.stacked_layers
        if states > MOST_STATES:
            raise TooManyStates(states)

    @property
    def depth(self) -> int:
        return self.sequence_length

    @property
    def width(self) -> int:
        return self.hidden_size


class TooManyStates(InvalidFields):
    """Every number is allowed, and their product is not. product: which; states: what it is."""

    product = "hidden_size × batch_size × stacked_layers"

    def __init__(self, states: int) -> None:
        said = f"{self.product} = {states}: allowed is up to {MOST_STATES}"
        super().__init__(InvalidField(self.product, states, Number(1, MOST_STATES, whole=True), sentence=said))
        self.states = states


Network = Any  # an MLP or an RNN; a union would have every reader of a field say which
NETWORKS: dict[str, type[Network]] = {"mlp": MLP, "rnn": RNN}  # as links and files call them


def kind_name(network: Network) -> str:
    """What links and files call its kind."""
    return next(name for name, kind in NETWORKS.items() if isinstance(network, kind))


def network_named(name: object) -> type[Network]:
    """The kind of network of this name. InvalidFields where there is none."""
    if not isinstance(name, str) or name not in NETWORKS:
        raise InvalidFields(InvalidField("network", name, Choice(tuple(NETWORKS))))
    return NETWORKS[name]
