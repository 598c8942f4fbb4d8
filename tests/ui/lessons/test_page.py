"""The page of lessons without a browser: nothing of a run before the answer, everything after it."""

import pytest

from gradflow.lessons import LESSONS
from gradflow.lessons.lesson import Look
from gradflow.lessons.prompt import Choose, Estimate, Sketch
from gradflow.lessons.readings import handles_of
from gradflow.lessons.way import ASK, SYNTHESIS, VOTE
from gradflow.networks import mlp
from gradflow.service.training.seed_band import Bands
from gradflow.text import Words
from gradflow.ui.laboratory import live
from gradflow.ui.lessons.watch import answering, picture_of
from gradflow.ui.session.lessons.lessons_session import LessonsSession
from tests.ui.app import visit_of
from tests.ui.lessons.lesson_app import EN, lessons_of, name_of, opened, press, said, until, until_marked, until_shown


def test_the_list_names_every_lesson_and_opens_it():
    app = opened(lesson="")
    assert [each.value for each in app.subheader] == [
        EN("lessons.numbered", number=number, title=EN(f"lesson.{name}.title"))
        for number, name in enumerate(LESSONS, start=1)
    ]
    next(button for button in app.button if button.key == "open.signal").click().run()
    assert lessons_of(app).lesson == LESSONS["signal"]
    assert EN("lesson.signal.goal_1") in said(app)


def test_nothing_of_a_run_is_made_or_sent_before_the_answer():
    app = press(opened(), EN("lessons.begin"))
    visit, session = visit_of(app), lessons_of(app)
    assert session.station and session.station.asked and EN("lesson.signal.amount.question") in said(app)
    assert visit.stream.page is None and session.lab is None
    assert EN("lesson.signal.amount.answer")[:20] not in said(app)


def test_an_answer_without_how_sure_is_refused_and_asked_for():
    app = press(opened(), EN("lessons.begin"))
    app.number_input[0].set_value(-3)
    press(app, EN("lessons.commit"))
    assert EN("lessons.refused.sure") in said(app)
    assert lessons_of(app).given is None


@pytest.mark.parametrize("number", [-31, -12.5])
def test_a_number_that_is_not_asked_for_is_refused_in_a_sentence(number):
    app = press(opened(), EN("lessons.begin"))
    app.number_input[0].set_value(number)
    press(app, EN("lessons.commit"))
    assert f"{str(number).replace('-', '−')} cannot be used. Give a whole number from −30 to 3." in said(app)
    assert (lessons_of(app).given, app.number_input[0].value) == (None, number)


def test_after_the_answer_the_run_is_made_and_the_text_speaks_of_it():
    app = press(opened(), EN("lessons.begin"))
    app.number_input[0].set_value(-3)
    app.radio[0].set_value(5)
    press(app, EN("lessons.commit"))
    until(app, EN("lessons.sure_and_wrong"))
    assert "You said 10⁻³; 1.1·10⁻¹² was measured" in said(app)
    assert visit_of(app).stream.page is None  # its curve is asked for next
    assert lessons_of(app).memory.missed == {"signal/compounding": 1}
    press(app, EN("lessons.compare"))
    assert "nineteen times is 1.1·10⁻¹²" in said(app)


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_way_leads_through_to_the_card_and_misses_come_back(lang):
    name = "signal"  # what other lessons have besides, tests of their data hold
    app = opened(name, lang)
    words, session = Words(lang), lessons_of(app)
    for station in session.stations[:-1]:
        assert session.station == station
        if station.kind == ASK:
            assert station.asked
            prompt = station.asked.prompt
            answer: object = prompt.high if isinstance(prompt, Estimate) else None
            if isinstance(prompt, Choose):
                answer = prompt.options[0].name
            elif isinstance(prompt, Sketch):
                answer = [0] * len(handles_of(prompt, station.asked.experiment.network.depth))
            session.commit(answer, 3)
        elif station.kind == VOTE:
            session.commit("true", 3)
        elif station.kind == SYNTHESIS:
            session.memory.give(station.key, "own", 1)
        session.memory.explain(station.key, "")
        app.run()
        if station.kind in (ASK, VOTE):
            until_marked(app)
            page, asked = visit_of(app).stream.page, station.asked
            assert (page is None) is bool(asked and asked.look.unseen)
            assert page is None or ("maps" in page.look().pictures and "new_seed" not in page.commands)
        assert not app.exception and name_of(app) == words(f"lesson.{name}.title")
        session.go(1)
    app.run()
    assert words(f"lesson.{name}.card") in said(app)
    assert name in session.memory.done and session.memory.missed
    session.ask_again()
    app.run()
    assert session.station and session.station.asked and not app.exception
    assert words(f"{session.station.asked.key}.question") in said(app) + app.radio[0].label


