"""Where a logarithmic slider stops."""

import numpy as np

from gradflow.fields import Number
from gradflow.text import number
from gradflow.ui.widgets.numbers.slider_stops import scale


def test_a_logarithmic_scale_has_the_limits_the_value_and_even_stops():
    stops = scale(Number(1e-6, 100.0, log=True), 0.123)
    assert (stops[0], stops[-1]) == (1e-6, 100.0)
    assert {0.01, 0.02, 0.05, 0.123} <= set(stops)
    assert max(np.diff(np.log10(stops))) < 0.5
    assert scale(Number(1, 1000, whole=True, log=True), 128) == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000]


def test_stops_are_the_numbers_they_look_like():
    for stop in scale(Number(1e-30, 1.0, log=True), 1e-8):
        assert float(number(stop)) == stop
