"""The page of cases: what is right is nowhere on it before the vote; after it, runs decide."""

import dataclasses

import pytest

import gradflow
from gradflow.casebook import Case
from gradflow.casebook.code import PROGRAMS
from gradflow.casebook.running import steps_read
from gradflow.text import Words
from gradflow.ui.cases import page
from gradflow.ui.cases.measured import opens
from tests.ui.app import App, visit_of

pytestmark = pytest.mark.slow

CASES = {case.id: case for case in gradflow.cases()}
ENGLISH = Words("en")


def opened(name: str, language: str = "en") -> App:
    app = App.new().run()
    app.switch_page("pages/cases.py")
    app.query_params["case"] = name  # a switch of pages empties the query
    app.query_params["lang"] = language
    visit_of(app).address.unread = True  # as a browser's is that opens the link
    app.run()
    return app


def said(app: App) -> str:
    return "\n".join([*(each.value for each in app.markdown), *(each.value for each in app.header)])


def sent(app: App) -> str:
    """All that the browser is sent of the page."""
    return "\n".join(str(element.proto) for element in app.main if hasattr(element, "proto"))


def vote(app: App, case: Case, answer: str) -> App:
    app.button(key=f"en.vote.{case.id}.{answer}").click().run()
    return app


@pytest.mark.parametrize("name", ["000.13", "000.16", "published.saxe2014", "asked.large_tanh"])
def test_before_the_vote_the_browser_is_sent_the_same_whatever_is_right(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, app = CASES[name], opened(name)
    assert not app.exception and case.statement("en") in said(app)
    before = sent(app)
    answers = case.rule.answers if case.rule else ("true", "depends", "false")
    assert {f"en.vote.{name}.{answer}" for answer in answers} <= {button.key for button in app.button}
    for secret in (case.correct("en"), ENGLISH("cases.correct"), *(run.to_query() for run in case.experiments)):
        assert secret and secret not in before
    for other in set(answers) - {case.key}:
        planted = tuple(dataclasses.replace(c, key=other) if c is case else c for c in CASES.values())
        monkeypatch.setattr(page, "cases", lambda planted=planted: planted)
        assert sent(opened(name)) == before


def test_after_the_vote_the_runs_decide_beside_the_claim() -> None:
    case = CASES["000.13"]
    app = vote(opened(case.id), case, "true")
    assert not app.exception
    text = said(app)
    assert "The runs say: It depends" in text and "You said “True”. The runs say otherwise." in text
    assert "−4.44" in text and case.correct("en") in text
    assert all(f"](./?{run.to_query()}" in text for run in case.experiments)
    assert visit_of(app).cases.answers == {case.id: "true"}
    app.button(key="en.cases.again").click().run()
    assert case.correct("en") not in said(app) and not visit_of(app).cases.answers


def test_a_paper_s_number_stands_beside_ours() -> None:
    case = CASES["published.zhang2019"]
    text = said(vote(opened(case.id), case, "agrees"))
    assert "| The paper | Here |" in text and "| 4.36 | 4.55 |" in text and "So do the runs." in text


def test_what_no_run_decides_is_answered_by_what_is_known() -> None:
    case = CASES["000.16"]
    text = said(vote(opened(case.id), case, "false"))
    assert "The right answer: False" in text and ENGLISH("cases.no_run") in text and case.correct("en") in text


def test_a_program_that_fails_has_its_error_and_a_repaired_one_beside_it() -> None:
    case = CASES["001.11"]
    assert not opened(case.id).code
    app = vote(opened(case.id), case, "true")
    assert [each.value for each in app.code] == [PROGRAMS["line"].stops, PROGRAMS["line"].repaired.strip()]


def test_a_filter_leaves_what_it_says_and_the_next_case_is_one_of_it() -> None:
    app = opened("000.13")
    app.selectbox(key="en.cases.collection").select("asked").run()
    assert app.radio[0].options == [case.statement("en") for case in CASES.values() if case.collection == "asked"]
    app.text_input(key="en.cases.search").input("LSTM").run()
    shown = app.radio[0].options
    assert 1 <= len(shown) <= 4 and all("LSTM" in each for each in shown)
    app.button(key="en.cases.next").click().run()
    assert app.header[0].value == shown[1]
    app.text_input(key="en.cases.search").input("nothing like it").run()
    assert ENGLISH("cases.nothing") in said(app)


def test_in_chinese_it_speaks_chinese() -> None:
    app = opened("000.13", "zh")
    assert CASES["000.13"].statement("zh") in said(app) and not app.exception
    assert app.radio[0].options[0] == CASES["000.1"].statement("zh")


def test_a_case_that_there_is_not_is_named_above_the_list():
    assert ENGLISH("cases.unknown", name="nothing.9") in [each.value for each in opened("nothing.9").warning]
    assert not opened("000.13").warning


def test_a_run_opens_where_the_case_reads_it_last():
    """Without a step where the whole run is read."""
    decided = [(case, case.rule) for case in CASES.values() if case.rule]
    for case, rule in decided:
        for experiment, steps in zip(case.experiments, steps_read(case.experiments, rule), strict=True):
            place = f"step={steps}&lang=en)" if steps < experiment.steps else f"{experiment.to_query()}&lang=en)"
            assert place in opens(case, ENGLISH)
