"""A control shows what its experiment says, and a learner's hand is told from what the browser comes to know."""


from gradflow.experiment import default_of
from gradflow.networks import RNN
from gradflow.service.viewing.playback import Playback
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.widgets import controls


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
