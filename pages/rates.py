"""Learning rate: from where to where it learns, and which is best on what was held out."""

from gradflow.comparison.rates import opening_rates
from gradflow.ui.grid.frame import GridPage
from gradflow.ui.grid.page import grid_page
from gradflow.ui.grid.rates import RangeAndFolds, back, is_search, rate_axes
from gradflow.ui.session.rates_session import RatesSession

grid_page(
    GridPage(
        name="rates",
        default=opening_rates,
        fits=is_search,
        axes=rate_axes,
        view=RangeAndFolds(),
        session=RatesSession,
        besides=("folds",),
        seeds=False,
        offers=back,
    )
)
