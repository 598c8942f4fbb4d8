"""Laboratory for convolutional networks, whose layers are pictures."""

from gradflow.networks import cnn
from gradflow.ui.laboratory.page import laboratory

laboratory(cnn.FAMILY)
