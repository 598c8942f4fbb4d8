"""RNN: the family of recurrent networks, with the bounds of every field."""

from dataclasses import dataclass

from gradflow.fields import Choice, Number, choice, number, settle, switch
from gradflow.invalid import InvalidField, InvalidFields
from gradflow.networks.family import Family, Opening, OwnData, Span
from gradflow.parts.cells import CELLS, MOST_GATES
from gradflow.parts.initializers import OF_MATRICES, SCALED
from gradflow.parts.normalizations import NORMALIZATIONS, OVER_UNITS
from gradflow.parts.optimizers import OPTIMIZERS
from gradflow.tasks import LENT, SEQUENCES, SequenceTask
from gradflow.tasks.lent import LentOf
from gradflow.tasks.own.in_time import in_time

MAX_LENGTH = 400
MAX_STACKED = 4
MOST_STATES = 2**15  # hidden_size × batch_size × stacked_layers: what is kept of 400 time steps is then 0.4 GB


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
    initializer: str = choice("torch_uniform", OF_MATRICES, "remedies")
    gain: float = number(1.0, 0.0, 12.0, "remedies", step=0.05)
    recurrent_initializer: str = choice("torch_uniform", OF_MATRICES, "remedies")
    init_scale: float = number(
        0.1,
        1e-4,
        10.0,
        "remedies",
        log=True,
        needs=(("initializer", SCALED), ("recurrent_initializer", SCALED)),
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


def _known(task: str) -> SequenceTask | None:
    """None where it was a learner's own and is gone."""
    return SEQUENCES.get(task) or LENT.get(task)


def _fixed(task: str) -> dict[str, int]:
    known = _known(task)
    return {"sequence_length": known.length} if known and known.length else {}


def _most(task: str) -> dict[str, int]:
    known = _known(task)
    return {"sequence_length": min(known.longest, MAX_LENGTH)} if known and known.longest else {}


FAMILY = Family(
    name="rnn",
    config=RNN,
    page="time",
    axis="time",
    tasks=SEQUENCES,
    own_data=OwnData(in_time, LentOf(SequenceTask)),
    default={"task": "recall", "optimizer": "adam", "learning_rate": 0.002, "batch_size": 64, "steps": 300},
    rules={
        "optimizer": Choice(tuple(name for name, record in OPTIMIZERS.items() if not record.full_batch)),
        "batch_size": Number(1, 128, whole=True),
        "precision": Choice(("float32",)),
    },
    compiled=("task", "hidden_size", "stacked_layers", "batch_size", "precision"),
    work=lambda rnn: rnn.sequence_length * rnn.hidden_size * rnn.stacked_layers,
    weights=lambda rnn: 2 * MOST_GATES * rnn.stacked_layers * rnn.hidden_size**2,  # from the state and from below
    stem=lambda rnn: f"{rnn.cell}{rnn.sequence_length}",
    fixed=_fixed,
    most=_most,
    window=lambda rnn: rnn.window,
    activation=lambda rnn: CELLS[rnn.cell].activation,
    check=RNN.check_states,
    rates={  # it learns within the few steps that each rate of a range test has
        "cell": "lstm",
        "sequence_length": 20,
        "forget_bias": 3.0,
        "hidden_size": 32,
        "batch_size": 32,
        "steps": 200,
    },
    grid=Opening(
        {"steps": 60, "sequence_length": 40, "hidden_size": 32, "batch_size": 32},
        {
            "cell": tuple(CELLS),
            "recurrent_initializer": ("torch_uniform", "glorot_uniform", "orthogonal", "identity"),
        },
    ),
    knobs=Opening(  # how long a gate remembers
        {"cell": "lstm", "steps": 20, "hidden_size": 32, "batch_size": 32},
        {"forget_bias": Span(-2.0, 6.0, 9), "sequence_length": Span(10, 100, 10)},
    ),
)
