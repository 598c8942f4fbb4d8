"""A small map has the maps' colours: layer 1 at the bottom, the first step at the left, what was not made clear."""

import base64
import io

import numpy as np
from PIL import Image

from gradflow.diagnosis.run_thumbnail import RunThumbnail, thumbnail_of
from gradflow.engine.train import stream
from gradflow.experiment import Experiment
from gradflow.figures.drawing.small_map import SHOWN, coloured, small_map
from gradflow.figures.drawing.style import VIRIDIS

DARK, LIGHT = (tuple(int(VIRIDIS[end][at : at + 2], 16) for at in (1, 3, 5)) for end in (0, -1))


def pixels(run: RunThumbnail) -> np.ndarray:
    drawn = base64.b64decode(small_map(run).partition(",")[2])
    return np.asarray(Image.open(io.BytesIO(drawn)))


def test_a_signal_that_fades_is_dark_at_the_bottom_and_steps_to_come_are_clear():
    trace = next(stream(Experiment(steps=100).replace(depth=20)))
    run = thumbnail_of(trace)
    seen = pixels(run)
    made = run.signal.shape[1]
    assert seen.shape == (len(run.depths), run.columns, 4) and made < run.columns
    assert set(np.unique(seen[:, :made, 3])) == {255} and set(np.unique(seen[:, made:, 3])) == {0}
    np.testing.assert_array_equal(seen[-1, 0, :3], coloured(run.signal[0, :1])[0])
    assert seen[0, 0, :3].sum() > seen[-1, 0, :3].sum()


def test_the_ends_of_the_scale_are_the_colours_of_its_ends():
    sizes = np.array([0.0, 10.0 ** (SHOWN.low - 3), 10.0 ** (SHOWN.high + 3), np.inf], np.float32)
    assert [tuple(each) for each in coloured(sizes).tolist()] == [DARK, DARK, LIGHT, LIGHT]
