"""What a learner takes along: nothing is made before the click, and what is made says what is on show."""

import io

import pandas as pd
import pytest

from gradflow.experiment import Experiment
from gradflow.export import from_json
from gradflow.ui.laboratory import downloads
from tests.ui.app import lab_of


@pytest.fixture
def offered(opened, monkeypatch):
    """The page with its downloads caught: what each button would hand out, by name."""
    made = {}
    real = downloads.st.download_button

    def caught(label, data, **how):
        made[how["key"].removeprefix("downloads.")] = (data, how["file_name"])
        return real(label, data, **how)

    monkeypatch.setattr(downloads.st, "download_button", caught)
    app = opened(depth="5")
    assert not app.exception
    return app, made


def test_numbers_are_those_of_the_steps_on_show(offered):
    app, made = offered
    table = pd.read_csv(io.StringIO(made["numbers"][0]()))
    assert max(table["step"].tolist()) + 1 == lab_of(app).playback.step
    assert made["numbers"][1] == "gradflow-digits-depth5.csv"


def test_the_experiment_comes_back(offered):
    assert from_json(offered[1]["experiment"][0]()) == Experiment().replace(depth=5)


def test_the_script_is_python(offered):
    compile(offered[1]["script"][0](), "script.py", "exec")
