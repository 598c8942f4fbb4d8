"""The page of the glossary: terms in groups, letters of the formulas, pictures, and all choices."""

import streamlit as st

from gradflow.experiment import described_fields
from gradflow.fields import Choice
from gradflow.networks import FAMILIES
from gradflow.presets import PRESETS, Preset
from gradflow.presets.glossary import GLOSSARY, SYMBOLS
from gradflow.text import Words
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from gradflow.ui.session import link
from gradflow.ui.session.browser_state import visit
from gradflow.ui.streamlit_internals.entry_script import run_in_entry_script
from gradflow.ui.widgets.formulas import formula, source
from gradflow.ui.widgets.language_chooser import chooser


def page() -> None:
    run_in_entry_script()
    words = visit().words
    link.say({}, words)
    with st.sidebar:
        chooser(words)
    st.title(words("glossary.title"), anchor=False)
    st.markdown(words("glossary.intro"))
    for group in dict.fromkeys(term.group for term in GLOSSARY.values()):
        st.header(words(f"glossary.group.{group}"), anchor=group)
        for name, term in GLOSSARY.items():
            if term.group == group:
                _term(name, words)
    _symbols(words)
    _pictures(words)
    _choices(words)


def _term(name: str, words: Words) -> None:
    st.subheader(words(f"term.{name}.name"), anchor=name)
    term = GLOSSARY[name]
    lines = [words(f"term.{name}.text")]
    if term.formula:
        lines.append(f"${term.formula}$")
    if term.run:
        lines.append(f"[{words('glossary.see', label=_label(term.run, words))}](./?{address(term.run, words)})")
    st.markdown("\n\n".join(lines))


def address(run: Preset, words: Words) -> str:
    """The query of a link to this run, in the reader's language."""
    said = run.experiment.to_query()
    return f"{said}&lang={words.language}" if said else f"lang={words.language}"


def _label(run: Preset, words: Words) -> str:
    """What the run is called: the preset that it is, or just an experiment."""
    known = next((name for name, preset in PRESETS.items() if preset.experiment == run.experiment), None)
    return words(f"preset.{known}.label") if known else words("glossary.run")


def _symbols(words: Words) -> None:
    st.header(words("glossary.symbols"), anchor="symbols")
    said = [(f"${latex}$", words(f"glossary.symbol.{name}")) for name, latex in SYMBOLS.items()]
    st.markdown("\n".join(f"- {latex}: {text}" for latex, text in said))


def _pictures(words: Words) -> None:
    st.header(words("glossary.pictures"), anchor="pictures")
    views = dict.fromkeys(view for laboratory in LABORATORIES.values() for view in laboratory.views)
    said = [(words("glossary.maps"), words("view.help.maps"))]
    said += [(words(f"view.{view}"), words(f"view.help.{view}")) for view in views]
    st.markdown("\n".join(f"- {words('glossary.colon', name=name, text=text)}" for name, text in said))


def _choices(words: Words) -> None:
    """Of every field that has several: what its help says, and every choice with note, formula and source."""
    st.header(words("glossary.choices"), anchor="choices")
    shown: set[str] = set()
    for family in FAMILIES.values():
        spoken = words.along(family.axis)
        for name, field in described_fields(family.config).items():
            if name not in shown and isinstance(field.rule, Choice) and len(field.rule.options) > 1:
                shown.add(name)
                st.subheader(spoken(f"field.{name}.label"), anchor=f"field-{name}")
                st.markdown("\n".join(_choice(name, option, spoken) for option in field.rule.options))


def _choice(name: str, option: str, words: Words) -> str:
    note = words.of_choice(name, option, "note")
    if cited := source(name, option):
        note = words("glossary.source", note=note, source=cited)
    shown = formula(name, option)
    line = words("glossary.colon", name=words.of_choice(name, option), text=note)
    return f"- {line}" + (f" ${shown}$" if shown else "")
