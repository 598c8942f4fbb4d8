"""What a teacher is told in the pane, and the class on the projector, and what leads on from there."""

import pytest

from gradflow.classroom.say import alias
from gradflow.ui.room import pulse
from gradflow.ui.session.lessons.room_session import LEARNER, PANE
from tests.classroom.klass import STEPS, Class
from tests.ui.app import App
from tests.ui.room.sides import EN, PROJECTOR, press, said, session_of, until_told

VOTED = 10  # which question of the lesson is the sentence that is voted on


def test_the_teacher_moves_the_class_and_a_learner_who_was_removed_is_told(klass: Class, side) -> None:
    learner, pane = side(LEARNER), side(PANE)
    for move in ("begin", "vote"):
        next(each for each in pane.button if each.key == f"move.{move}").click()
        pane.run()
        assert not pane.exception
    assert klass.room.progress.phase == "vote"
    assert "move.begin" not in [each.key for each in pane.button]
    (toggle,) = [each for each in pane.toggle if each.label == EN("class.flag.paused")]
    toggle.set_value(True)
    pane.run()
    learner.run()
    assert EN("class.vote.paused") in said(learner)
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
    pane.run()
    projector.run()
    names = [alias(each.alias, EN) for each in (ann, bob)]
    assert EN("class.people.answered", names=names[0]) in said(pane)
    assert EN("class.people.waiting", names=names[1]) in said(pane)
    session = session_of(pane)
    assert session.left == 0 and session.late == (1, pytest.approx(60, abs=30))
    assert EN("class.vote.late") in said(projector)
    klass.answer("bob")
    projector.run()
    assert session.late == (0, 0.0) and EN("class.vote.over") in said(projector)


def test_the_host_reads_that_the_vote_is_paused_or_that_its_time_is_up(klass: Class, side) -> None:
    klass.go("begin", "vote", seconds=0.01)
    pane = side(PANE)
    assert EN("class.vote.over") in said(pane) and EN("class.rehearse.button") not in [b.label for b in pane.button]
    klass.classroom.rooms.set(klass.code, "paused", True)
    assert EN("class.vote.paused") in said(pane.run())


def test_what_belongs_to_a_vote_or_to_joining_goes_with_it(klass: Class, side) -> None:
    klass.join("ann")
    klass.go("begin", "vote")
    pane = side(PANE)

    def there() -> tuple[bool, bool, bool]:
        [who] = [each for each in pane.selectbox if each.key == "room_who"]
        who.set_value("ann").run()
        labels = [each.label for each in pane.expander]
        more = "room_more" in [each.key for each in pane.button]
        return EN("class.people.waiting", names="")[:8] in said(pane), more, EN("class.pane.join") in labels

    assert there() == (True, True, True)
    klass.go("reveal")
    assert there() == (False, False, True)
    klass.go("end")
    assert there() == (False, False, False)


@pytest.mark.parametrize(("round_", "key"), [(1, "class.vote.open"), (2, "class.vote.again")])
def test_the_projector_says_that_the_vote_is_open_in_which_round_and_on_which_question(
    klass: Class, side, monkeypatch: pytest.MonkeyPatch, round_: int, key: str
) -> None:
    data: list[dict] = []
    monkeypatch.setattr(pulse, "_component", lambda: lambda **said: data.append(said["data"]))
    klass.go("begin", "next", "vote", *["discuss", "vote_again"][: 2 * round_ - 2])
    assert EN(key) in said(side(PROJECTOR))
    assert data[-1]["line"].startswith(f"Voting, round {round_} · question 2 of {STEPS} · ")


def test_the_teacher_reads_as_many_answers_as_the_bars_are_made_of(
    klass: Class, side, monkeypatch: pytest.MonkeyPatch
) -> None:
    data: list[dict] = []
    monkeypatch.setattr(pulse, "_component", lambda: lambda **said: data.append(said["data"]))
    klass.join("ann", "bob", "cid")
    klass.go("begin", "next", "vote")
    pane = side(PANE)
    for count, who in enumerate(("ann", "bob", "cid"), start=1):
        klass.answer(who, "still")  # and the pulse of half a second ago knows nothing of it
        pane.run()
        assert data[-1]["answered"] == count


def test_what_is_right_is_marked_below_the_word_that_it_is_for_the_teacher_alone(klass: Class, side) -> None:
    klass.go("begin", *["next"] * 6, "vote")
    pane = side(PANE)
    until_told(pane, EN)
    order = [EN("class.pane.private"), f"<b>{EN('lessons.measured')}"]
    drawn = [str(getattr(each, "value", "")) + str(getattr(each.proto, "body", "")) for each in pane.main]
    assert [text for each in drawn for text in order if text in each] == order


def test_a_rehearsal_is_called_one_and_each_vote_has_its_button_beside_the_moves(klass: Class, side) -> None:
    app = App.new()
    app.query_params["lang"] = "en"
    app.switch_page("pages/room.py").run()
    press(app, "class.open.rehearse")
    assert "rehearsal" in app.success[0].value
    pane = side(PANE)
    assert EN("class.rehearse.on") in said(pane)
    klass.go("begin", "vote")
    keys = [each.key or each.label for each in pane.run().button]
    assert keys.index(EN("class.rehearse.button")) < keys.index("move.reset")
    press(pane, "class.rehearse.button")
    assert klass.count() > 20
    klass.classroom.rooms.set(klass.code, "paused", True)
    assert EN("class.rehearse.button") not in [each.label for each in pane.run().button]


def test_after_the_last_question_there_is_no_next_one_and_the_end_is_confirmed(klass: Class, side) -> None:
    klass.go("begin", *["next"] * (STEPS - 1))
    pane = side(PANE)
    keys = [each.key for each in pane.button]
    assert "move.vote" in keys and "move.next" not in keys and keys.count("move.end") == 1
    assert EN("class.take.end_sure") in said(pane)


def test_before_the_homework_a_class_is_offered_its_end_and_homework_is_marked(klass: Class, side) -> None:
    klass.go("begin", *["next"] * VOTED, "vote", "reveal", "explain")
    pane = side(PANE)
    until_told(pane, EN)
    kinds = {each.key: each.proto.type for each in pane.button if each.key in ("move.next", "move.end")}
    assert kinds["move.next"] == "secondary" and EN("class.pane.homework_next", count=3) in said(pane)
    assert EN("class.pane.homework") not in pulse.where(session_of(pane), EN)
    klass.go("next")
    pane.run()
    assert pulse.where(session_of(pane), EN).endswith(EN("class.pane.homework"))
    learner = side(LEARNER)
    klass.go("end")
    assert EN("lesson.signal.synthesis.question") in said(learner.run())
