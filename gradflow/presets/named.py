"""All presets by name, the path through them, and which of them belong together."""

from collections.abc import Mapping

from gradflow.experiment import Experiment
from gradflow.networks import Family, cnn, mlp, rnn
from gradflow.presets.claim import Preset
from gradflow.presets.convolutional import CONVOLUTIONAL
from gradflow.presets.layered import LAYERED
from gradflow.presets.recurrent import RECURRENT

OF_FAMILY: dict[Family, Mapping[str, Preset]] = {mlp.FAMILY: LAYERED, rnn.FAMILY: RECURRENT, cnn.FAMILY: CONVOLUTIONAL}
PRESETS: Mapping[str, Preset] = {name: preset for presets in OF_FAMILY.values() for name, preset in presets.items()}


def presets_of(family: Family) -> Mapping[str, Preset]:
    """Those of a laboratory, by name."""
    return OF_FAMILY[family]


def name_of(experiment: Experiment) -> str | None:
    """The preset that is this experiment."""
    presets = presets_of(experiment.family)
    return next((name for name, preset in presets.items() if preset.experiment == experiment), None)


def story_of(experiment: Experiment, before: Experiment | None) -> str | None:
    """The preset that is this experiment, or the one before it: what a run and its link tell by themselves."""
    return name_of(experiment) or (None if before is None else name_of(before))


def after(name: str) -> str:
    """The next one on the path, through one laboratory after the other; after the last, the first again.

    >>> after("sigmoid")
    'plateau'
    """
    path = list(PRESETS)
    return path[(path.index(name) + 1) % len(path)]
