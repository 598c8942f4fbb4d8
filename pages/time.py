"""Laboratory for recurrent networks, where the gradient travels through time."""

from gradflow.networks import RNN
from gradflow.ui.laboratory.page import laboratory

laboratory(RNN)
