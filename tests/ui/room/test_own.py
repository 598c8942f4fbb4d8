"""A teacher's own questions without a browser: how she writes them, and what the three sides make of them."""

from typing import Any

import pytest

from gradflow.classroom.rehearsal import rehearse
from gradflow.ui.session.lessons.room_session import LEARNER, PANE
from tests.classroom.klass import Class
from tests.classroom.own import LESSON
from tests.ui.app import App
from tests.ui.room.sides import EN, PROJECTOR, ZH, press, said, until_told


def test_a_teacher_asks_a_class_of_her_own_experiment(klass: Class, side) -> None:
    app = App.new()
    app.query_params["lang"], app.query_params["own"] = "en", "depth=9&only=depth:5:30,activation&ask=What now?"
    app.switch_page("pages/room.py").run()
    [text, _, _] = app.text_area
    assert text.value == "What now?"
    press(app, "class.open.button")
    assert EN("class.own.wrong", number=1, why=EN("class.own.refused.options")) in said(app)

    def choose_from(choices: str) -> Any:
        app.text_area[1].set_value(choices).run()
        [right] = [each for each in app.selectbox if each.label == EN("class.own.which")]
        return right

    choose_from("It learns\n\n It *stalls*").set_value(1).run()
    for choices, is_marked in (("It *learns*\nIt *stalls*", True), ("It *learns*\nIt stops", True), ("Yes\nNo", False)):
        assert (choose_from(choices).value == 1) == is_marked, choices  # whichever line is written anew
    right = choose_from("It learns\n\n It *stalls*")
    right.set_value(-1).run()  # the run decides
    [bound] = [each for each in app.number_input if each.label == EN("class.own.bound", lower=1, upper=2)]
    bound.set_value(-3.0)
    press(app, "class.open.button")
    until_told(app, EN)
    assert not app.exception and EN("class.own.says", value="")[:13] in said(app)
    [klass.code] = [each.value[5:11] for each in app.success]
    own = klass.room.own
    assert own and own.link.startswith("depth=9") and own.only == "depth:5:30,activation"
    assert own.questions[0].options == ("It learns", "It *stalls*") and own.questions[0].bounds == (-3.0,)


def test_a_number_of_the_form_is_refused_in_its_language_and_none_is_made_of_it(klass: Class) -> None:
    app = App.new()
    app.query_params["lang"], app.query_params["own"] = "zh", "depth=9&steps=50"
    app.switch_page("pages/room.py").run()
    for typed, drawn in ((13, 12), (1.5, 2)):
        app.number_input(key="own.count").set_value(typed).run()
        assert [each.value for each in app.warning] == [f"共几题：不能用 {typed}，请填 1 到 12 之间的整数。"]
        assert len(app.text_area) == 3 * drawn
    press(app, ZH("class.open.button"))
    assert ZH("class.own.refused.count") in said(app) and not app.success
    app.number_input(key="own.count").set_value(1).run()
    app.text_area[1].set_value("会\n不会").run()
    app.selectbox[0].set_value(-1).run()
    app.number_input(key="own.at.0").set_value(50).run()
    assert "在第几步：不能用 50，请填 0 到 49 之间的整数。" in said(app)
    app.text_area[0].set_value("会学吗？")
    app.number_input(key="own.bound_0.0").set_value(0.5)
    press(app, ZH("class.open.button"))
    assert ZH("class.own.wrong", number=1, why=ZH("class.own.refused.at")) in said(app)


@pytest.mark.slow
def test_its_questions_go_through_the_same_hour_on_all_three_sides(klass: Class, side) -> None:
    rooms = klass.classroom
    klass.code, klass.secret = rooms.rooms.open("", rehearsal=True, own=LESSON)
    sides = [side(each, "zh") for each in (LEARNER, PANE, PROJECTOR)]
    for move in ("begin", "vote", "reveal", "run", "explain", "next", "vote", "reveal", "explain", "end"):
        klass.go(move)
        if klass.room.progress.phase == "vote":
            rehearse(klass.room, rooms.learners, rooms.answers)
        for app, screen in zip(sides, (LEARNER, PANE, PROJECTOR), strict=True):
            until_told(app, ZH)
            assert not app.exception
            told, first = klass.room.progress.is_told, klass.room.progress.step == 0
            right = ZH("class.own.right" if first else "lessons.measured")
            assert (f" <b>{right}" in said(app)) == (told or (screen == PANE and move == "vote")), (move, screen)
            assert r"Which \*one\*" in said(app) or move != "begin"
            if move == "run" and screen == LEARNER:
                assert [each.label for each in app.slider] == [ZH("field.depth.label")]
                assert (app.slider[0].min, app.slider[0].max) == (5, 30)
    assert ZH("class.ended.title") in said(sides[0])
