"""Laboratory for layered networks."""

from gradflow.network import MLP
from gradflow.ui.laboratory.page import laboratory

laboratory(MLP)
