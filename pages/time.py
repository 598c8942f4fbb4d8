"""Laboratory for recurrent networks, where the gradient travels through time."""

from gradflow.network import RNN
from gradflow.ui.laboratory.page import laboratory

laboratory(RNN)
