"""Learning rate: a range test and a cross-validation over the folds, side by side, of one network."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from gradflow.comparison.grid import Grid
from gradflow.comparison.rates import FOLD, HIGH, RATE
from gradflow.diagnosis.rates.validation import Validated
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.rates.range_test import range_test
from gradflow.figures.rates.validation import validation
from gradflow.reading.comparison.rates import range_reading, validation_reading
from gradflow.service.grid.grid_run import Snapshot
from gradflow.service.viewing.audience import TRAINING_OF_INTERVAL
from gradflow.tasks import task_of
from gradflow.text import Words
from gradflow.ui.grid.frame import GridFrame, Placed, status, waiting
from gradflow.ui.grid.two_knobs import limits
from gradflow.ui.session.browser_state import bound
from gradflow.ui.session.rates_session import RatesSession
from gradflow.ui.session.session import FrameText

FOLDS = (3, 5, 10)
HEIGHT = 400  # pixels, broad


def is_search(grid: Grid) -> bool:
    """Whether the page can draw it: two rates or more, and all folds there are."""
    values = {axis.name: axis.values for axis in grid.axes}
    folds = tuple(range(1, grid.base.folds + 1))
    return list(values) == [RATE, FOLD] and len(values[RATE]) > 1 and len(folds) > 1 and values[FOLD] == folds


def rate_axes(session: RatesSession, words: Words) -> None:
    """Which rates are tried, and how many folds."""
    limits(session, RATE, words)
    now = session.folds
    st.segmented_control(
        words("field.folds.label"),
        sorted({*FOLDS, now}),
        default=now,
        help=words("field.folds.help"),
        required=True,
        **bound(f"{words.language}.folds", now, lambda folds: session.choose(folds=folds)),
    )


def back(session: RatesSession, words: Words) -> None:
    """The way to the laboratory, with this network and the rate found."""
    icon, help = ":material/arrow_back:", words("rates.back_help")
    st.button(words("rates.back"), key="back", icon=icon, help=help, on_click=session.take_along)


@dataclass(frozen=True)
class RangeAndFolds:
    """Both pictures side by side, each under its reading."""

    def placed(self, session: RatesSession, words: Words) -> tuple[Placed, ...]:
        return Placed("range", HEIGHT, "range_said"), Placed("folds", HEIGHT, "folds_said")

    def frame(self, session: RatesSession, snapshot: Snapshot, words: Words, interval: float) -> GridFrame:
        rows, task, found = session.rows(snapshot), session.grid.base.task, session.tested()
        folds_said = validation_reading(rows, task, session.folds, words)
        made_of = session.grid, len(snapshot.cells), words
        pictures = {"folds": session.figure(made_of, partial(_folds, rows, task, folds_said, words))}
        range_said = range_reading(found, words, rows) if found else words("rates.range.waiting")
        if found:
            pictures["range"] = range_test(found, HIGH, len(session.grid), range_said, words)
        notes = (*waiting(session, snapshot, words, interval), words("rates.reading"))
        said = FrameText(words("rates.headline"), status(snapshot, words), tuple(filter(None, notes)))
        readings = {"range_said": range_said, "folds_said": folds_said}
        return GridFrame(said, pictures, min(1.0, snapshot.progress), readings)

    def advance(self, session: RatesSession, seconds: float) -> None:
        session.go_on(TRAINING_OF_INTERVAL * seconds)


def _folds(rows: list[Validated], task: str, said: str, words: Words) -> LiveFigure:
    return validation(rows, task_of(task).objective == "classification", said, words)
