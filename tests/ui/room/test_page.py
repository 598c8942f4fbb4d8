"""The three sides of a room without a browser, phase by phase, for each way in which a lesson asks."""

import re

import pytest

from gradflow.classroom.identity import HOST
from gradflow.classroom.identity import LEARNER as IN
from gradflow.classroom.phases import PHASES
from gradflow.classroom.questions import question
from gradflow.classroom.rehearsal import rehearse
from gradflow.classroom.say import alias
from gradflow.classroom.wall.networks import small
from gradflow.ui.room import page, pulse
from gradflow.ui.room.run import on_show
from gradflow.ui.session.lessons.room_session import LEARNER, PANE
from tests.classroom.klass import STEPS, Class
from tests.ui.app import App, visit_of
from tests.ui.room.sides import EN, PROJECTOR, ZH, press, said, until_told

WORDS = {"en": EN, "zh": ZH}
ASKED = {"number": 0, "drawing": 2, "choice": 6, "vote": 10}  # which question of the lesson
HOUR = ("begin", "vote", "discuss", "vote_again", "reveal", "run", "explain")
# What of a class's answers is shown, by the way in which they are asked for.
SHOWN = {"number": "gradflow-strip", "drawing": "at the far end the middle"}
SHOWN |= dict.fromkeys(("choice", "vote"), "%</strong>")


def test_a_learner_s_cookie_opens_neither_the_pane_nor_the_projector(klass: Class) -> None:
    rooms, code = klass.classroom, klass.code
    learner, host = {f"{IN}{code}": rooms.signer.newcomer(code)}, {f"{HOST}{code}": klass.secret}
    other, secret = rooms.rooms.open("signal")
    forged = [{f"{HOST}{code}": each} for each in (klass.secret[:-1], secret, "", learner[f"{IN}{code}"])]
    forged += [{f"{HOST}{other}": klass.secret}, {f"{IN}{other}": learner[f"{IN}{code}"]}, {}]
    for asked in (PANE, PROJECTOR, "", LEARNER):
        assert page._side(rooms, code, learner, asked)[0] == LEARNER
        assert [page._side(rooms, code, each, asked) for each in forged] == [("", "", "")] * len(forged)
    assert [page._side(rooms, code, host, asked)[0] for asked in ("", PROJECTOR)] == [PANE, PROJECTOR]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("screen", "kind"),
    [
        *((LEARNER, "number"), (LEARNER, "choice"), (PROJECTOR, "drawing")),
        *((PROJECTOR, "vote"), (PANE, "choice"), (PANE, "drawing"), (PANE, "number")),
    ],
)
def test_every_phase_is_drawn_and_the_answer_comes_with_the_answer(klass: Class, side, screen: str, kind: str) -> None:
    language = "zh" if kind in ("choice", "vote") else "en"
    words, rooms = WORDS[language], klass.classroom
    station = question("signal", ASKED[kind])
    assert station
    klass.go("begin", *["next"] * ASKED[kind])
    app = side(screen, language)
    met = [klass.room.progress.phase]
    for move in HOUR[1:]:
        klass.go(move)
        if klass.room.progress.phase == "vote":
            rehearse(klass.room, rooms.learners, rooms.answers)
        until_told(app, words)
        met.append(klass.room.progress.phase)
        assert not app.exception
        if screen != PANE:  # nothing of the class before the answer is out, and then what it said
            assert (SHOWN[kind] in said(app)) == klass.room.progress.is_told
            assert (words("lessons.measured") in said(app)) == (klass.room.progress.is_told and kind != "drawing")
        elif met[-1] == "vote":
            assert SHOWN[kind] in said(app) and words("class.advice.sure", share="")[-4:] in said(app)
            assert words("class.pane.private") in said(app) and words(f"{station.key}.answer")[:6] not in said(app)
    assert words(f"{station.key}.answer")[:6] in said(app)
    assert set(met) <= set(PHASES)
    klass.go("end")
    app.run()
    assert not app.exception and words("class.ended.host" if screen == PANE else "class.ended.title") in said(app)


