"""A control shows what its experiment says, and a learner's hand is told from what the browser comes to know."""

from typing import Any

import pytest

from gradflow.experiment import default_of
from gradflow.networks import MLP, RNN
from gradflow.service.viewing.playback import Playback
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.widgets import controls, menu


def test_what_the_browser_learns_late_is_no_choice(monkeypatch, server):
    """A change at its step moves the control; the browser says the new value, and the change stays what it is."""
    changed = default_of(RNN).replace(cell="lstm").with_change(step=2, forget_bias=5.0)
    lab = LabSession(server, Playback(changed, step=3), "reach")
    monkeypatch.setattr(controls.st, "session_state", {"en.forget_bias": 5.0})
    controls._choose(lab, "forget_bias", "en.forget_bias")
    assert lab.experiment == changed
    controls.st.session_state["en.forget_bias"] = 4.0
    controls._choose(lab, "forget_bias", "en.forget_bias")
    assert lab.experiment == default_of(RNN).replace(cell="lstm", forget_bias=4.0)


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
def test_what_is_not_allowed_is_not_obeyed(monkeypatch, server, name, said):
    """A browser that still shows the options from before says one that is gone, by its label."""
    lab = LabSession(server, Playback(default_of(MLP)), "maps")
    monkeypatch.setattr(controls.st, "session_state", {name: said})
    controls._choose(lab, name, name)
    assert lab.experiment == default_of(MLP)


def test_a_menu_obeys_what_it_offers(monkeypatch):
    chosen: list[str] = []
    drawn: dict[str, Any] = {}
    monkeypatch.setattr(menu.st, "session_state", {})
    monkeypatch.setattr(menu.st, "selectbox", lambda *_, **given: drawn.update(given))
    menu.menu("key", "Column", ["a", "b"], "a", chosen.append)
    for said in ("c", None, "b"):
        menu.st.session_state["key"] = said
        drawn["on_change"]()
    assert chosen == ["b"]
