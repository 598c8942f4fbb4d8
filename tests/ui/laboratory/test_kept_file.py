"""A file of one's own after a reload: what a browser says of it is no more trusted than what anybody says."""

import pytest

from gradflow.tasks.own import Answers, own
from gradflow.ui.laboratory import kept_file
from gradflow.ui.laboratory.kept_file import AS_FOUND, _said, answers_of
from tests.tasks.owned import iris, rows, wave
from tests.ui.app import lab_of, visit_of

LEARNED = Answers(target=0, use=frozenset({1}), leave=frozenset({2, 3}), learn="number")


def test_what_was_answered_comes_back_as_it_was():
    assert answers_of(_said(own(iris(), LEARNED, "iris.csv"))["answers"]) == LEARNED


@pytest.mark.parametrize("said", [None, 7, "x", [], {"unknown": 1}, {"target": 1, "__class__": 2}])
def test_what_is_no_answer_is_none(said):
    assert answers_of(said) == AS_FOUND


@pytest.fixture
def wanting(opened):
    """A page whose link wants a file of these bytes."""

    def page(content: bytes, answers: Answers = AS_FOUND):
        wanted = own(content, answers, "mine.csv").name  # gone with this line
        app = opened(task=wanted, depth="3", width="16", batch_size="32", view="updates")
        assert lab_of(app).elsewhere == wanted and app.info
        return app

    return page


def bring(app, content: bytes, monkeypatch) -> None:
    """By the chooser, without a browser."""
    file = type("File", (), {"name": "mine.csv", "getvalue": lambda self: content})()
    monkeypatch.setattr(kept_file, "value_of", lambda key: file)
    kept_file._bring_again(visit_of(app), lab_of(app))
    app.run()


def test_the_file_that_the_link_wants_opens_the_link(wanting, monkeypatch):
    app = wanting(iris(), LEARNED)
    wanted = lab_of(app).elsewhere
    lab_of(app).answered = LEARNED
    bring(app, iris(), monkeypatch)
    lab = lab_of(app)
    assert (lab.experiment.task, lab.elsewhere, lab.view) == (wanted, "", "updates") and not app.info
    assert app.query_params["task"] == wanted


def test_another_file_is_learned_as_one_that_is_new(wanting, monkeypatch):
    app = wanting(iris())
    bring(app, rows(60, wave, wave, wave), monkeypatch)
    held = lab_of(app).own
    assert held and lab_of(app).experiment.task == held.name == app.query_params["task"]


@pytest.mark.parametrize(
    "answers",
    [Answers(target=99), Answers(encoding="nonsense"), Answers(learn="x"), Answers(use="x")],  # type: ignore[arg-type]
)
def test_answers_that_nobody_gave_are_not_obeyed(wanting, monkeypatch, answers):
    app = wanting(iris())
    lab_of(app).answered = answers
    bring(app, iris(), monkeypatch)
    assert not app.exception and lab_of(app).own is not None


def test_what_is_no_table_is_refused(wanting, monkeypatch):
    app = wanting(iris())
    bring(app, b"\x00\x01", monkeypatch)
    assert lab_of(app).own is None and "file" in lab_of(app).refused
