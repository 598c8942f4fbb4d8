"""Two knobs: what becomes of the signal over any two numbers, with theory's critical line."""

from gradflow.comparison.lattice import opening_knobs
from gradflow.figures.grid.knobs import HEIGHT, MEASURES, knobs, reading
from gradflow.ui.grid.frame import GridPage, OnePicture
from gradflow.ui.grid.page import grid_page
from gradflow.ui.grid.two_knobs import is_lattice, two_knobs

grid_page(
    GridPage(
        name="knobs",
        default=opening_knobs,
        fits=is_lattice,
        axes=two_knobs,
        view=OnePicture(
            name="knobs",
            figure=lambda session, listed, words: knobs(session.grid, listed, session.shown, words),
            height=lambda session, words: HEIGHT,
            keys=reading,
        ),
        measures=tuple(MEASURES),
    )
)
