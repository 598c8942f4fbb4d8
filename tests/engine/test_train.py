"""The engine's public functions, where a test of a family's own would say it twice."""

import pytest

from gradflow import Experiment, stream


@pytest.mark.parametrize("chunk", [0, -1])
def test_a_part_of_no_step_is_refused(chunk):
    with pytest.raises(ValueError, match=f"chunk = {chunk}: allowed is a whole number of at least 1"):
        next(stream(Experiment(), chunk))
