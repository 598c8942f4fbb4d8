"""All presets by name, and which of them belong together."""

from collections.abc import Mapping

from gradflow.experiment import Experiment
from gradflow.networks import Network
from gradflow.presets.claim import Preset
from gradflow.presets.layered import LAYERED
from gradflow.presets.recurrent import RECURRENT

PRESETS: Mapping[str, Preset] = {**LAYERED, **RECURRENT}


def presets_of(network: type[Network]) -> dict[str, Preset]:
    """Those of a laboratory, by name."""
    return {name: preset for name, preset in PRESETS.items() if isinstance(preset.experiment.network, network)}


def name_of(experiment: Experiment) -> str | None:
    """The preset that is this experiment."""
    return next((name for name, preset in PRESETS.items() if preset.experiment == experiment), None)
