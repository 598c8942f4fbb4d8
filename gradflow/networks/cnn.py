"""CNN: the family of convolutional networks."""

from dataclasses import dataclass

from gradflow.fields import Choice, Number, choice, number
from gradflow.networks import mlp
from gradflow.networks.family import Family, Opening, Span
from gradflow.networks.layered import MAX_DEPTH, Layered, closed, opens
from gradflow.parts.initializers import INITIALIZERS
from gradflow.parts.optimizers import OPTIMIZERS
from gradflow.parts.starts import STARTS
from gradflow.tasks import TASKS

MAX_CONVOLUTIONS = 50
MOST_CHANNELS = 32
MOST_BATCH = 128  # of 64 positions each: what is kept of 50 layers of 32 channels then takes up to 0.2 GB an array
POSITIONS = 64  # of a picture, 8 × 8
PADDINGS = ("zero", "circular")


@dataclass(frozen=True)
class CNN(Layered):
    """A convolutional network: `depth` convolutions of 3 × 3 and `width` channels, the mean over all positions, and one
    output layer.

    A unit of layer l reads the nine positions around its own in the channels below; beyond the edge there is nothing
    (`padding="zero"`) or the opposite edge (`"circular"`). All else is as in an MLP: what is said of a layer's units
    holds of its channels at every position, batch normalization is over samples and positions, and group normalization
    over all positions of a sample.

    >>> import gradflow
    >>> deep = gradflow.CNN(depth=30, width=16, activation="relu", initializer="he_normal")
    >>> gradflow.Experiment(network=deep, batch_size=32).family.name
    'cnn'
    """

    depth: int = number(16, 1, MAX_CONVOLUTIONS, "network", whole=True)
    width: int = number(16, 4, MOST_CHANNELS, "network", whole=True, step=4)
    initializer: str = choice("glorot_normal", INITIALIZERS, "remedies")
    padding: str = choice("zero", PADDINGS, "remedies", live=True)

    taps = 9

    @property
    def circular(self) -> bool:
        return self.padding == "circular"


FAMILY = Family(
    name="cnn",
    config=CNN,
    page="convolutions",
    axis="picture",
    tasks={"digits": TASKS["digits"]},
    default={"batch_size": 32, "steps": 200},
    rules={
        "optimizer": Choice(tuple(name for name, record in OPTIMIZERS.items() if not record.full_batch)),
        "batch_size": Number(1, MOST_BATCH, whole=True),
    },
    compiled=("task", "width", "reparametrization", "block_length", "batch_size", "precision"),
    work=lambda cnn: POSITIONS * cnn.depth * cnn.block * cnn.width,
    weights=lambda cnn: MAX_DEPTH * CNN.taps * cnn.block * cnn.width**2,
    stem=lambda cnn: f"convolutions{cnn.depth}",
    activation=lambda cnn: cnn.activation,
    passed_by=lambda cnn: cnn.connection != "plain",
    closed=closed,
    opens=opens,
    like=mlp.FAMILY,
    starts=tuple(STARTS),
    grid=Opening(
        {"steps": 60, "depth": 10, "width": 8},
        {
            "activation": ("sigmoid", "tanh", "relu", "gelu"),
            "initializer": ("torch_uniform", "glorot_normal", "he_normal", "orthogonal", "delta_orthogonal"),
            "normalization": ("none", "batch", "layer", "rms"),
        },
    ),
    knobs=Opening(  # the edge of chaos
        {"steps": 20, "activation": "tanh", "width": 8, "depth": 10, "padding": "circular"},
        {"gain": Span(0.5, 2.0, 16), "bias_gain": Span(0.0, 1.0, 6)},
    ),
)
