"""The test before the lessons and after them: one question after the other, then the score, then what was gained."""

from functools import partial

import streamlit as st

from gradflow.lessons import LESSONS
from gradflow.lessons.exam import FORMS, ExamPair, Score, score, scores
from gradflow.lessons.exam.pair import AFTER, BEFORE, UNKNOWN
from gradflow.lessons.exam.pairs import ALL, TOPICS
from gradflow.lessons.memory import Given, LearnerMemory
from gradflow.lessons.readings import reading
from gradflow.text import Words
from gradflow.trace import Trace
from gradflow.ui.lessons.gathering import gathered
from gradflow.ui.lessons.setting import address, setting
from gradflow.ui.session.browser_state import value_of
from gradflow.ui.session.lessons.lessons_session import LessonsSession
from gradflow.ui.session.visit import Visit
from gradflow.ui.widgets.language_chooser import chooser
from gradflow.ui.widgets.streaming import show


def exam(visit: Visit, session: LessonsSession, words: Words) -> None:
    pair = score.open_pair(session.memory, session.exam)
    with st.container(horizontal=True, vertical_alignment="center", key="lesson_head"):
        icon = ":material/arrow_back:"
        st.button(words("lessons.all"), icon=icon, type="tertiary", on_click=session.open, args=("",))
        if pair is not None:
            at, count = 1 + ALL.index(pair), len(ALL)
            st.progress((at - 1) / count, width="stretch")
            st.markdown(words("lessons.progress", at=at, count=count), width="content")
        with st.container(width="content"):
            chooser(words)
    if pair is not None:
        show(visit, None)
        _asked(session, pair, words)
        return
    with st.container(key="lesson_words"):
        _result(visit, session, words)


def _asked(session: LessonsSession, pair: ExamPair, words: Words) -> None:
    """One question, beside its network; what all of them have in common stands before the first."""
    form, key = session.exam, f"{words.language}.{pair.key(session.exam)}"
    text, beside = st.columns([4, 5], gap="medium")
    with text:
        st.title(words(f"exam.title.{form}"), anchor=False)
        if pair is ALL[0]:
            st.markdown(words("exam.about", count=len(ALL)))
            if form == AFTER and not score.taken(session.memory, BEFORE):
                st.markdown(words("exam.no_before"))
        with st.form(f"form.{key}", border=False):
            with st.container(key="answer_field"):
                options = [option.name for option in pair.prompt.options]
                st.radio(
                    f"**{pair.question(form, words)}**",
                    [*options, UNKNOWN],
                    index=len(options),
                    key=key,
                    format_func=partial(_option, pair, words),
                )
            commit = partial(_commit, session, key)
            st.form_submit_button(words("lessons.commit"), type="primary", on_click=commit, key=f"commit-{pair.name}")
    with beside:
        setting(pair.experiment(form), words)


def _option(pair: ExamPair, words: Words, name: str) -> str:
    return words("exam.unknown" if name == UNKNOWN else f"exam.{pair.name}.option.{name}")


def _commit(session: LessonsSession, key: str) -> None:
    session.commit_exam(value_of(key))


def _result(visit: Visit, session: LessonsSession, words: Words) -> None:
    """What runs say of the answers; and of which question which answer is right, once the second form was taken."""
    memory = session.memory
    forms = FORMS if score.taken(memory, AFTER) else (BEFORE,)
    st.title(words("exam.result"), anchor=False)
    experiments, steps = score.needed(forms)
    traces = gathered(visit, session, list(zip(experiments, steps, strict=True)), words)
    if traces is None:
        return
    by_form = {form: traces[number * len(ALL) : (number + 1) * len(ALL)] for number, form in enumerate(forms)}
    for form, found in by_form.items():
        score.mark(memory, form, found)
    st.markdown(_table(scores(memory), words))
    if AFTER not in forms:
        st.markdown(words("exam.next"))
        st.markdown(_lessons(memory, words))
        return
    st.markdown(_said(scores(memory)[""], words))
    for number, pair in enumerate(ALL):
        _answered(memory, number + 1, pair, {form: found[number] for form, found in by_form.items()}, words)
    st.button(words("exam.again"), on_click=_again, args=(session,))


def _table(found: dict[str, Score], words: Words) -> str:
    """A row a topic, and one for all."""
    heads = [words(f"exam.column.{name}") for name in ("topic", *FORMS, "gain")]
    rows = [_row(topic, found[topic], words) for topic in (*TOPICS, "")]
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _row(topic: str, each: Score, words: Words) -> list[str]:
    gain = "–" if each.gain is None else f"{100 * each.gain:.0f}%".replace("-", "−")
    return [words(f"exam.topic.{topic or 'all'}"), _of(each, each.before, words), _of(each, each.after, words), gain]


def _of(each: Score, right: int | None, words: Words) -> str:
    return "–" if right is None else words("exam.of", right=right, count=each.count)


def _said(whole: Score, words: Words) -> str:
    """The gain in a sentence; none where there was no first form, or nothing to gain."""
    if whole.before is None:
        return words("exam.gain.none")
    if whole.gain is None:
        return words("exam.gain.full")
    kind = "some" if whole.gain > 0 else "nothing"
    return words(f"exam.gain.{kind}", share=f"{100 * whole.gain:.0f}", missing=whole.count - whole.before)


def _lessons(memory: LearnerMemory, words: Words) -> str:
    """Those that teach what was not known, each once, in the order of the course."""
    missed = [pair.lesson for pair in ALL if not memory.answers[pair.key(BEFORE)].right]
    numbered = [(number, name) for number, name in enumerate(LESSONS, start=1) if name in missed]
    return "\n".join(f"- {_link(number, name, words)}" for number, name in numbered)


def _link(number: int, name: str, words: Words) -> str:
    title = words("lessons.numbered", number=number, title=words(f"lesson.{name}.title"))
    return f"[{title}](./lessons?lesson={name}&lang={words.language})"


def _answered(memory: LearnerMemory, number: int, pair: ExamPair, traces: dict[str, Trace], words: Words) -> None:
    """Of one pair: both questions, what was answered, and why it is so."""
    given = {form: memory.answers.get(pair.key(form)) for form in FORMS}
    signs = {form: _sign(each, words) for form, each in given.items()}
    label = words("exam.pair", number=number, title=words(f"lesson.{pair.lesson}.title"), **signs)
    with st.expander(label, key=f"exam.{number}"):
        for form, each in given.items():
            said = _option(pair, words, str(each.answer)) if each else words("exam.not_taken")
            run = f"[{words('lessons.open_run')}]({address(pair.experiment(form), words)})"
            answered = words(f"exam.yours.{form}", answer=f"{signs[form]} {said}", run=run)
            st.markdown(f"{pair.question(form, words)}\n\n{answered}")
        st.markdown(pair.answer({form: reading(pair.prompt, trace) for form, trace in traces.items()}, words))


def _sign(given: Given | None, words: Words) -> str:
    return words(f"exam.sign.{'right' if given.right else 'wrong'}") if given else "–"


def _again(session: LessonsSession) -> None:
    score.forget(session.memory)
    session.open_exam(BEFORE)
