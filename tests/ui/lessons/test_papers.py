"""What waits for several runs: the teacher's sheet, the learner's report, the test before and after."""

import pytest

from gradflow.lessons.exam import PAIRS
from tests.ui.app import App
from tests.ui.lessons.lesson_app import EN, lessons_of, opened, press, said, until


def test_a_teacher_s_sheet_opens_from_the_list_and_says_so_in_the_address():
    app = opened(lesson="")
    app.button(key="sheet.signal").click().run()
    until(app, EN("sheet.plan"))
    assert EN("sheet.title", title=EN("lesson.signal.title")) in said(app) and "10⁻¹²" in said(app)
    assert lessons_of(app).to_pairs() == [("lesson", "signal"), ("paper", "sheet")]
    press(app, EN("sheet.back"))
    assert lessons_of(app).to_pairs() == []


def test_a_report_holds_what_was_predicted():
    app = opened(lesson="")
    assert "report.signal" not in [button.key for button in app.button]
    lessons_of(app).memory.give("lesson.signal.amount", -3.0, 5)
    lessons_of(app).open("signal", "report")
    until(app, EN("lesson.signal.amount.question"))
    assert "10⁻³" in said(app) and EN("lesson.signal.amount.question") in said(app)


def sit(app: App, first: str = "") -> None:
    """Answer every question of the test that is open: the first with this, the others not."""
    for number, pair in enumerate(PAIRS.values(), start=1):
        assert len(app.radio) == 1 and app.radio[0].value == "unknown"
        assert EN("lessons.progress", at=number, count=len(PAIRS)) in said(app)
        assert EN(f"exam.{pair.name}.answer")[:20] not in said(app)
        if first and number == 1:
            app.radio[0].set_value(first)
        press(app, EN("lessons.commit"))


@pytest.mark.slow
def test_the_test_before_tells_no_answer_and_the_one_after_all_of_them_with_the_gain():
    app = opened(lesson="")
    next(button for button in app.button if button.key == "exam").click().run()
    sit(app)
    session, first = lessons_of(app), next(iter(PAIRS.values()))
    until(app, EN("exam.next"))
    assert EN(f"exam.{first.name}.answer")[:20] not in said(app) and f"./lessons?lesson={first.lesson}&" in said(app)
    session.open_exam("after")
    app.run()
    sit(app, "grows")
    until(app, EN("exam.column.gain"))
    assert EN("exam.gain.some", share=8, missing=len(PAIRS)) in said(app)
    assert EN(f"exam.{first.name}.answer")[:20] in said(app) and not app.exception
