"""Grid: every combination of two or three choice_axes of choices, each a small map in one picture."""

from gradflow.figures.tiles import height, tiles
from gradflow.lattice import default_families
from gradflow.ui.grid.choice_axes import choice_axes
from gradflow.ui.grid.frame import GridPage
from gradflow.ui.grid.page import grid_page

grid_page(
    GridPage(
        name="grid",
        default=default_families,
        fits=lambda grid: True,
        axes=choice_axes,
        figure=lambda session, listed, words: (tiles(session.grid, listed, words), height(session.grid, words)),
        reading=lambda grid: ("grid.reading", "grid.signs"),
    )
)
