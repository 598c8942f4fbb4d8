"""Laboratory for layered networks."""

from gradflow.networks import mlp
from gradflow.ui.laboratory.page import laboratory

laboratory(mlp.FAMILY)
