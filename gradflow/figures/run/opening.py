"""The two pictures below the maps with which a laboratory opens, and which a notebook shows."""

from collections.abc import Callable
from typing import Any

from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.norm import RMS
from gradflow.figures.run.curves import curves
from gradflow.figures.run.profile import profile
from gradflow.figures.run.reach import reach
from gradflow.networks import OfFamily, mlp, rnn
from gradflow.text import Words
from gradflow.theory.predict import Prediction

Draw = Callable[[Any, Prediction, Words, str], LiveFigure]


def _profile(trace: Any, prediction: Prediction, words: Words, norm: str) -> LiveFigure:
    return profile(trace, prediction.profile, words, prediction.band, norm)


_LAYERED: dict[str, Draw] = {"profile": _profile, "curves": lambda trace, _, words, __: curves(trace, words)}
_RECURRENT: dict[str, Draw] = {"reach": lambda trace, _, words, __: reach(trace, words), "profile": _profile}
OPENING = OfFamily[dict[str, Draw]]({mlp.FAMILY: _LAYERED, rnn.FAMILY: _RECURRENT})


def opening(trace: Any, prediction: Prediction, words: Words, norm: str = RMS) -> dict[str, LiveFigure]:
    """By the names under which the browser keeps them. trace: of any family, with the prediction of its experiment.
    norm: by which the sizes of layers are compared."""
    drawn = OPENING[trace.experiment.family]
    return {name: draw(trace, prediction, words, norm) for name, draw in drawn.items()}
