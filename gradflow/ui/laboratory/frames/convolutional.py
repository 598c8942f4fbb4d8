"""The laboratory of convolutional networks: that of layered ones, with what convolutions have besides."""

from typing import Any

from gradflow.figures import features
from gradflow.figures.probes.look import DatedLook
from gradflow.service.training.looks import ANSWERS
from gradflow.ui.laboratory.frames.layered import layered
from gradflow.ui.laboratory.frames.views import Pictures, ViewData, looking, seen


def _of_look(shown: ViewData, part: str) -> DatedLook[Any] | None:
    """One part of the look at the network (`gradflow.engine.layered.pictures.look`), and when it was, in steps."""
    look = seen(shown)
    return None if look is None else look._replace(seen=getattr(look.seen, part))


def _features(shown: ViewData) -> Pictures:
    parts = ("activations", "signals")
    return {part: features(shown.trace, _of_look(shown, part), part, shown.words) for part in parts}


LIKE_LAYERS = layered(lambda shown: _of_look(shown, "outputs"))
FEATURES = looking(("activations", "signals"), ANSWERS, _features)
CONVOLUTIONAL = LIKE_LAYERS._replace(
    views={
        "profile": LIKE_LAYERS.views["profile"],
        "features": FEATURES,
        **LIKE_LAYERS.views,
    },
    remedies={**LIKE_LAYERS.remedies, "delta_orthogonal": {"activation": "tanh", "initializer": "delta_orthogonal"}},
)
