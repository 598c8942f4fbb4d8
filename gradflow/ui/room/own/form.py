"""Questions of a teacher's own, as she writes them: text, choices, and which is right or what the run decides by."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from gradflow.classroom.own.asked import (
    LONGEST_OPTION,
    LONGEST_QUESTION,
    LONGEST_WHY,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    OwnLesson,
    OwnQuestion,
    Unfit,
    checked_own,
    reads_of,
)
from gradflow.classroom.own.marking import RUN, Marking
from gradflow.experiment import Experiment
from gradflow.fields import Number, allows
from gradflow.lessons.prompt import Choose
from gradflow.lessons.readings import reading
from gradflow.service.server import Server
from gradflow.service.training.run_group import RunGroup
from gradflow.text import Words
from gradflow.ui.lessons.setting import setting
from gradflow.ui.lessons.style import style as lesson_style
from gradflow.ui.room.own.link import OwnLink
from gradflow.ui.session.browser_state import bound, value_of
from gradflow.ui.session.visit import Visit
from gradflow.ui.widgets.numbers.number_field import nearest, number_field

COUNT = Number(1, MOST_QUESTIONS, whole=True)
PATIENCE = 1.5  # seconds of training for each drawing of the form
Written = Callable[[], OwnLesson]


def own_form(visit: Visit, link: OwnLink, open_room: Callable[[Written, bool], None], words: Words) -> None:
    """open_room: told how to make what the room asks, and whether a class is simulated."""
    lesson_style()
    st.subheader(words("class.own.title"), anchor=False)
    st.markdown(words("class.own.how"))
    setting(link.experiment, words)
    typed = number_field(words("class.own.count"), COUNT, 1, words, key=_key("count"))
    for number in range(nearest(COUNT, typed)):
        _question(visit, link, number, words)
    with st.container(horizontal=True):
        for key, rehearsal in {"class.open.button": False, "class.open.rehearse": True}.items():
            kind = "secondary" if rehearsal else "primary"
            st.button(
                words(key),
                type=kind,
                key=_key(key),
                on_click=open_room,
                args=(partial(written, visit, link), rehearsal),
            )


def written(visit: Visit, link: OwnLink) -> OwnLesson:
    """What the form says by now. Raises Unfit."""
    count = value_of(_key("count"))
    if not allows(COUNT, count):
        raise Unfit("count")
    questions = tuple(_written(visit, link.experiment, number) for number in range(int(count)))
    return checked_own(OwnLesson(link.link, questions, link.view, link.only))


def _question(visit: Visit, link: OwnLink, number: int, words: Words) -> None:
    key = partial(_key, number=number)
    with st.container(border=True):
        asked = link.ask if number == 0 else ""
        label = words("class.own.question", number=1 + number)
        st.text_area(label, asked, height=70, max_chars=LONGEST_QUESTION, key=key("text"))
        most = MOST_OPTIONS * (LONGEST_OPTION + 1)
        st.text_area(words("class.own.options", most=MOST_OPTIONS), height=110, max_chars=most, key=key("options"))
        marking = _marking(visit, number)
        options, choices = marking.options, [RUN, *range(len(marking.options))]
        st.selectbox(
            words("class.own.which"),
            choices,
            index=None if marking.right is None else choices.index(marking.right),
            placeholder=words("class.own.choose"),
            format_func=lambda at: words("class.own.run") if at == RUN else options[at],
            **bound(f"{key('right')}.{marking.turn}", marking.right, marking.mark),
        )
        if marking.right == RUN:
            _decided(visit.server, link.experiment, number, len(options), words)
        st.text_area(words("class.own.why"), height=70, max_chars=LONGEST_WHY, key=key("why"))


def _decided(server: Server, experiment: Experiment, number: int, count: int, words: Words) -> None:
    """By what the run decides, and what it says."""
    key, steps = partial(_key, number=number), _steps(experiment)
    st.selectbox(
        words("class.own.reads_title"),
        reads_of(experiment),
        format_func=lambda name: words(f"class.own.reads.{name}"),
        key=key("reads"),
    )
    with st.container(horizontal=True):
        with st.container():
            typed = number_field(words("class.own.at"), steps, 0, words, key=key("at"))
        for bound in range(count - 1):
            label = words("class.own.bound", lower=1 + bound, upper=2 + bound)
            st.number_input(label, value=None, format="%g", key=key(f"bound_{bound}"))
    reads, at = str(value_of(key("reads"))), nearest(steps, typed)
    group = RunGroup(server.runs, [experiment])
    group.advance(at + 1, PATIENCE)
    if group.there(at + 1):
        value = reading(Choose(reads=reads, at=at, options=()), group.traces(at + 1)[0])
        st.caption(words("class.own.says", value=f"{value:.3g}"))
    else:
        st.caption(words("lessons.running"))


def _written(visit: Visit, experiment: Experiment, number: int) -> OwnQuestion:
    key, marking = partial(_key, number=number), _marking(visit, number)
    options, right = marking.options, marking.right
    text, why = " ".join(_text(number, "text").split()), _text(number, "why").strip()
    if right is None:
        raise Unfit("right" if options else "options", 1 + number)
    if right != RUN:
        return OwnQuestion(text, options, right, why=why)
    try:
        if not allows(_steps(experiment), value_of(key("at"))):
            raise Unfit("at", 1 + number)
        bounds = tuple(float(value_of(key(f"bound_{bound}"))) for bound in range(len(options) - 1))
        return OwnQuestion(text, options, None, value_of(key("reads")), int(value_of(key("at"))), bounds, why)
    except (KeyError, TypeError):  # not entered, or not asked for before this click
        raise Unfit("bounds", 1 + number) from None


def _steps(experiment: Experiment) -> Number:
    return Number(0, experiment.steps - 1, whole=True)


def _marking(visit: Visit, number: int) -> Marking:
    """Of the choices as they are by now."""
    marking = visit.markings.setdefault(number, Marking())
    marking.follow(_options(number))
    return marking


def _options(number: int) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in _text(number, "options").splitlines())
    return tuple(line for line in lines if line)


def _text(number: int, name: str) -> str:
    return str(value_of(_key(name, number)) or "")


def _key(name: str, number: int | None = None) -> str:
    return f"own.{name}" if number is None else f"own.{name}.{number}"
