"""What is offered to a run that left the numbers its precision can hold."""

import numpy as np
import pytest

from gradflow.experiment import Experiment
from gradflow.trace import LayeredTrace
from gradflow.ui.laboratory.frames.aids import aids
from tests.diagnosis.test_learning import run


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


def test_weights_come_first_where_the_first_signal_explodes():
    """Smaller steps leave a first signal of ten decades as it is."""
    steep = broken_off(Experiment().replace(gain=8.0), 1)
    steep.signal_rms[0] = np.logspace(10, 0, steep.depth)
    assert list(aids(steep)) == ["gain", "clipping"]  # nor does a tenth of the rate make up for them
    steep.signal_rms[0] = np.logspace(4, 0, steep.depth)
    assert list(aids(steep)) == ["gain", "clipping", "learning_rate"]
    steep.signal_rms[0] = 1.0
    assert list(aids(steep)) == ["clipping", "learning_rate", "gain"]


def test_where_branches_add_up_they_are_offered_smaller():
    summed = Experiment().replace(connection="residual")
    assert aids(broken_off(summed, 2))["branch_scale"] == {"branch_scale": 0.22}
    assert "branch_scale" not in aids(broken_off(summed.replace(branch_scale=0.22), 2))


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


@pytest.mark.parametrize("name", ["signal_rms", "weight_gradient_rms", "activation_gradient_rms"])
def test_the_largest_of_all_gradients_bounds_the_scale(name):
    trace = in_float16(1e-6)
    getattr(trace, name)[3, 5] = 4.0
    assert aids(trace)["loss_scale"] == {"loss_scale": 2}  # 65504 / 4096 / 4


def test_against_overflow_there_is_a_wider_format_and_a_smaller_scale():
    late = broken_off(Experiment().replace(precision="float16", loss_scale=1024), 30)
    assert list(aids(late)) == ["bfloat16", "loss_scale", "clipping", "learning_rate"]
    assert aids(late)["loss_scale"] == {"loss_scale": 1}


def test_a_sound_run_is_offered_nothing():
    trace = broken_off(Experiment(), 3)
    trace.loss[3] = 1.0
    assert aids(trace) == {}


def test_a_run_that_has_fallen_back_and_stands_is_offered_shorter_steps():
    fallen = run([0.3, 0.6, 0.9, 0.9, 0.5, 0.3, 0.3])
    assert list(aids(fallen)) == ["clipping", "learning_rate"]
    assert aids(fallen, stands=False) == aids(run([0.3, 0.6, 0.9])) == {}
