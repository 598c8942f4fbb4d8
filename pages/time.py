"""Laboratory for recurrent networks, where the gradient travels through time."""

from gradflow.networks import rnn
from gradflow.ui.laboratory.page import laboratory

laboratory(rnn.FAMILY)
