"""Laboratory for layered networks."""

from gradflow.networks import mlp
from gradflow.ui.laboratory import laboratory

laboratory(mlp.FAMILY)
