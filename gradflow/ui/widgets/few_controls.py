"""A link with few controls: a teacher says what learners may change, and everything else stays as it is."""

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from gradflow.experiment import Experiment
from gradflow.fields import Number
from gradflow.link import ASK, LANGUAGE, ONLY, OWN, PROJECTOR, SCREEN
from gradflow.text import Words, number
from gradflow.ui.session.address import Said
from gradflow.ui.session.browser_state import visit
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.offered import Range, said_of
from gradflow.ui.session.place import LONGEST
from gradflow.ui.widgets.controls import relevant, rule_of
from gradflow.ui.widgets.numbers.slider_stops import scale


def few_controls(session: LabSession, words: Words) -> None:
    """Where the page has few controls already, it says so; else the builder of such a link."""
    if session.only is not None:
        st.caption(words("few.on"))
        return
    with st.expander(words("few.title"), key="few_controls"):
        names = [name for name in session.now.described() if relevant(session.now, name)]
        chosen = st.multiselect(
            words("few.which"),
            names,
            format_func=lambda name: words(f"field.{name}.label"),
            key=f"{words.language}.few",
        )
        offered = {name: _ends(session.now, name, words) for name in chosen}
        projector = st.toggle(words("few.projector"), key=f"{words.language}.few_projector")
        asked = " ".join(st.text_input(words("few.ask"), max_chars=LONGEST, key=f"{words.language}.few_ask").split())
        says = visit().address.says | {ONLY: [said_of(offered)]} | ({SCREEN: [PROJECTOR]} if projector else {})
        says |= {ASK: [asked]} if asked else {}
        here = (st.context.url or "").partition("?")[0]
        st.code(f"{here}?{urlencode(says, doseq=True, safe=':,')}", language=None, wrap_lines=True)
        st.caption(words("few.about"))
        of_room = urlencode({OWN: urlencode(_of_room(says), doseq=True, safe=":,"), LANGUAGE: words.language})
        st.markdown(f"[{words('few.room')}](./room?{of_room})")


def _of_room(says: Said) -> Said:
    """What of the link a room keeps."""
    return {name: texts for name, texts in says.items() if name not in (SCREEN, LANGUAGE)}


def _ends(experiment: Experiment, name: str, words: Words) -> Range | None:
    """From where to where learners may move a number; None for all the way, and for what is none."""
    rule = rule_of(experiment, name)
    if not isinstance(rule, Number):
        return None
    whole = (rule.low, rule.high)
    label = words("few.range", field=words(f"field.{name}.label"))
    common: dict[str, Any] = {"label": label, "key": f"{words.language}.few.{name}"}
    if rule.log:
        found = st.select_slider(options=scale(rule, rule.low), value=whole, format_func=number, **common)
    elif rule.whole:
        low, high = map(int, whole)
        found = st.slider(min_value=low, max_value=high, value=(low, high), step=int(rule.step or 1), **common)
    else:
        found = st.slider(min_value=rule.low, max_value=rule.high, value=whole, step=rule.step, format="%g", **common)
    low, high = found
    return (low, high) if (low, high) != whole and low < high else None
