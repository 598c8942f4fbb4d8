"""A control shows what its experiment says, and what is not offered is not obeyed."""

from typing import Any

import pytest

from gradflow.experiment import default_of
from gradflow.networks import MLP
from gradflow.service.viewing.playback import Playback
from gradflow.text import LANGUAGES, Words
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.widgets import controls, menu


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("task", "Your own: my.csv"),
        ("task", "own-0123456789"),
        ("task", None),
        ("activation", "rleu"),
        ("depth", 900),
        ("l2", "x"),
    ],
)
def test_what_is_not_allowed_is_not_obeyed(server, name, said):
    """A browser that still shows the options from before says one that is gone, by its label."""
    lab = LabSession(server, Playback(default_of(MLP)), "maps")
    controls._choose(lab, name, said)
    assert lab.experiment == default_of(MLP)


def test_a_menu_obeys_what_it_offers(monkeypatch):
    chosen: list[str] = []
    drawn: dict[str, Any] = {}
    monkeypatch.setattr(menu.st, "session_state", {})
    monkeypatch.setattr(menu.st, "selectbox", lambda *_, **given: drawn.update(given))
    menu.menu("key", "Column", ["a", "b"], "a", chosen.append)
    for said in ("c", None, "b"):
        menu.st.session_state["key"] = said
        drawn["on_change"](*drawn["args"])
    assert chosen == ["b"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("field", ["spectral_radius", "window", "weight_limit"])
def test_a_zero_that_is_no_number_is_said_as_what_it_stands_for(language, field):
    words = Words(language)
    assert words.value(field, 0) == words.value(field, 0.0) == words(f"meant.{field}.0") != "0"
    assert words.value(field, 2) == "2" and not words.meant(field, 2)
