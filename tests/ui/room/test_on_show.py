"""The runs and the networks that a room shows once the answer is out."""

import re

import pytest

from gradflow.classroom.wall.networks import small
from gradflow.ui.room.run import on_show
from gradflow.ui.session.lessons.room_session import LEARNER, PANE
from tests.classroom.klass import Class
from tests.ui.app import App
from tests.ui.room.sides import EN, PROJECTOR, ZH, said, session_of, until_told

ASKED = {"number": 0, "drawing": 2, "choice": 6, "vote": 10}  # which question of the lesson


def until_drawn(app: App) -> None:
    """A map whose program is still being compiled comes with a later drawing of the page."""
    for _ in range(60):
        app.run()
        assert not app.exception
        if "<i></i>" not in said(app):
            return
    raise AssertionError("a map never came")


def test_a_learner_s_network_is_on_the_projector_s_wall_without_a_name(klass: Class, side) -> None:
    learner, projector = side(LEARNER), side(PROJECTOR)
    klass.go("begin", *["next"] * ASKED["choice"], "vote", "reveal", "run")
    klass.classroom.rooms.set(klass.code, "wall", True)
    projector.run()
    assert EN("class.wall.none") in said(projector)
    until_told(learner, EN)
    [chooser] = [each for each in learner.selectbox if each.label == EN("field.activation.label")]
    chooser.set_value("tanh")
    learner.run()
    next(each for each in learner.button if each.key == "room_hand_in").click()
    learner.run()
    assert not learner.exception and EN("class.wall.kept") in said(learner)
    until_drawn(projector)
    assert "<img" in said(projector) and "tanh" in said(projector).lower() and "ann" not in said(projector)


def test_a_teacher_picks_from_the_wall_what_the_class_talks_about(klass: Class, side) -> None:
    klass.go("begin", *["next"] * ASKED["choice"], "vote", "reveal", "run")
    klass.classroom.rooms.set(klass.code, "wall", True)
    pane, projector = side(PANE), side(PROJECTOR, "zh")
    assert not pane.multiselect  # nothing to pick from
    asked = klass.room.question
    assert asked and asked.asked
    for who, activation in {"ann": "tanh", "bob": "relu", "cid": "relu"}.items():
        klass.join(who)
        network = asked.asked.experiment.at(0).replace(depth=4, activation=activation)
        klass.classroom.networks.hand_in(klass.code, who, network)

    def shown() -> list[str]:
        until_drawn(projector)
        return re.findall(r"<figcaption>.*?(ReLU|tanh)", said(projector))

    assert shown() == ["ReLU", "tanh"] and "picked" not in said(projector)
    [order] = [each for each in pane.run().radio if each.label == EN("class.wall.order")]
    order.set_value("arrives").run()
    assert klass.room.wall.order == "arrives" and sorted(shown()) == ["ReLU", "tanh"]
    assert ZH("class.wall.arrives", decades="")[-4:] in said(projector)
    [pick] = pane.multiselect
    tanh = small(asked.asked.experiment.at(0).replace(depth=4, activation="tanh")).to_query()
    pick.set_value([tanh]).run()
    assert klass.room.wall.picked == (tanh,) and shown() == ["tanh"]
    assert ZH("class.wall.picked", count=1, all=3) in said(projector) and "gradflow-wall picked" in said(projector)
    [pick] = pane.multiselect
    pick.set_value([]).run()
    assert klass.room.wall.picked == () and len(shown()) == 2


def test_a_teacher_says_which_steps_the_class_sees(klass: Class, side, monkeypatch: pytest.MonkeyPatch) -> None:
    watched: list[object] = []
    monkeypatch.setattr(on_show, "watch", lambda *said, steps, **more: watched.append(steps))
    klass.go("begin", *["next"] * ASKED["choice"], "vote", "reveal", "run")
    pane, learner = side(PANE), side(LEARNER)
    [steps] = [each for each in pane.slider if each.label == EN("class.pane.steps")]
    steps.set_range(9, 39).run()
    assert klass.room.steps == (10, 40) and not pane.exception
    until_told(learner, EN)
    assert watched[-1] == (10, 40)


def test_of_a_sentence_that_is_voted_on_both_runs_are_shown_at_the_same_step(klass: Class, side) -> None:
    klass.go("begin", *["next"] * ASKED["vote"], "vote", "reveal", "run")
    for screen in (LEARNER, PROJECTOR):
        app = side(screen)
        until_told(app, EN)
        session = session_of(app)
        assert session.together and session.playback
        while not session.playback.held:
            app.watch()
        assert app.sight and {"chain.1", "chain.2"} <= app.sight.pictures.keys()
        assert [lab.playback.step for lab in session.together.labs] == [1, 1] and not app.exception
        for number, gain in ((1, 1.0), (2, 10.0)):
            assert f"**{EN('lessons.vote.nth', number=number)}** · {EN.set_to('gain', gain)}" in said(app)


def test_under_a_lock_a_learner_s_run_goes_to_its_end_by_itself_and_the_page_says_who_locked_it(
    klass: Class, side
) -> None:
    klass.go("begin", *["next"] * ASKED["drawing"], "vote", "reveal", "run")
    learner = side(LEARNER)
    until_told(learner, EN)
    session = session_of(learner)
    assert session.lab
    while not session.lab.playback.held:
        learner.watch()
    assert session.lab.playback.step == 1 and EN("class.locked") not in said(learner)
    klass.classroom.rooms.set(klass.code, "locked", True)
    learner.run()
    assert EN("class.locked") in said(learner)
    while session.lab.playback.playing:
        learner.watch()
    assert session.lab.playback.step == session.lab.experiment.steps
    klass.classroom.rooms.set(klass.code, "locked", False)
    learner.run().watch(3)
    assert session.lab.playback.step == session.lab.experiment.steps and EN("class.locked") not in said(learner)


def test_the_favourite_s_run_says_what_is_otherwise_in_it_and_not_what_holds_for_the_question_s(
    klass: Class, side
) -> None:
    klass.go("begin", *["next"] * ASKED["choice"], "vote")
    for who in ("ann", "bob", "cid", "dee", "eve"):
        klass.join(who)
        klass.answer(who, "alike")
    klass.go("reveal", "run")
    klass.classroom.rooms.set(klass.code, "favourite", True)
    projector = side(PROJECTOR)
    until_told(projector, EN)
    instead = "Activation function: tanh instead of Sigmoid"
    own = EN("lesson.signal.moves.setup")
    assert instead in said(projector) and own not in said(projector)
    klass.go("explain")
    until_told(projector, EN)
    assert instead not in said(projector) and own in said(projector)


@pytest.mark.parametrize(("kind", "is_shown"), [("number", False), ("choice", True)])
def test_the_run_that_would_tell_what_is_asked_next_is_not_shown(
    klass: Class, side, monkeypatch: pytest.MonkeyPatch, kind: str, is_shown: bool
) -> None:
    watched: list[object] = []
    monkeypatch.setattr(on_show, "watch", lambda *said, **more: watched.append(said))
    klass.go("begin", *["next"] * ASKED[kind], "vote", "reveal")
    pane = side(PANE)
    assert ("move.run" in [each.key for each in pane.button]) == is_shown
    klass.go("run")
    for screen in (LEARNER, PROJECTOR):
        until_told(side(screen), EN)
    assert bool(watched) == is_shown
    assert (EN("class.flag.wall") in [each.label for each in pane.run().toggle]) == is_shown
