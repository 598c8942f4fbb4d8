import numpy as np
import pytest

from gradflow.figures.drawing.codes import EMPTY, FIRST, INFINITE, NAN, ZERO, decode, encode

SIZES = np.unique(np.logspace(-44.8, 38.5, 4001).astype(np.float32))


def test_a_size_comes_back_within_0_15_percent():
    assert np.abs(decode(encode(SIZES)) - np.log10(SIZES.astype(np.float64))).max() < np.log10(1.0015)


def test_order_is_kept():
    assert (np.diff(encode(SIZES).astype(int)) > 0).all()


@pytest.mark.parametrize("size", [1e-30, 2.0**-149, np.finfo(np.float32).max])
def test_the_ends_of_float32_are_sizes(size):
    code = encode(np.array([size], np.float32))
    assert code[0] >= FIRST
    assert 10 ** decode(code)[0] == pytest.approx(size, rel=2e-3)


def test_what_has_no_logarithm_has_a_code_of_its_own():
    codes = encode(np.array([0, np.inf, np.nan, 1], np.float32), empty=np.array([False, False, False, True]))
    assert codes.tolist() == [ZERO, INFINITE, NAN, EMPTY]
    assert np.isnan(decode(codes)).all()