def test_the_teacher_moves_the_class_and_a_learner_who_was_removed_is_told(klass: Class, side) -> None:
    learner, pane = side(LEARNER), side(PANE)
    for move in ("begin", "vote"):
        next(each for each in pane.button if each.key == f"move.{move}").click()
        pane.run()
        assert not pane.exception
    assert klass.room.progress.phase == "vote"
    assert "move.begin" not in [each.key for each in pane.button]
    (toggle,) = [each for each in pane.toggle if each.label == WORDS["en"]("class.flag.paused")]
    toggle.set_value(True)
    pane.run()
    learner.run()
    assert WORDS["en"]("class.vote.paused") in said(learner)
    [ann] = klass.classroom.learners.of(klass.code)
    [who] = [each for each in pane.selectbox if each.label == EN("class.people.who")]
    who.set_value("ann").run()
    press(pane, "class.people.remove")
    learner.run()
    assert EN("class.refused.removed") in said(learner)
    press(pane, EN("class.people.put_back", who=alias(ann.alias, EN)))
    learner.run()
    assert EN("class.refused.removed") not in said(learner)


def test_the_host_is_told_who_has_answered_this_round_and_of_whom_the_class_still_waits(klass: Class, side) -> None:
    ann, bob = (klass.classroom.learners.arrive(klass.code, who) for who in ("ann", "bob"))
    pane, projector = side(PANE), side(PROJECTOR)
    klass.go("begin", "vote", seconds=0.01)
    klass.classroom.learners.grant(klass.code, "bob")
    klass.answer("ann")
    pane.run(), projector.run()
    names = [alias(each.alias, EN) for each in (ann, bob)]
    assert EN("class.people.answered", names=names[0]) in said(pane)
    assert EN("class.people.waiting", names=names[1]) in said(pane)
    session = visit_of(pane).room
    assert session and session.left == 0 and session.late == (1, pytest.approx(60, abs=30))
    assert EN("class.vote.late") in said(projector)
    klass.answer("bob")
    projector.run()
    assert session.late == (0, 0.0) and EN("class.vote.over") in said(projector)


@pytest.mark.parametrize(("round_", "key"), [(1, "class.vote.open"), (2, "class.vote.again")])
def test_the_projector_says_that_the_vote_is_open_in_which_round_and_on_which_question(
    klass: Class, side, monkeypatch: pytest.MonkeyPatch, round_: int, key: str
) -> None:
    data: list[dict] = []
    monkeypatch.setattr(pulse, "_component", lambda: lambda **said: data.append(said["data"]))
    klass.go("begin", "next", "vote", *["discuss", "vote_again"][: 2 * round_ - 2])
    assert EN(key) in said(side(PROJECTOR))
    assert data[-1]["line"].startswith(f"Voting, round {round_} · question 2 of {STEPS} · ")


def test_after_the_last_question_there_is_no_next_one_and_the_end_is_confirmed(klass: Class, side) -> None:
    klass.go("begin", *["next"] * (STEPS - 1))
    pane = side(PANE)
    keys = [each.key for each in pane.button]
    assert "move.vote" in keys and "move.next" not in keys and keys.count("move.end") == 1
    assert EN("class.take.end_sure") in said(pane)


def test_without_a_room_it_says_how_to_join_and_opens_one_of_which_the_secret_is_shown_once(klass: Class, side) -> None:
    app = App.new()
    app.query_params["lang"] = "en"
    app.switch_page("pages/room.py").run()
    press(app, "class.open.button")
    (link,) = [each.proto.body for each in app.get("html") if "<a class" in each.proto.body]
    assert 'href="host/' in link and not app.exception


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
    assert WORDS["en"]("class.wall.none") in said(projector)
    until_told(learner, WORDS["en"])
    [chooser] = [each for each in learner.selectbox if each.label == WORDS["en"]("field.activation.label")]
    chooser.set_value("tanh")
    learner.run()
    next(each for each in learner.button if each.key == "room_hand_in").click()
    learner.run()
    assert not learner.exception and WORDS["en"]("class.wall.kept") in said(learner)
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
    [steps] = [each for each in pane.slider if each.label == WORDS["en"]("class.pane.steps")]
    steps.set_range(9, 39).run()
    assert klass.room.steps == (10, 40) and not pane.exception
    until_told(learner, WORDS["en"])
    assert watched[-1] == (10, 40)


def test_of_a_sentence_that_is_voted_on_both_runs_are_shown_at_the_same_step(klass: Class, side) -> None:
    klass.go("begin", *["next"] * ASKED["vote"], "vote", "reveal", "run")
    for screen in (LEARNER, PROJECTOR):
        app = side(screen)
        until_told(app, EN)
        session = visit_of(app).room
        assert session and session.together and session.playback
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
    session = visit_of(learner).room
    assert session and session.lab
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
        until_told(side(screen), WORDS["en"])
    assert bool(watched) == is_shown
    assert (WORDS["en"]("class.flag.wall") in [each.label for each in pane.run().toggle]) == is_shown
