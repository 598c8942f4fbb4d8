"""Pictures of a trace, one a file, and its table; each a function of the trace that changes nothing in it."""

from gradflow.figures.beside import memories, signals
from gradflow.figures.chain import chain
from gradflow.figures.curves import curves
from gradflow.figures.factors import factors
from gradflow.figures.frame import frame
from gradflow.figures.gates import gates
from gradflow.figures.learned import learned
from gradflow.figures.ledger import norms, ratios
from gradflow.figures.live import LiveFigure
from gradflow.figures.maps import maps
from gradflow.figures.passes import passes
from gradflow.figures.profile import profile
from gradflow.figures.reach import reach
from gradflow.figures.results import results
from gradflow.figures.seeds import band, falls
from gradflow.figures.spectrum import spectrum
from gradflow.figures.twins import twins
from gradflow.figures.units import units

__all__ = [
    "LiveFigure",
    "band",
    "chain",
    "curves",
    "factors",
    "falls",
    "frame",
    "gates",
    "learned",
    "maps",
    "memories",
    "norms",
    "passes",
    "profile",
    "ratios",
    "reach",
    "results",
    "signals",
    "spectrum",
    "twins",
    "units",
]
