"""Feature maps: side by side the layers, one above the other their channels, each with a scale of its own."""

import numpy as np
import pytest

from gradflow.figures import features
from gradflow.figures.probes.look import DatedLook
from gradflow.text import LANGUAGES, Words
from tests.figures.received import received
from tests.figures.samples import sample

EN = Words("en")
EITHER = pytest.mark.parametrize("quantity", ["activations", "signals"])


def pictures(depth: int) -> np.ndarray:
    return np.random.default_rng(0).standard_normal((depth, 6, 8, 8)).astype(np.float32)


@EITHER
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_layer_is_there_with_a_scale_of_its_own(quantity, language):
    looked, trace = pictures(3), sample(20, depth=3)
    looked[1] *= 1e-20
    drawn = features(trace, DatedLook(20, looked), quantity, Words(language))
    (sheet,) = received(drawn)["traces"]
    tiles = np.asarray(sheet["z"], float).reshape(6, 9, 3, 9)[:, :8, :, :8] - 100
    for layer in range(3):
        for row in range(6):
            expected = 100 * looked[layer, row] / np.abs(looked[layer, row]).max()
            np.testing.assert_allclose(tiles[row, :, layer], expected, atol=0.51)
    assert drawn.layers == ("x",) and "20" in drawn.label and list(drawn.layout["xaxis"]["tickvals"]) == [1, 2, 3]


@pytest.mark.parametrize(("depth", "shown"), [(1, [1]), (10, list(range(1, 11))), (16, list(range(2, 17, 2)))])
def test_of_many_layers_some_are_shown_each_in_its_place(depth, shown):
    drawn = features(sample(20, depth=depth), DatedLook(20, pictures(depth)), "activations", EN)
    assert drawn.layout["xaxis"]["tickvals"] == shown
    along = np.asarray(drawn.traces[0]["x"])
    middles = [along[9 * number : 9 * number + 8].mean() for number in range(len(shown))]
    np.testing.assert_allclose(middles, shown, atol=1e-5)


def test_its_table_says_how_much_lies_at_the_border():
    looked = np.ones((2, 6, 8, 8), np.float32)
    looked[1, :, 0] = 0
    table = features(sample(20, depth=2), DatedLook(0, looked), "signals", EN).table
    assert table is not None
    _, largest, border = (np.asarray(values, float) for values in table.columns.values())
    np.testing.assert_allclose(largest, [1, 1])
    np.testing.assert_allclose(border, [28 / 64, 20 / 56])


@EITHER
@pytest.mark.parametrize("look", [None, DatedLook(5, np.full((2, 6, 8, 8), np.nan, np.float32))])
def test_without_numbers_it_says_so(quantity, look):
    drawn = features(sample(20, depth=2), look, quantity, EN)
    assert not drawn.traces and drawn.label == EN("features.waiting" if look is None else "features.not_finite")
