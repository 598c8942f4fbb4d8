"""Where a format runs out, the sentence names it."""

from typing import Any

import numpy as np
import pytest

from gradflow.diagnosis import diagnose
from gradflow.experiment import Experiment
from gradflow.reading import headline
from gradflow.text import Words
from tests.diagnosis.traces import trace_of
from tests.test_reading import T, whole

HALF = Experiment().replace(precision="float16")
ENDS = [
    (HALF, {"loss": np.inf}, f"(65{T}504) even before the first update. This number format has a narrow range"),
    (HALF.replace(loss_scale=1024), {"signal_rms": np.full(3, np.inf)}, "lower the loss scale."),
    (
        HALF,
        {"signal_rms": np.array([0, 1e-6, 1.0])},
        "float16 cannot hold what is smaller than 6.0·10⁻⁸",
    ),
    (HALF.replace(loss_scale=64), {"signal_rms": np.array([0, 1e-8, 1.0])}, "hold what is smaller than 9.3·10⁻¹⁰"),
]


@pytest.mark.parametrize(("experiment", "columns", "words"), ENDS)
def test_the_sentence_names_the_format(experiment: Experiment, columns: dict[str, Any], words: str) -> None:
    columns = {"signal_rms": np.ones(3)} | columns
    trace = trace_of(experiment, **columns)
    assert words in headline(diagnose(trace), None, Words("en"))
    assert whole(headline(diagnose(trace), None, Words("zh")))
