"""A field for a number that has bounds. Streamlit, told of them, would refuse in English only: here whatever was typed
arrives, and what is not allowed is refused in a sentence in the page's language."""

from typing import Any

import streamlit as st

from gradflow.fields import Number, allows
from gradflow.text import Words


def number_field(label: str, rule: Number, value: float, words: Words, **more: Any) -> float:
    """What the field says by now; where that is not allowed it says so, and `rule` has to be asked."""
    typed = st.number_input(label, value=float(value), step=float(rule.step or 1), format="%g", **more)
    if not allows(rule, typed):
        refusal(label, rule, typed, words)
    return typed


def nearest(rule: Number, typed: float) -> int:
    """The whole number that is allowed, and next to what was typed."""
    return round(min(max(typed, rule.low), rule.high))


def refusal(label: str, rule: Number, typed: float, words: Words) -> None:
    st.warning(words.refused(label, typed, words.between(rule.low, rule.high, rule.whole)))
