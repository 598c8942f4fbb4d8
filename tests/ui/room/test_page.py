"""The three sides of a room without a browser, phase by phase, for each way in which a lesson asks."""

import pytest

from gradflow.classroom.identity import HOST
from gradflow.classroom.identity import LEARNER as IN
from gradflow.classroom.phases import PHASES
from gradflow.classroom.questions import question
from gradflow.classroom.rehearsal import rehearse
from gradflow.ui.room import page
from gradflow.ui.session.lessons.room_session import LEARNER, PANE
from tests.classroom.klass import Class
from tests.ui.app import App
from tests.ui.room.sides import EN, PROJECTOR, ZH, press, said, until_told

WORDS = {"en": EN, "zh": ZH}
ASKED = {"number": 0, "drawing": 2, "choice": 6, "vote": 10}  # which question of the lesson
HOUR = ("begin", "vote", "discuss", "vote_again", "reveal", "run", "explain")
# What of a class's answers is shown, by the way in which they are asked for.
SHOWN = {"number": "gradflow-strip", "drawing": "at the far end the median"}
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
    assert (words("lesson.signal.synthesis.answer") in said(app)) == (screen != PANE)


def test_without_a_room_it_says_how_to_join_and_opens_one_of_which_the_secret_is_shown_once(klass: Class, side) -> None:
    app = App.new()
    app.query_params["lang"] = "en"
    app.switch_page("pages/room.py").run()
    press(app, "class.open.button")
    (link,) = [each.proto.body for each in app.get("html") if "<a class" in each.proto.body]
    assert 'href="host/' in link and not app.exception
