"""What a text may speak of in a picture: a map or a factor, by a name that is the same in every language.

A trace says it as its `meta`, maps as that of their layout; a link of the text, `#map-NAME` or `#factor-NAME`, marks it
(`ui/frontend/spoken_of.js`).
"""

MAPS = ("activation", "signal", "weight_gradient", "cell_gradient")
FACTORS = WEIGHTS, SLOPES, EACH = "weights", "slopes", "each"  # of the chain rule; each: what a layer passes on


def spoken_of(quantity: str) -> str:
    """The name of a quantity of a trace.

    >>> spoken_of("signal_rms")
    'signal'
    """
    return quantity.removesuffix("_rms")
