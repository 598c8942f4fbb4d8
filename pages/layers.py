"""Laboratory for layered networks."""

from gradflow.networks import MLP
from gradflow.ui.laboratory.page import laboratory

laboratory(MLP)
