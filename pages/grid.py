"""Grid: every combination of two or three axes of choices, each a small map in one picture."""

from gradflow.comparison.lattice import opening_grid
from gradflow.figures.grid.tiles import height, tiles
from gradflow.ui.grid.choice_axes import choice_axes
from gradflow.ui.grid.frame import GridPage, OnePicture
from gradflow.ui.grid.page import grid_page

grid_page(
    GridPage(
        name="grid",
        default=opening_grid,
        fits=lambda grid: True,
        axes=choice_axes,
        view=OnePicture(
            name="grid",
            figure=lambda session, listed, words: tiles(session.grid, listed, words),
            height=lambda session, words: height(session.grid, words),
            keys=lambda grid: ("grid.reading", "grid.signs"),
        ),
    )
)
