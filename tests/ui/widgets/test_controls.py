import numpy as np
import pytest

from gradflow.experiment import Experiment, default_of, described_fields
from gradflow.fields import Choice, Number
from gradflow.networks import FAMILIES, RNN
from gradflow.service.viewing.playback import Playback
from gradflow.text import number
from gradflow.trace import LayeredTrace
from gradflow.ui.laboratory.remedies import REMEDIES, aids
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.widgets import controls
from gradflow.ui.widgets.formulas import RECORDS
from gradflow.ui.widgets.slider_stops import scale


def test_a_logarithmic_scale_has_the_limits_the_value_and_even_stops():
    stops = scale(Number(1e-6, 100.0, log=True), 0.123)
    assert (stops[0], stops[-1]) == (1e-6, 100.0)
    assert {0.01, 0.02, 0.05, 0.123} <= set(stops)
    assert max(np.diff(np.log10(stops))) < 0.5
    assert scale(Number(1, 1000, whole=True, log=True), 128) == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000]


def test_stops_are_the_numbers_they_look_like():
    for stop in scale(Number(1e-30, 1.0, log=True), 1e-8):
        assert float(number(stop)) == stop


def test_every_family_has_its_formulas():
    choices: dict[str, set[str]] = {}
    for family in FAMILIES.values():
        for name, described in described_fields(family.config).items():
            if isinstance(described.rule, Choice):
                choices.setdefault(name, set()).update(described.rule.options)
    assert set(choices) - set(RECORDS) == {"norm_position", "loss_at"}  # two words each that need no formula
    for name, records in RECORDS.items():
        assert set(records) == choices[name]


@pytest.mark.parametrize(
    ("family", "name"), [(family, name) for family, offered in REMEDIES.items() for name in offered]
)
def test_a_remedy_changes_the_default_experiment(family, name):
    opening = default_of(family.config)
    assert opening.replace(**REMEDIES[family][name]) != opening


def broken_off(experiment: Experiment, step: int) -> LayeredTrace:
    """A trace whose loss is infinite at `step`."""
    depth = experiment.network.depth
    rows = {name: np.ones(step + 1, np.float32) for name in LayeredTrace.names()}
    rows |= {name: np.ones((step + 1, depth), np.float32) for name in LayeredTrace.names("depth")}
    rows["loss"][step] = np.inf
    return LayeredTrace(experiment, **rows)


def test_what_is_offered_fits_how_the_run_ended():
    exploded_late = aids(broken_off(Experiment(learning_rate=20.0), 30))
    assert list(exploded_late) == ["clipping", "learning_rate"]
    assert exploded_late["learning_rate"] == {"learning_rate": 2.0}
    at_once = aids(broken_off(Experiment().replace(gain=8.0), 0))
    assert list(at_once) == ["gain"]  # no step was made: shorter steps cannot help
    for name, values in (exploded_late | at_once).items():
        assert Experiment().replace(gain=8.0).replace(**values), name


def in_float16(signal: float, **values: int) -> LayeredTrace:
    trace = broken_off(Experiment().replace(precision="float16", **values), 3)
    trace.loss[3] = 1.0
    trace.signal_rms[3, 0] = signal
    return trace


def test_against_underflow_there_is_a_wider_format_and_a_loss_scale():
    offered = aids(in_float16(1e-6))
    assert offered == {"bfloat16": {"precision": "bfloat16"}, "loss_scale": {"loss_scale": 8}}  # 65504 / 4096
    assert list(aids(in_float16(1e-9, loss_scale=8))) == ["bfloat16"]  # more would overflow
    assert aids(in_float16(1e-3)) == {}


def test_against_overflow_there_is_a_wider_format_and_a_smaller_scale():
    late = broken_off(Experiment().replace(precision="float16", loss_scale=1024), 30)
    assert list(aids(late)) == ["bfloat16", "loss_scale", "clipping", "learning_rate"]
    assert aids(late)["loss_scale"] == {"loss_scale": 1}


def test_a_sound_run_is_offered_nothing():
    trace = broken_off(Experiment(), 3)
    trace.loss[3] = 1.0
    assert aids(trace) == {}


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
