"""The page of the glossary: what was asked for, terms in groups, letters of the formulas, pictures, and all choices."""

from collections.abc import Callable, Iterable

import streamlit as st

from gradflow.experiment import described_fields
from gradflow.fields import Choice
from gradflow.link import TERM
from gradflow.networks import FAMILIES
from gradflow.presets import PRESETS, Preset
from gradflow.presets.glossary import GLOSSARY, SYMBOLS
from gradflow.text import Words
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from gradflow.ui.session.browser_state import visit
from gradflow.ui.session.opening import open_glossary
from gradflow.ui.streamlit_internals.entry_script import run_in_entry_script
from gradflow.ui.widgets.address_bar import address_bar
from gradflow.ui.widgets.formulas import formula, source
from gradflow.ui.widgets.language_chooser import chooser

Entry = tuple[str, str]  # its heading and its text, as markdown


def page() -> None:
    """A link to one entry shows it above all others: formulas that come late would move it away from an anchor."""
    run_in_entry_script()
    visit_ = visit()
    words = visit_.words
    entries = _terms(words) | _choices(words)
    asked = st.query_params.get(TERM, "")
    open_glossary(visit_, asked if asked in entries else "")
    address_bar(visit_, words)
    with st.sidebar:
        chooser(words)
    with st.container(key="glossary"):
        st.title(words("glossary.title"), anchor=False)
        st.markdown(words("glossary.intro"))
        if asked in entries:
            with st.container(border=True, key="asked_for"):
                heading, text = entries[asked]
                st.header(heading, anchor=False)
                st.markdown(text)
        for group in dict.fromkeys(term.group for term in GLOSSARY.values()):
            st.header(words(f"glossary.group.{group}"), anchor=group)
            _show(entries, lambda name, group=group: name in GLOSSARY and GLOSSARY[name].group == group)
        st.header(words("glossary.symbols"), anchor="symbols")
        st.markdown(_list(((f"${latex}$", words(f"glossary.symbol.{name}")) for name, latex in SYMBOLS.items()), words))
        st.header(words("glossary.pictures"), anchor="pictures")
        st.markdown(_list(_pictures(words), words))
        st.header(words("glossary.choices"), anchor="choices")
        _show(entries, lambda name: name not in GLOSSARY)


def _show(entries: dict[str, Entry], wanted: Callable[[str], bool]) -> None:
    for name, (heading, text) in entries.items():
        if wanted(name):
            st.subheader(heading, anchor=name)
            st.markdown(text)


def _terms(words: Words) -> dict[str, Entry]:
    return {name: (words(f"term.{name}.name"), _term(name, words)) for name in GLOSSARY}


def _term(name: str, words: Words) -> str:
    """Its sentences; below, its formula and a link to its run."""
    term = GLOSSARY[name]
    below = [f"${term.formula}$"] if term.formula else []
    if term.run:
        below.append(f"[{words('glossary.see', label=_label(term.run, words))}](./?{_address(term.run, words)})")
    return "\n\n".join([words(f"term.{name}.text"), *(["&emsp;".join(below)] if below else [])])


def _address(run: Preset, words: Words) -> str:
    """The query of a link to this run, in the reader's language."""
    said = run.experiment.to_query()
    return f"{said}&lang={words.language}" if said else f"lang={words.language}"


def _label(run: Preset, words: Words) -> str:
    """What the run is called: the preset that it is, or just an experiment."""
    known = next((name for name, preset in PRESETS.items() if preset.experiment == run.experiment), None)
    return words(f"preset.{known}.label") if known else words("glossary.run")


def _pictures(words: Words) -> list[Entry]:
    views = dict.fromkeys(view for laboratory in LABORATORIES.values() for view in laboratory.views)
    said = [(words(f"view.{view}"), words(f"view.help.{view}")) for view in views]
    return [(words("glossary.maps"), words("view.help.maps")), *said]


def _choices(words: Words) -> dict[str, Entry]:
    """Of every field that has several: every choice that a kind of network has, with its note, source and formula; in
    the words of the first that has it."""
    found: dict[str, tuple[str, dict[str, Entry]]] = {}
    for family in FAMILIES.values():
        spoken = words.along(family.axis)
        for name, field in described_fields(family.config).items():
            if isinstance(field.rule, Choice) and len(field.rule.options) > 1:
                listed = found.setdefault(f"field-{name}", (spoken(f"field.{name}.label"), {}))[1]
                for option in field.rule.options:
                    listed.setdefault(option, _choice(name, option, spoken))
    return {key: (heading, _list(listed.values(), words)) for key, (heading, listed) in found.items()}


def _choice(name: str, option: str, words: Words) -> Entry:
    note = words.of_choice(name, option, "note")
    if cited := source(name, option):
        note = words("glossary.source", note=note, source=cited)
    shown = formula(name, option)
    return words.of_choice(name, option), f"{note} ${shown}$" if shown else note


def _list(said: Iterable[Entry], words: Words) -> str:
    return "\n".join(f"- {words('glossary.colon', name=name, text=text)}" for name, text in said)
