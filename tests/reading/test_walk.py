"""The sentence at every kind of place, with the trace's numbers."""

import numpy as np
import pytest

from gradflow.diagnosis.passes import passes_of
from gradflow.networks import MLP
from gradflow.numbers import factor, part, size
from gradflow.reading import walked
from gradflow.text import LANGUAGES, Words
from tests.figures.samples import sample

EN = Words("en")
DEPTH = 4


def said(position, words=EN, network=None, **cells):
    """cells: a quantity's values by layer."""
    trace = sample(3, depth=DEPTH)
    for name, values in cells.items():
        for layer, value in values.items():
            getattr(trace, name)[-1, layer - 1] = value
    return walked(passes_of(trace), position, network or MLP(depth=DEPTH), words)


def test_on_the_way_up():
    h = sample(3, depth=DEPTH).activation_rms[-1].astype(float)
    assert said(0) == EN("walk.input")
    assert said(1) == EN("walk.forward_size", layer=1, depth=DEPTH, size=size(h[0]))
    assert f"size {size(h[1])}" in said(2) and factor(h[1] / h[0]) in said(2)
    assert size(sample(3, depth=DEPTH).loss[-1]) in said(DEPTH + 1)


def test_on_the_way_down():
    trace = sample(3, depth=DEPTH)
    signal, onto_h = trace.signal_rms[-1].astype(float), trace.activation_gradient_rms[-1].astype(float)
    assert f"by {factor(signal[3] / onto_h[3])}. Size {size(signal[3])}" in said(DEPTH + 2)
    text = said(DEPTH + 4)  # layer 2
    factors = (onto_h[1] / signal[2], signal[1] / onto_h[1], signal[1] / signal[2])
    weights, slope, both = map(factor, factors)
    assert f"by {weights}, the slope of Sigmoid by {slope}, together by {both}." in text
    assert f"{part(np.log10(signal[1] / signal[3]))} of what layer 4 receives" in text


@pytest.mark.parametrize("connection", ["residual", "highway"])
def test_what_comes_over_a_skip_is_not_called_slope(connection):
    text = said(DEPTH + 4, network=MLP(depth=DEPTH, connection=connection, normalization="batch"))
    assert "over the skips" in text and "with the normalization" in text


@pytest.mark.parametrize("words", [Words(each) for each in LANGUAGES], ids=LANGUAGES)
@pytest.mark.parametrize(
    ("key", "position", "cells"),
    [
        ("walk.forward_end", 2, {"activation_rms": {2: np.inf}}),
        ("walk.forward_zero", 2, {"activation_rms": {2: 0}}),
        ("walk.backward_end", 7, {"signal_rms": {3: np.nan}}),
        ("walk.backward_zero", 8, {"signal_rms": {1: 0, 2: 0}}),
        ("walk.backward_none", 7, {"signal_rms": {3: 0}}),
    ],
)
def test_where_numbers_end(key, position, cells, words):
    layer = position if position <= DEPTH else 2 * DEPTH + 2 - position
    assert said(position, words, **cells) == words(key, layer=layer, depth=DEPTH)


def test_a_loss_that_is_no_number():
    broken = sample(3, depth=DEPTH, loss=np.nan)
    assert walked(passes_of(broken), DEPTH + 1, MLP(depth=DEPTH), EN) == EN("walk.loss_end")


def test_nothing_to_compare_with_is_not_compared():
    signal = sample(3, depth=DEPTH).signal_rms[-1, 1]
    after_nothing = said(8, signal_rms={3: 0})
    assert after_nothing == EN("walk.backward_size", layer=2, depth=DEPTH, size=size(float(signal)))
