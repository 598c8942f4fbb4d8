import numpy as np
import pytest

from gradflow.figures.drawing.codes import Coded, encode
from gradflow.figures.drawing.live_figure import LiveFigure
from tests.figures.received import received, sent


def figure(**trace):
    return LiveFigure(
        traces=(trace,), layout={}, wide={}, narrow={}, description="三幅图", config={}, narrow_height=2.0
    )


@pytest.mark.parametrize("kind", [np.uint8, np.int32, np.float32, np.float64])
def test_arrays_arrive_as_they_were(kind):
    odd, table = np.arange(3, dtype=kind), np.arange(12, dtype=kind).reshape(3, 4).T
    (trace,) = received(figure(x=odd, z=table))["traces"]
    np.testing.assert_array_equal(trace["x"], odd)
    np.testing.assert_array_equal(trace["z"], table)
    assert trace["z"].dtype == kind


def test_codes_arrive_in_every_form():
    codes = encode(np.array([[1e-7, 0], [np.inf, np.nan]], np.float32))
    forms = figure(z=Coded(codes, "log10"), text=Coded(codes, "text"), flat=Coded(codes, "zero"))
    (trace,) = received(forms)["traces"]
    np.testing.assert_allclose(trace["z"], [[-7, np.nan], [np.nan, np.nan]], atol=1e-3)
    assert trace["text"].tolist()[1] == ["∞", "NaN"]
    assert trace["text"][0, 1] == "0"
    assert float(trace["text"][0, 0]) == pytest.approx(1e-7, rel=2e-3)
    np.testing.assert_array_equal(trace["flat"], [[np.nan, 1], [np.nan, np.nan]])


def test_an_array_used_twice_travels_once():
    big = np.arange(10_000, dtype=np.float32)
    assert len(sent(figure(x=big, y=big))) < 1.1 * big.nbytes


def test_heights_and_words():
    header = received(figure())
    assert header["narrow_height"] == 2.0
    assert header["label"] == "三幅图"


def test_anything_else_is_refused():
    with pytest.raises(TypeError, match="allowed are JSON and arrays of uint8"):
        sent(figure(x=object()))
    with pytest.raises(ValueError, match="not JSON compliant"):
        sent(figure(x=[float("nan")]))
