"""Terms of convolutional networks."""

from collections.abc import Mapping

from gradflow.presets.glossary.term import Term, in_view
from gradflow.presets.named import PRESETS

PICTURES: Mapping[str, Term] = {
    "convolution": Term(
        "pictures",
        r"z_{l,i}(p) = \sum_{j} \sum_{q} w_{ij}(q)\, h_{l-1,j}(p + q) + b_i",
        PRESETS["convolutions_he"],
    ),
    "channel": Term("pictures", run=in_view("convolutions_delta", "features")),
    "feature_map": Term("pictures", run=in_view("convolutions_delta", "features")),
    "padding": Term("pictures", run=PRESETS["convolutions_edge"]),
}
