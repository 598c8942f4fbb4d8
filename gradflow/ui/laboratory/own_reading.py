"""What a learner's own file was read as, and the controls that say otherwise."""

from collections.abc import Callable

import streamlit as st

from gradflow.reading import encoding_name, preview, read_as
from gradflow.tasks.own import MOST_INPUTS, OFFERED, Own
from gradflow.text import Words, quoted
from gradflow.ui.session.browser_state import is_echo, show, value_of
from gradflow.ui.widgets.menu import menu

WIDTH = 340  # pixels; a phone has no more
ROOM = 6  # rows of the preview; more of them scroll in so much room
HEIGHT = 320  # of them
MARKS = {".": "point", ",": "comma"}
WAYS = {"number": "own.number", "classes": "own.classes"}
Answer = Callable[..., None]


def asked(own: Own, words: Words, answer: Answer) -> None:
    """What the file itself leaves open: whether whole numbers are classes, and which mark is the decimal's."""
    key = f"{words.language}.own"
    if own.either:
        learned = "classes" if own.task.classes else "number"
        says = {way: words(name) for way, name in WAYS.items()}
        menu(f"{key}.learn", words("own.learn"), list(WAYS), learned, lambda way: answer(learn=way), says.__getitem__)
    if own.table.open:
        says = {mark: words(f"own.decimal.{name}") for mark, name in MARKS.items()}
        shown = own.table.decimal
        menu(f"{key}.mark", words("own.mark"), list(MARKS), shown, lambda m: answer(decimal=m), says.__getitem__)


def reading(own: Own, words: Words, answer: Answer) -> None:
    """Behind a button: sentences on how the file was read, its first rows, and what may be said otherwise."""
    key = f"{words.language}.own"
    button = st.popover(words("own.preview.title"), icon=":material/table_view:", width="stretch", key="own_reading")
    with button, st.container(width=WIDTH):
        st.caption(" ".join(read_as(own, words)))
        rows, beyond = preview(own, words)
        height = HEIGHT if len(rows) > ROOM else "content"  # so that the controls stay within reach
        st.table(rows, height=height, hide_index=True, alt=words("own.preview.alt", file=quoted(own.file)))
        if beyond:
            st.caption(beyond)
        _inputs(f"{key}.inputs", own, words, answer)
        _switch(f"{key}.header", words("own.header"), own.table.header, lambda on: answer(header=on))
        if own.table.nines:
            _switch(f"{key}.nines", words("own.nines"), own.answers.nines, lambda on: answer(nines=on))
        if own.table.guessed:
            offered = list(dict.fromkeys([own.table.encoding, *OFFERED]))
            taken, label = own.table.encoding, words("own.encoding")
            menu(f"{key}.encoding", label, offered, taken, lambda name: answer(encoding=name), encoding_name)


def _inputs(key: str, own: Own, words: Words, answer: Answer) -> None:
    """Every column but the target may enter or stay out, whatever the rules say."""
    names = [column.name for column in own.columns]
    offered = [name for place, name in enumerate(names) if place != own.target]
    used = [name for name, role in zip(names, own.roles, strict=True) if role == "input"]
    show(key, used)

    def chosen() -> None:
        wanted = value_of(key)
        if is_echo(key) or not set(wanted) <= set(offered):
            return
        more, less = ({names.index(n) for n in these} for these in (set(wanted) - set(used), set(used) - set(wanted)))
        before = own.answers
        answer(use=before.use - less | more, leave=before.leave - more | less)

    st.multiselect(words("own.inputs"), offered, used, key=key, on_change=chosen, max_selections=MOST_INPUTS)


def _switch(key: str, label: str, on: bool, choose: Callable[[bool], None]) -> None:
    show(key, on)

    def chosen() -> None:
        if not is_echo(key) and value_of(key) != on:
            choose(value_of(key))

    st.toggle(label, on, key=key, on_change=chosen)
