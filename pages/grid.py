"""Grid: every combination of two or three families of choices, each a small map in one picture."""

from gradflow.figures.tiles import height, tiles
from gradflow.lattice import opening_grid
from gradflow.ui.grid.choice_axes import families
from gradflow.ui.grid.page import GridPage, grid_page

grid_page(
    GridPage(
        name="grid",
        default=opening_grid,
        fits=lambda grid: True,
        axes=families,
        figure=lambda looking, listed, words: (tiles(looking.grid, listed, words), height(looking.grid, words)),
        reading=lambda grid: ("grid.reading", "grid.signs"),
    )
)
