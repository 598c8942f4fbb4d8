"""The frame of a page of grids, without Streamlit."""

import time

from gradflow.comparison.grid import Grid
from gradflow.comparison.lattice import opening_grid
from gradflow.experiment import Experiment
from gradflow.figures.grid.tiles import tiles
from gradflow.text import Words
from gradflow.ui.grid.frame import GridPage, OnePicture
from gradflow.ui.session.grid_session import GridSession

EN = Words("en")
GRID = Grid.of(Experiment(batch_size=32, steps=2).replace(depth=3, width=16), {"activation": ["tanh", "relu"]})
PAGE = GridPage(
    name="grid",
    default=opening_grid,
    fits=lambda grid: True,
    axes=lambda session, words: None,
    view=OnePicture(
        name="grid",
        figure=lambda session, listed, words: tiles(session.grid, listed, words),
        height=lambda session, words: 300,
        keys=lambda grid: ("grid.reading", "grid.signs"),
    ),
)


def test_it_shows_the_runs_there_are_and_how_many(server):
    session = GridSession(server, "grid", opening_grid, GRID, "")
    end = time.monotonic() + 60
    while not session.look().finished and time.monotonic() < end:
        time.sleep(0.02)
    frame = PAGE.view.frame(session, session.look(), EN, 0.5)
    assert frame.text.status == EN("grid.finished", runs=2) and frame.progress == 1.0
    assert frame.text.headline == frame.pictures["grid"].label
    assert "Data: Handwritten digits" in frame.text.notes[0] and "Depth: 3, Width: 16" in frame.text.notes[0]
    assert "Activation" not in frame.text.notes[0]  # is what they differ in
    assert PAGE.view.frame(session, session.look(), EN, 0.5).pictures == frame.pictures
