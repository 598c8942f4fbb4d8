"""The view of what is learned opens for every task, at any moment, and stops asking once it knows."""

import pytest

from gradflow.service.training.looks import ANSWERS
from gradflow.tasks import TASKS
from gradflow.text import LANGUAGES
from tests.ui.app import lab_of, visit_of
from tests.ui.conftest import until, until_ended

pytestmark = pytest.mark.slow


def answered(app) -> bool:
    playback = lab_of(app).playback
    return visit_of(app).server.runs.get(playback.experiment).watched.covers(ANSWERS, playback.step)


def until_answered(app):
    return until(app, lambda: answered(app))


@pytest.mark.parametrize("task", TASKS)
def test_opens_for_every_task(opened, task):
    app = opened(task=task, depth="3", width="16", batch_size="32")
    app.button_group(key="en.view").set_value("learned").run()
    assert not app.exception
    assert lab_of(app).view == "learned"


@pytest.mark.parametrize(("language", "seed"), [*zip(LANGUAGES, ("7", "8"), strict=True)])  # a run each
def test_a_finished_run_shows_its_last_step(opened, language, seed):
    app = until_ended(opened(steps="4", depth="3", width="16", batch_size="32", seed=seed, lang=language))
    assert not lab_of(app).playback.waiting
    app.button_group(key=f"{language}.view").set_value("learned").run()
    until_answered(app)
    assert not app.exception
    assert answered(app)


def test_going_back_finds_the_answers_of_that_step(opened):
    app = opened(steps="40", depth="3", width="16", batch_size="32", seed="5")
    playback = lab_of(app).playback
    app.button_group(key="en.view").set_value("learned").run()
    until_answered(app)
    playback.go(min(2, playback.furthest))
    app.run()
    until_answered(app)
    assert not app.exception
    step, _ = visit_of(app).server.runs.get(playback.experiment).watched.at(ANSWERS, playback.step)  # type: ignore[misc]
    assert step <= playback.step
