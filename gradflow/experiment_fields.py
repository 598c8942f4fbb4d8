"""The fields of an experiment: their defaults, their bounds, and when each matters."""

from dataclasses import dataclass, field

from gradflow.change import Change
from gradflow.fields import Need, choice, number
from gradflow.networks import MAX_DEPTH, MLP, Network
from gradflow.parts.clipping import CLIPPINGS
from gradflow.parts.optimizers import OPTIMIZERS
from gradflow.parts.precisions import PRECISIONS
from gradflow.parts.schedules import SCHEDULES
from gradflow.parts.starts import MOST_LAYER_STEPS, STARTS
from gradflow.tasks import TASKS

_NARROW = (("precision", tuple(name for name, record in PRECISIONS.items() if record.narrow)),)
_EXPONENTIAL = (("schedule", ("exponential",)),)
_PRETRAINED = (("start", ("pretrained",)),)
MOST_FOLDS = 10
_FOLDED = (("folds", tuple(range(2, MOST_FOLDS + 1))),)


def _reading(hyperparameter: str) -> tuple[Need, ...]:
    return (("optimizer", tuple(name for name, record in OPTIMIZERS.items() if hyperparameter in record.reads)),)


@dataclass(frozen=True)
class ExperimentFields:
    """What an `Experiment` is told, as names and numbers."""

    task: str = choice("digits", (), "network")  # which there are, the family says
    network: Network = field(default_factory=MLP)
    optimizer: str = choice("sgd", OPTIMIZERS, "training", live=True)
    learning_rate: float = number(0.1, 1e-6, 100.0, "training", log=True, live=True)
    momentum: float = number(0.9, 0.0, 0.999, "training", step=0.01, live=True, needs=_reading("momentum"))
    rms_decay: float = number(0.99, 0.0, 0.9999, "training", step=0.01, live=True, needs=_reading("rms_decay"))
    beta2: float = number(0.999, 0.0, 0.9999, "training", step=0.001, live=True, needs=_reading("beta2"))
    epsilon: float | None = number(
        None, 1e-30, 1.0, "training", log=True, live=True, optional=True, needs=_reading("epsilon")
    )
    batch_size: int = number(128, 1, 1024, "training", whole=True)
    schedule: str = choice("constant", SCHEDULES, "training", live=True)
    decay_rate: float = number(0.995, 0.5, 1.0, "training", step=0.001, live=True, needs=_EXPONENTIAL)
    warmup_steps: int = number(50, 1, 10_000, "training", whole=True, live=True, needs=(("schedule", ("warmup",)),))
    rise: float = number(6.0, 1.0, 12.0, "training", step=0.5, live=True, needs=(("schedule", ("rising",)),))
    clipping: str = choice("none", CLIPPINGS, "limits", live=True)
    max_norm: float = number(1.0, 1e-6, 1e6, "limits", log=True, live=True, needs=(("clipping", ("norm", "value")),))
    weight_limit: float = number(0.0, 0.0, 10.0, "limits", step=0.01, live=True)
    l2: float = number(0.0, 0.0, 1.0, "limits", step=0.001, live=True)
    weight_decay: float | None = number(None, 0.0, 1.0, "limits", step=0.001, live=True, optional=True)
    precision: str = choice("float32", PRECISIONS, "training", live=True)
    loss_scale: int = number(1, 1, 2**16, "training", whole=True, log=True, live=True, needs=_NARROW)
    start: str = choice("random", STARTS, "training")
    layer_steps: int = number(100, 1, MOST_LAYER_STEPS, "training", whole=True, needs=(("start", ("layerwise",)),))
    source_task: str = choice("digits", TASKS, "training", needs=_PRETRAINED)
    source_steps: int = number(200, 1, 1000, "training", whole=True, needs=_PRETRAINED)
    copied_layers: int = number(MAX_DEPTH, 1, MAX_DEPTH, "training", whole=True, needs=_PRETRAINED)
    steps: int = number(300, 1, 20_000, "training", whole=True)
    seed: int = number(0, 0, 2**31 - 1, "training", whole=True)
    folds: int = number(1, 1, MOST_FOLDS, "training", whole=True)
    fold: int = number(1, 1, MOST_FOLDS, "training", whole=True, needs=_FOLDED)
    changes: tuple[Change, ...] = ()
