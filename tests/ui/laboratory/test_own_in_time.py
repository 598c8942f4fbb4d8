"""A learner's own file in the laboratory of time."""

import pytest

from gradflow.text import LANGUAGES, Words
from gradflow.ui.laboratory.own_reading import control_of
from tests.tasks.test_in_time import MONTHS, table
from tests.ui.conftest import first_frame, lab_of
from tests.ui.laboratory.test_own_data import bring, own_of

pytestmark = pytest.mark.slow

LITTLE = {"network": "rnn", "hidden_size": "8", "batch_size": "8", "steps": "40"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_series_is_forecast_in_the_laboratory_of_time(opened, language):
    """A window as long as the data allows, and what a row is can be said otherwise."""
    app, words = bring(opened(lang=language, **LITTLE), table(MONTHS)), Words(language)
    own, experiment = own_of(app), lab_of(app).experiment
    assert (own.row, experiment.task, experiment.network.depth) == ("step", own.name, 21)
    assert app.slider(key=f"{language}.sequence_length").max == 21
    assert any("21" in c.value and "115" in c.value for c in app.caption)
    cut = words("own.refitted", field=words("field.sequence_length.label"), was=60, now=21)
    left = words("own.left_out.time", names="`month`")
    assert cut in [c.value for c in app.caption]
    assert any(c.value.startswith(left) for c in app.caption)  # the preview, too, says so first
    row = app.selectbox(key=f"{control_of(own, words)}.row")
    assert row.value == "step" and row.options == [words("own.row.step"), words("own.row.sequence")]
    first_frame(app)
    row.select("sequence").run()
    assert not app.exception and [error.value for error in app.error]  # one number is no sequence
    assert own_of(app) is own
