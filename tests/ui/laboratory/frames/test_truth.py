"""Numbers on show are checked when somebody asks, and never before."""

import time

import pytest

from gradflow.experiment import Experiment, default_of
from gradflow.networks import mlp, rnn
from gradflow.service.training.truths import LONGEST
from gradflow.service.viewing.playback import Playback
from gradflow.text import Words
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES, awaited
from gradflow.ui.laboratory.frames.truth import ask, truth
from gradflow.ui.session.lab_session import LabSession

EN = Words("en")
SMALL = {
    mlp.FAMILY: Experiment(batch_size=32, steps=4).replace(depth=3, width=16),
    rnn.FAMILY: default_of(rnn.FAMILY.config).replace(hidden_size=8, sequence_length=8, batch_size=16, steps=4),
}


@pytest.mark.parametrize("family", SMALL, ids=lambda family: family.name)
def test_what_is_asked_is_answered_of_the_step_on_show(server, family):
    lab = LabSession(server, Playback(SMALL[family]), next(iter(LABORATORIES[family].views)))
    assert truth(lab, EN) == ""
    ask(lab)
    assert truth(lab, EN) == EN("truth.waiting", step=0) and awaited(lab)
    end = time.monotonic() + 60
    while (said := truth(lab, EN)) == EN("truth.waiting", step=0) and time.monotonic() < end:
        time.sleep(0.05)
    assert "**Checked at step 0:**" in said and "✓" in said and "✗" not in said
    lab.choose(seed=1)
    assert truth(lab, EN) == ""


def test_a_step_too_far_to_train_to_is_refused_in_words(server, monkeypatch):
    lab = LabSession(server, Playback(SMALL[mlp.FAMILY]), "profile")
    lab.asked = lab.experiment, 2
    monkeypatch.setattr(type(server.runs.get(lab.experiment)), "fastest", LONGEST)
    assert truth(lab, EN) == EN("truth.far")
