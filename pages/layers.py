"""Laboratory for layered networks."""

from gradflow.network import MLP
from gradflow.ui.laboratory import laboratory

laboratory(MLP)
