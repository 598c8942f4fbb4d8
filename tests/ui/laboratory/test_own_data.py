"""A learner's own data on the page: brought, described, learned, refused, taken away."""

import pytest

from gradflow.experiment import Experiment
from gradflow.reading.own import COLUMNS_SHOWN
from gradflow.tasks.own import Own
from gradflow.text import LANGUAGES, Words
from gradflow.ui.laboratory.own_reading import control_of
from tests.tasks.brought import BROUGHT
from tests.tasks.brought.file import two
from tests.tasks.owned import BAD, iris, rows, wave
from tests.ui.conftest import first_frame, lab_of
from tests.ui.laboratory.gone import is_gone

pytestmark = pytest.mark.slow

EN = Words("en")
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


def key(app, control: str) -> str:
    """Of a control of the file that is there."""
    return f"{control_of(own_of(app), EN)}.{control}"


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
    app.selectbox(key=key(app, "target")).select("x1").run()
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
    app.selectbox(key=key(app, "target")).select("column0").run()
    assert [error.value for error in app.error] and lab_of(app).own is good
    assert app.selectbox(key=key(app, "target")).value == "column2"


def test_taking_the_file_away_takes_the_data_away(opened):
    app = bring(opened(**SMALL), iris())
    name = own_of(app).name
    app.file_uploader(key="own.file").set_value(None).run()
    assert not app.exception
    assert lab_of(app).own is None and lab_of(app).experiment.task == "digits"
    assert name not in app.selectbox(key="en.task").options


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_rows_are_shown_as_they_were_read(opened, language):
    app = bring(opened(lang=language, **SMALL), BROUGHT["German marks"].content)
    words, shown = Words(language), app.table[0].value
    first = [words("own.preview.row", row=row) for row in (1, 2, 3)]
    assert list(shown.columns) == [words("own.preview.column"), words("own.preview.taken"), *first]
    assert shown.iloc[0].tolist()[0] == "`km`" and shown.iloc[0].tolist()[2:] == ["2155", "980", "1310"]
    assert words("own.role.target") in shown.iloc[1].tolist()[1]
    assert any(words("own.read.encoding", encoding="UTF-8") in caption.value for caption in app.caption)


def test_a_wide_table_is_shown_in_part(opened):
    app = bring(opened(**SMALL), rows(30, *[lambda _: 1] * 150, wave, wave))
    assert len(app.table[0].value) == COLUMNS_SHOWN
    assert any(EN("own.preview.more", count=152 - COLUMNS_SHOWN) == caption.value for caption in app.caption)


def test_what_a_file_leaves_open_is_asked(opened):
    app = bring(opened(**SMALL), BROUGHT["German marks"].content)
    assert app.selectbox(key=key(app, "mark")).value == ","
    app.selectbox(key=key(app, "mark")).select(".").run()
    assert own_of(app).columns[0].numbers[:2] == (2.155, 980)  # type: ignore[index]
    app = bring(opened(**SMALL), rows(66, wave, lambda row: row % 11))
    assert app.selectbox(key=key(app, "learn")).value == "number"
    app.selectbox(key=key(app, "learn")).select("classes").run()
    assert not app.exception and len(own_of(app).task.classes) == 10
    assert lab_of(app).experiment.task == own_of(app).name


def test_what_was_read_can_be_contradicted(opened):
    columns = (lambda row: 100 + row, wave, lambda row: -9999 if row % 7 == 3 else row * row, wave)
    app = bring(opened(**SMALL), rows(60, *columns))
    inputs = app.multiselect(key=key(app, "inputs"))
    assert inputs.value == ["column1", "column2"]
    inputs.set_value(["column0", "column1"]).run()
    assert not app.exception and own_of(app).task.columns == ("column0", "column1")
    app.multiselect(key=key(app, "inputs")).set_value(["column1", "column2"]).run()
    app.toggle(key=key(app, "nines")).set_value(False).run()
    assert own_of(app).columns[2].numbers[3] == -9999  # type: ignore[index]
    app.toggle(key=key(app, "header")).set_value(False).run()
    assert not app.exception and own_of(app).columns[0].name == "#1"
    assert app.multiselect(key=key(app, "inputs")).value == ["#2", "#3"]


def test_an_answer_that_leaves_nothing_to_learn_from_changes_nothing(opened):
    app = bring(opened(**SMALL), rows(60, wave, wave))
    good = lab_of(app).own
    app.multiselect(key=key(app, "inputs")).set_value([]).run()
    assert not app.exception and lab_of(app).own is good and [error.value for error in app.error]
    assert app.multiselect(key=key(app, "inputs")).value == ["column0"]


def test_one_file_after_another(opened):
    app = bring(opened(**SMALL), iris())
    before = own_of(app).name
    bring(app, rows(60, wave, two), "other.csv")
    assert lab_of(app).experiment.task == own_of(app).name != before
    assert app.selectbox(key=key(app, "target")).options == ["column0", "column1"]
    assert is_gone(before)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_to_somebodys_data_says_where_it_is(opened, language):
    """Also on the server where it is."""
    held = own_of(bring(opened(**SMALL), iris()))
    app = opened(task=held.name, lang=language, **SMALL)
    words = Words(language)
    assert [note.value for note in app.info] == [words("own.elsewhere", task=words("choice.task.digits.label"))]
    assert not app.warning and app.query_params["task"] == held.name  # so that a reload finds it
    assert lab_of(app).experiment == Experiment(steps=40, batch_size=32).replace(depth=3, width=16)
    app.slider(key=f"{language}.depth").set_value(5).run()
    assert not app.info


@pytest.mark.parametrize("table", TABLES)
def test_every_view_opens(opened, table):
    app = first_frame(bring(opened(**SMALL), TABLES[table]))
    for view in ("learned", "seeds", "chain"):
        app.button_group(key="en.view").set_value(view).run()
        assert not app.watch(20).exception and lab_of(app).view == view


def test_a_change_in_mid_run_and_a_restart(opened):
    app = first_frame(bring(opened(**SMALL), iris()))
    app.toggle(key="en.mid_run").set_value(True).run()
    app.selectbox(key="en.normalization").select("batch").run()
    [change] = lab_of(app).experiment.changes
    assert change.name == "normalization" and not app.exception
    app.tell("restart")
    assert not app.exception and lab_of(app).experiment.task == own_of(app).name