def test_a_run_that_stands_still_does_not_keep_the_page_from_the_others(monkeypatch):
    app = opened()
    session = lessons_of(app)
    session.memory.at["signal"] = [station.kind for station in session.stations].index(VOTE)
    session.commit("true", 3)
    until_marked(app)
    page, lab = visit_of(app).stream.page, session.lab
    assert page and lab
    lab.playback.go(1)
    monkeypatch.setattr(live, "awaited", lambda _: False)
    assert page.look().interval is None
    monkeypatch.setattr(LessonsSession, "traces", lambda *_: None)
    assert page.look().interval


def test_a_drawing_waits_for_the_seeds_that_it_is_judged_beside(monkeypatch):
    app = opened()
    session = lessons_of(app)
    session.memory.at["signal"] = [station.key for station in session.stations].index("lesson.signal.shape")
    monkeypatch.setattr(Bands, "get", lambda *_: None)
    session.commit([0] * 10, 3)
    count = EN("lessons.gathering", there=2, count=3)  # its run, that of another curve, and the seeds
    app.run()
    until_shown(app, count)
    assert session.given.right is None and session.lab is None and EN("lessons.not_so") not in said(app)
    monkeypatch.undo()
    until_marked(app)
    assert session.given.right is False and session.lab
    missing, get = iter([None]), Bands.get
    monkeypatch.setattr(Bands, "get", lambda *asked: next(missing, get(*asked)))  # it comes while the page is drawn
    app.run()
    assert EN("lessons.compare") in [button.label for button in app.button]


def test_runs_that_come_while_the_page_is_drawn_have_it_drawn_anew(monkeypatch):
    app = opened()
    session = lessons_of(app)
    session.memory.at["signal"] = [station.kind for station in session.stations].index(VOTE)
    session.commit("true", 3)
    until_marked(app)
    missing, traces = iter([None]), LessonsSession.traces
    monkeypatch.setattr(LessonsSession, "traces", lambda *asked: next(missing, traces(*asked)))
    app.run()
    assert EN("lessons.running") not in said(app) and next(missing, "taken") == "taken"


def test_a_browser_that_remembers_a_longer_lesson_is_at_its_end():
    app = opened(lesson="")
    session = lessons_of(app)
    session.remember({"v": 1, "at": {"signal": 40}, "done": [], "answers": {}, "missed": {}})
    app.run()
    assert not app.exception
    session.open("signal")
    assert session.station == session.stations[-1]


def test_what_a_browser_kept_is_where_the_lesson_goes_on():
    app = opened()
    session = lessons_of(app)
    session.remember({"v": 1, "at": {"signal": 3}, "done": [], "answers": {}, "missed": {}})
    app.run()
    assert session.at == 3 and session.station and session.station.asked
    assert session.station.asked.experiment.family is mlp.FAMILY


@pytest.mark.parametrize(("rest", "picture"), [(0, "profile"), (100, "reach")])
def test_of_a_first_step_no_curve_over_training_is_shown(rest, picture):
    assert picture_of(LESSONS["again"].exercises[0].experiment, Look("reach"), rest) == picture


def test_a_question_of_how_well_a_network_learns_shows_its_curves():
    learns = LESSONS["signal"].exercises[-1]
    look = answering(learns.experiment, learns.look, learns.prompt.reads)
    assert picture_of(learns.experiment, look, learns.prompt.at) == "curves"
    assert answering(learns.experiment, Look("updates"), learns.prompt.reads) == Look("updates")  # which has none


def test_a_run_stands_still_once_at_the_step_that_the_text_speaks_of(server):
    session = LessonsSession(server)
    playback = session.watch(LESSONS["signal"].exercises[0].experiment, "profile").playback
    session.rest(1)
    assert playback.playing
    playback.step = playback.furthest = 4
    session.rest(1)
    assert (playback.step, playback.playing) == (1, False)
    playback.play()
    session.rest(1)
    assert playback.playing


def test_a_lesson_that_there_is_not_is_named_above_the_list():
    assert EN("lessons.unknown", name="nothing") in said(opened("nothing"))
    assert EN("lessons.unknown", name="nothing") not in said(opened(""))
