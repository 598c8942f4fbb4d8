"""Two passes, place by place: the order, the numbers, and where they end."""

import numpy as np
import pytest

from gradflow.diagnosis.passes import end_of, passes_of
from tests.figures.samples import sample


@pytest.mark.parametrize("depth", [1, 2, 20, 100])
def test_every_layer_is_passed_twice_and_the_loss_once(depth):
    seen = passes_of(sample(3, depth=depth, decades_per_layer=0.1))
    places = [seen.place(position) for position in range(seen.end + 1)]
    up, down = list(range(1, depth + 1)), list(range(depth, 0, -1))
    assert [place.layer for place in places] == [0, *up, depth + 1, *down]
    ways = ["input", *["forward"] * depth, "loss", *["backward"] * depth]
    assert [place.way for place in places] == ways
    assert seen.end == seen.last == end_of(depth)


def test_the_numbers_are_the_trace_s():
    trace = sample(5)
    seen = passes_of(trace, 2)
    np.testing.assert_array_equal(seen.activations, trace.activation_rms[2])
    np.testing.assert_array_equal(seen.signals, trace.signal_rms[2])
    np.testing.assert_array_equal(seen.onto_activations, trace.activation_gradient_rms[2])
    assert seen.loss == trace.loss[2]


def test_reached_is_what_the_passes_have_been_to():
    seen = passes_of(sample(3, depth=4))
    reached = [tuple(int(way.sum()) for way in seen.reached(position)) for position in range(seen.end + 1)]
    assert reached == [(0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (4, 0), (4, 1), (4, 2), (4, 3), (4, 4)]
    assert seen.reached(6)[1].tolist() == [False, False, False, True]


@pytest.mark.parametrize(
    ("name", "layer", "place"),
    [("activation_rms", 3, 3), ("loss", None, 5), ("signal_rms", 3, 7), ("signal_rms", 1, 9)],
)
def test_the_walk_ends_at_the_first_number_that_is_not_finite(name, layer, place):
    trace = sample(3, depth=4)
    getattr(trace, name)[(-1, layer - 1) if layer else -1] = np.inf
    assert passes_of(trace).last == place


@pytest.mark.parametrize(("silent", "last"), [([1], 9), ([1, 2], 8), ([1, 2, 3, 4], 6), ([3], 9)])
def test_the_walk_ends_where_the_signal_has_gone_for_good(silent, last):
    trace = sample(3, depth=4)
    trace.signal_rms[-1, [layer - 1 for layer in silent]] = 0
    assert passes_of(trace).last == last
