"""The frame of a laboratory: what there is to see and to read, without Streamlit."""

import time

import pytest

from gradflow.engine.train import begin_training
from gradflow.experiment import Experiment, default_of
from gradflow.networks import cnn, mlp, rnn
from gradflow.service.training.looks import ANSWERS, INSIDE
from gradflow.service.viewing.playback import Playback
from gradflow.text import Words
from gradflow.ui.laboratory.frames.lab_frame import MAPS, LabFrame, advance, frame_of
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES, awaited
from gradflow.ui.session.lab_session import LabSession

EN = Words("en")
SMALL = {
    mlp.FAMILY: Experiment(batch_size=32, steps=4).replace(depth=3, width=16),
    rnn.FAMILY: default_of(rnn.FAMILY.config).replace(hidden_size=8, sequence_length=8, batch_size=16, steps=4),
    cnn.FAMILY: default_of(cnn.FAMILY.config).replace(depth=3, width=8, batch_size=8, steps=4),
}
CASES = [(family, view) for family, laboratory in LABORATORIES.items() for view in laboratory.views]


def ended(lab: LabSession, words: Words) -> LabFrame:
    """The last frame there is, once nothing is awaited any more."""
    end = time.monotonic() + 60
    while True:
        frame = frame_of(lab, advance(lab, 0.5), words)
        if (lab.playback.ended(lab.server.runs) and not awaited(lab)) or time.monotonic() > end:
            return frame
        time.sleep(0.01)


@pytest.mark.slow
@pytest.mark.parametrize(("family", "view"), CASES, ids=[f"{family.name}-{view}" for family, view in CASES])
def test_every_view_has_the_maps_the_answers_and_two_pictures(server, family, view):
    lab, words = LabSession(server, Playback(SMALL[family]), view), EN.along(family.axis)
    lab.playback.pace = 1000
    frame = ended(lab, words)
    first, *pictures = frame.pictures
    assert first == MAPS and pictures[0] == "answers" and len(pictures) == 3
    assert frame.text.headline and frame.text.rule
    assert frame.text.status.startswith(words("status.done", step=3, steps=4))
    assert (frame.walk is not None) == (view == "walk") and bool(frame.formula) == (view == "chain")
    assert frame.of == f"{lab.file_name}-step4"


def test_before_the_first_step_it_says_that_it_compiles(server):
    lab = LabSession(server, Playback(SMALL[mlp.FAMILY]), "profile")
    frame = frame_of(lab, server.runs.get(lab.experiment).upto(0), EN)
    assert frame.text.headline == EN("status.compiling")
    assert not frame.text.status and not frame.text.notes and MAPS in frame.pictures


def test_the_view_s_pictures_come_seldom_while_they_are_not_on_the_screen_and_as_they_are_at_the_end(server):
    lab = LabSession(server, Playback(SMALL[mlp.FAMILY]), "profile")
    lab.playback.pace, unseen, seen = 1000, {MAPS, "answers"}, {MAPS, *LABORATORIES[mlp.FAMILY].views["profile"].names}
    ended(lab, EN)
    lab.playback.go(2)
    trace = server.runs.get(lab.experiment).upto(2)
    lab.playback.play()
    first = frame_of(lab, trace, EN, unseen)
    later = server.runs.get(lab.experiment).upto(3)
    assert frame_of(lab, later, EN, unseen).pictures["profile"] is first.pictures["profile"]
    assert frame_of(lab, later, EN, unseen).pictures[MAPS] is not first.pictures[MAPS]
    assert frame_of(lab, later, EN, seen).pictures["profile"] is not first.pictures["profile"]
    lab.playback.pause()
    assert frame_of(lab, trace, EN, unseen).pictures["profile"] is not first.pictures["profile"]


def test_where_there_are_many_it_says_that_frames_come_more_seldom(server):
    lab = LabSession(server, Playback(SMALL[mlp.FAMILY]), "profile")
    lab.playback.pace = 1000
    ended(lab, EN)
    for other in range(60):
        server.audience.saw(f"learner {other}")
    [note] = frame_of(lab, advance(lab, 0.5), EN).text.notes
    assert "60" in note


def test_where_there_are_many_a_sentence_stands_for_two_seconds_and_the_maps_do_not(server):
    lab = LabSession(server, Playback(SMALL[mlp.FAMILY]), "profile")
    lab.playback.pace = 1000
    ended(lab, EN)
    now = [time.monotonic() + 100]
    lab.saying.clock = lambda: now[0]
    for other in range(60):
        server.audience.saw(f"learner {other}")
    lab.playback.go(2)
    lab.playback.play()
    verdicts, pictures = [], []
    for passed in (0.0, 0.0, 0.0, 1.0, 0.9, 0.2):
        now[0] += passed
        frame = frame_of(lab, server.runs.get(lab.experiment).upto(1 + len(verdicts) % 4), EN)
        verdicts.append(lab.saying._made)
        pictures.append(frame.pictures[MAPS])
    assert verdicts[2] is verdicts[3] is verdicts[4] is not verdicts[5] and len({id(each) for each in pictures}) == 6


@pytest.mark.slow
@pytest.mark.parametrize(
    ("family", "view", "kind"),
    [(mlp.FAMILY, "inside", INSIDE), (cnn.FAMILY, "isometry", INSIDE), (cnn.FAMILY, "features", ANSWERS)],
    ids=["inside", "isometry", "features"],
)
def test_a_picture_that_comes_later_than_the_step_on_show_says_of_which_step_it_is(server, family, view, kind):
    experiment = SMALL[family].replace(steps=30)
    lab = LabSession(server, Playback(experiment), "profile")
    lab.playback.pace = 1000
    ended(lab, EN)
    training, watched = begin_training(experiment), server.runs.get(experiment).watched
    watched.begin_again(-1)
    watched.want(kind)
    training.compile_inspect()
    training.compile_probe_outputs()
    training.advance(8)
    watched.look(training)
    lab.view = view
    below = list(frame_of(lab, server.runs.get(experiment).upto(30), EN).pictures.values())[2:]
    assert all(EN("look.coming", step=7, to=29) in picture.label for picture in below)
