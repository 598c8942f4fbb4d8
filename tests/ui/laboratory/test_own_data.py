"""A learner's own data on the page: brought, described, learned, refused, taken away."""

import gc
import time

import pytest

from gradflow.experiment import Experiment
from gradflow.tasks import LENT
from gradflow.tasks.own import Own
from gradflow.text import LANGUAGES, Words
from tests.tasks.owned import BAD, iris, rows, wave
from tests.ui.conftest import first_frame, lab_of

pytestmark = pytest.mark.slow

SMALL = {"depth": "3", "width": "16", "batch_size": "32", "steps": "40"}
TABLES = {  # as many rows as a task of our own has where one has such inputs and targets: one program serves both
    "three classes over four inputs": iris(),
    "three classes over the plane": iris(2),
    "three classes over one input": iris(1),
    "two classes over one input": rows(60, wave, lambda row: ("<b>no", "yes")[row % 2]),
    "two classes over the plane": rows(1280, wave, wave, lambda row: ("no", "yes")[row % 2]),
    "a number over one input": rows(640, wave, wave),
    "a number over the plane": rows(60, wave, wave, wave),
    "a number over three inputs": rows(60, wave, wave, wave, wave),
}


def bring(app, content: bytes, name: str = "my.csv"):
    app.file_uploader(key="own.file").set_value((name, content, "text/csv")).run()
    assert not app.exception
    return app


def is_gone(name: str) -> bool:
    """Whether nobody holds the data any more, once a chunk that was just under way has ended."""
    end = time.monotonic() + 20
    while name in LENT and time.monotonic() < end:
        time.sleep(0.05)
        gc.collect()
    return name not in LENT


def own_of(app) -> Own:
    own = lab_of(app).own
    assert own is not None
    return own


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_is_learned_at_once_and_described(opened, language):
    app, words = bring(opened(lang=language, **SMALL), iris()), Words(language)
    first_frame(app)
    own = own_of(app)
    assert lab_of(app).experiment == Experiment(task=own.name, steps=40, batch_size=32).replace(depth=3, width=16)
    assert app.query_params["task"] == own.name
    assert any(words("own.classification", classes=3, rows=150, columns=5, inputs=4) in c.value for c in app.caption)
    task = app.selectbox(key=f"{language}.task")
    assert task.value == own.name and words("own.label", file="my.csv") in task.options


def test_another_column_is_another_run_and_a_built_in_task_keeps_the_data(opened):
    app = bring(opened(**SMALL), iris())
    before = own_of(app).name
    app.selectbox(key="en.own.target").select("x1").run()
    assert own_of(app).task.objective == "regression" and lab_of(app).experiment.task != before
    assert own_of(app).columns[own_of(app).target].name == "x1"
    assert is_gone(before)
    app.selectbox(key="en.task").select("xor").run()
    app.selectbox(key="en.task").select(own_of(app).name).run()
    assert not app.exception and lab_of(app).experiment.task == own_of(app).name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", ["ragged", "binary", "constant"])
def test_a_bad_file_is_one_sentence_and_the_run_goes_on(opened, reason, language):
    app = opened(lang=language, **SMALL)
    step, experiment = lab_of(app).playback.step, lab_of(app).experiment
    bring(app, BAD[reason], "bad.csv")
    [error] = app.error
    assert "`bad.csv`" in error.value
    assert lab_of(app).experiment == experiment and lab_of(app).playback.step >= step
    bring(app, iris())
    assert not app.error


def test_a_bad_target_leaves_the_good_one(opened):
    app = bring(opened(**SMALL), rows(60, lambda _: 1, wave, wave))
    good = lab_of(app).own
    app.selectbox(key="en.own.target").select("column0").run()
    assert [error.value for error in app.error] and lab_of(app).own is good
    assert app.selectbox(key="en.own.target").value == "column2"


def test_taking_the_file_away_takes_the_data_away(opened):
    app = bring(opened(**SMALL), iris())
    name = own_of(app).name
    app.file_uploader(key="own.file").set_value(None).run()
    assert not app.exception
    assert lab_of(app).own is None and lab_of(app).experiment.task == "digits"
    assert name not in app.selectbox(key="en.task").options


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_to_somebodys_data_says_where_it_is(opened, language):
    """Also on the server where it is."""
    held = own_of(bring(opened(**SMALL), iris()))
    app = opened(task=held.name, lang=language, **SMALL)
    words = Words(language)
    assert [note.value for note in app.info] == [words("own.elsewhere", task=words("choice.task.digits.label"))]
    assert not app.warning and "task" not in app.query_params
    assert lab_of(app).experiment == Experiment(steps=40, batch_size=32).replace(depth=3, width=16)
    app.slider(key=f"{language}.depth").set_value(5).run()
    assert not app.info


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("view", ["learned", "seeds", "chain"])
def test_every_view_opens(opened, table, view):
    app = first_frame(bring(opened(**SMALL), TABLES[table]))
    app.button_group(key="en.view").set_value(view).run()
    for _ in range(20):
        app.run()
    assert not app.exception


def test_a_change_in_mid_run_and_a_restart(opened):
    app = first_frame(bring(opened(**SMALL), iris()))
    app.toggle(key="en.mid_run").set_value(True).run()
    app.selectbox(key="en.normalization").select("batch").run()
    [change] = lab_of(app).experiment.changes
    assert change.name == "normalization" and not app.exception
    app.button(key="restart").click().run()
    assert not app.exception and lab_of(app).experiment.task == own_of(app).name
