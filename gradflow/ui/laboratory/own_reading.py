"""What a learner's own file was read as, and the controls that say otherwise."""

from collections.abc import Callable
from zlib import crc32

import streamlit as st

from gradflow.reading import ROWS, encoding_name, left_out, preview, read_as
from gradflow.tasks.own import MOST_INPUTS, OFFERED, Own
from gradflow.text import Words, quoted
from gradflow.ui.session.browser_state import bound, bound_set
from gradflow.ui.widgets.menu import menu

WIDTH = 340  # pixels; a phone has no more
ROOM = 6  # rows of the preview; more of them scroll in so much room
HEIGHT = 320  # of them
MARKS = {".": "point", ",": "comma"}
WAYS = {"number": "own.number", "classes": "own.classes"}
Answer = Callable[..., None]


def control_of(own: Own, words: Words) -> str:
    """What the keys of a file's controls begin with: another file's are others, for a browser that is told new options
    keeps the place of the one it showed."""
    return f"{words.language}.own.{crc32(own.content):08x}"


def asked(own: Own, words: Words, answer: Answer) -> None:
    """What the file itself leaves open: what a row is, whether whole numbers are classes, and which mark is the
    decimal's."""
    key = control_of(own, words)
    if own.row in ROWS:
        says = {row: words(f"own.row.{row}") for row in ROWS}
        anew = {"target": None, "learn": None}
        menu(f"{key}.row", words("own.row.label"), ROWS, own.row, lambda row: answer(row=row, **anew), says.__getitem__)
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
    key = control_of(own, words)
    button = st.popover(words("own.preview.title"), icon=":material/table_view:", width="stretch", key="own_reading")
    with button, st.container(width=WIDTH):
        st.caption(" ".join([*left_out(own, words), *read_as(own, words)]))
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
    before = own.answers  # Streamlit keeps the function after the file has gone, and must not keep the file with it

    def chosen(more: set[str], less: set[str]) -> None:
        if more | less <= set(offered):
            on, off = ({names.index(name) for name in these} for these in (more, less))
            answer(use=before.use - off | on, leave=before.leave - on | off)

    shown = {"max_selections": MOST_INPUTS, "placeholder": words("own.choose")} | bound_set(key, used, chosen)
    st.multiselect(words("own.inputs"), offered, used, **shown)


def _switch(key: str, label: str, on: bool, choose: Callable[[bool], None]) -> None:
    st.toggle(label, on, **bound(key, on, choose))
