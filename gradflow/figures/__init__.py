"""Pictures of a trace, one a file, and its table; each a function of the trace that changes nothing in it."""

from gradflow.figures.comparison.results import results
from gradflow.figures.comparison.run_comparison import memories, signals
from gradflow.figures.comparison.twins import twins
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.frame import frame
from gradflow.figures.inside.alike import alike
from gradflow.figures.inside.histograms import activation_histograms, gradient_histograms
from gradflow.figures.inside.singular import singular
from gradflow.figures.probes.answers import answers
from gradflow.figures.probes.features import features
from gradflow.figures.probes.learned import learned
from gradflow.figures.probes.spectrum import spectrum
from gradflow.figures.run.chain import chain
from gradflow.figures.run.curves import curves
from gradflow.figures.run.factors import factors
from gradflow.figures.run.gates import gates
from gradflow.figures.run.ledger import norms, ratios
from gradflow.figures.run.maps import maps
from gradflow.figures.run.opening import opening
from gradflow.figures.run.passes import passes
from gradflow.figures.run.profile import profile
from gradflow.figures.run.reach import reach
from gradflow.figures.run.seeds import band, falls
from gradflow.figures.run.units import units

__all__ = [
    "LiveFigure",
    "activation_histograms",
    "alike",
    "answers",
    "band",
    "chain",
    "curves",
    "factors",
    "falls",
    "features",
    "frame",
    "gates",
    "gradient_histograms",
    "learned",
    "maps",
    "memories",
    "norms",
    "opening",
    "passes",
    "profile",
    "ratios",
    "reach",
    "results",
    "signals",
    "singular",
    "spectrum",
    "twins",
    "units",
]
