"""The view of what is learned opens for every task, at any moment, and stops asking once it knows."""

import time

import pytest

from gradflow.service import RUNS
from gradflow.tasks import TASKS
from gradflow.text import LANGUAGES
from tests.ui.conftest import until_ended


def answered(app) -> bool:
    playback = app.session_state["learner"].playback
    return RUNS.get(playback.experiment).answered(playback.step)


def until_answered(app):
    end = time.monotonic() + 60
    while not answered(app) and not app.exception and time.monotonic() < end:
        time.sleep(0.05)
        app.run()
    return app


@pytest.mark.parametrize("task", TASKS)
def test_opens_for_every_task(opened, task):
    app = opened(task=task, depth="3", width="16")
    app.button_group(key="en.view").set_value("learned").run()
    assert not app.exception
    assert app.session_state["learner"].view == "learned"


@pytest.mark.parametrize(("language", "seed"), [*zip(LANGUAGES, ("7", "8"), strict=True)])  # a run each
def test_a_finished_run_shows_its_last_step(opened, language, seed):
    app = until_ended(opened(steps="4", depth="3", width="16", seed=seed, lang=language))
    assert not app.session_state["learner"].playback.waiting
    assert not answered(app)
    app.button_group(key=f"{language}.view").set_value("learned").run()
    until_answered(app)
    assert not app.exception
    assert answered(app)


def test_going_back_finds_the_answers_of_that_step(opened):
    app = opened(steps="40", depth="3", width="16", seed="5")
    playback = app.session_state["learner"].playback
    app.button_group(key="en.view").set_value("learned").run()
    until_answered(app)
    playback.go(min(2, playback.furthest))
    app.run()
    until_answered(app)
    assert not app.exception
    step, _ = RUNS.get(playback.experiment).probe_outputs_at(playback.step)  # type: ignore[misc]
    assert step <= playback.step
