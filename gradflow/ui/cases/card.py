"""One case: its statement and a vote; after the vote what its runs say, and how it is right."""

from collections.abc import Sequence

import streamlit as st

from gradflow.casebook.case import Case
from gradflow.casebook.code import PROGRAMS
from gradflow.casebook.rule import decided
from gradflow.casebook.running import steps_read
from gradflow.service.server import Server
from gradflow.service.training.at_once import at_once
from gradflow.text import Words
from gradflow.trace import Trace
from gradflow.ui.cases.measured import opens, source, table
from gradflow.ui.session.cases_session import CasesSession

STATEMENT = ("true", "depends", "false")
ASKS = {"articles": "vote", "published": "guess", "asked": "diagnose"}
PATIENCE = 20.0  # seconds: a program that is new is compiled in two or three


def card(server: Server, session: CasesSession, case: Case, listed: Sequence[Case], words: Words) -> None:
    """Nothing that gives the answer away is drawn, or sent, before there is one."""
    st.caption(words("cases.colon", name=words(f"cases.collections.{case.collection}"), text=source(case, words)))
    st.header(case.statement(words.language), anchor=False)
    answered = session.answers.get(case.id)
    if answered is None:
        _vote(session, case, words)
    else:
        _decided(server, case, answered, words)
        _explained(case, words)
    _ways(session, case, listed, words, answered)


def _vote(session: CasesSession, case: Case, words: Words) -> None:
    st.markdown(words(f"cases.{ASKS[case.collection]}"))
    with st.container(key="case_vote", horizontal=True):
        for answer in case.rule.answers if case.rule else STATEMENT:
            st.button(
                words(f"cases.answer.{answer}"),
                key=f"{words.language}.vote.{case.id}.{answer}",
                on_click=session.answers.__setitem__,
                args=(case.id, answer),
            )


def _decided(server: Server, case: Case, answered: str, words: Words) -> None:
    """What was answered beside what the runs say; where no run decides it, beside what is right."""
    traces: tuple[Trace, ...] | None = None
    answer = case.key
    if case.rule:
        with st.spinner(words("cases.running")):
            steps = steps_read(case.experiments, case.rule)
            traces = at_once(server.runs, case.experiments, steps, PATIENCE)
        if traces is None:
            st.warning(words("cases.failed"))
            return
        answer = decided(case.rule, traces) or "none"
    with st.container(key="case_verdict"):
        says = words("cases.verdict" if case.rule else "cases.key", answer=words(f"cases.answer.{answer}"))
        right = ("cases.right" if case.rule else "cases.right_text") if answered == answer else ""
        wrong = "cases.wrong_answer" if case.rule else "cases.wrong_text"
        yours = words("cases.your_answer", answer=words(f"cases.answer.{answered}"))
        st.markdown(f"**{says}**\n\n{yours} {words(right or wrong)}")
    if traces is None:
        st.markdown(words("cases.no_run"))
    else:
        st.markdown(table(case, traces, words))
        st.markdown(opens(case, words))


def _explained(case: Case, words: Words) -> None:
    heading = words("cases.because" if case.key == "true" else "cases.correct")
    st.markdown(f"**{heading}**\n\n{case.correct(words.language)}")
    if case.code:
        program = PROGRAMS[case.code]
        if program.stops:
            st.markdown(f"**{words('cases.stops')}**")
            st.code(program.stops, language=None, wrap_lines=True)
        st.markdown(f"**{words('cases.repaired' if program.stops else 'cases.held_against', needs=program.needs)}**")
        st.code(program.repaired, language=None, wrap_lines=True)  # colours of Streamlit's are hard to read


def _ways(session: CasesSession, case: Case, listed: Sequence[Case], words: Words, answered: str | None) -> None:
    """To the case before, to the next, and back to the vote."""
    names = [each.id for each in listed]
    place = names.index(case.id)
    with st.container(key="case_ways", horizontal=True):
        for name, to in (("previous", place - 1), ("next", place + 1)):
            st.button(
                words(f"cases.{name}"),
                key=f"{words.language}.cases.{name}",
                disabled=not 0 <= to < len(names),
                on_click=lambda to=to: setattr(session, "opened", names[to]),
            )
        if answered is not None:
            st.button(
                words("cases.again"),
                key=f"{words.language}.cases.again",
                on_click=session.forget,
                args=(case.id,),
            )
    st.caption(words("cases.place", number=place + 1, count=len(names)))
