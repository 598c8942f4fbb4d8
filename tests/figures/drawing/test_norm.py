"""Norms of a layer: each counts the numbers there are, of arrays as a step has them."""

import numpy as np
import pytest

import gradflow
from gradflow.experiment import Experiment, default_of
from gradflow.figures import maps, profile
from gradflow.figures.drawing.norm import LAYER_SIZES, NORMS, factors, named
from gradflow.networks import CNN, FAMILIES, MLP
from gradflow.text import Words
from tests.figures.received import drawn
from tests.figures.samples import sample

EN = Words("en")
SMALL = Experiment(network=MLP(depth=3, width=8), steps=1)


def test_a_norm_times_the_rms_is_the_norm_of_the_numbers_themselves():
    trace, step = gradflow.train(SMALL), gradflow.inspect(SMALL)
    total, unit = (
        trace.weight_gradient_rms[0] * factors(SMALL, "weight_gradient_rms", norm) for norm in ("total", "unit")
    )
    gradients = step.weight_gradients[:3]
    assert total == pytest.approx([np.linalg.norm(g) for g in gradients], rel=1e-5)
    assert unit == pytest.approx([np.sqrt(np.mean(np.sum(g**2, axis=0))) for g in gradients], rel=1e-5)
    whole = np.sqrt(np.mean(np.sum(step.activations**2, axis=2), axis=1))
    assert trace.activation_rms[0] * factors(SMALL, "activation_rms", "total") == pytest.approx(whole, rel=1e-5)


def test_a_picture_s_norm_counts_channels_at_every_position():
    experiment = Experiment(network=CNN(depth=3, width=8), steps=1, batch_size=8)
    trace, step = gradflow.train(experiment), gradflow.inspect(experiment)
    whole = np.sqrt(np.mean(np.sum(step.activations**2, axis=(2, 3, 4)), axis=1))
    assert trace.activation_rms[0] * factors(experiment, "activation_rms", "total") == pytest.approx(whole, rel=1e-5)
    kernels = [np.linalg.norm(g) for g in step.weight_gradients[:3]]
    found = trace.weight_gradient_rms[0] * factors(experiment, "weight_gradient_rms", "total")
    assert found == pytest.approx(kernels, rel=1e-5)


def test_a_time_step_s_norm_is_that_of_its_states():
    experiment = default_of(FAMILIES["rnn"].config).replace(cell="lstm", steps=1, sequence_length=20)
    trace, step = gradflow.train(experiment), gradflow.inspect(experiment)
    whole = np.sqrt(np.mean(np.sum(step.states**2, axis=(0, 3)), axis=1))
    assert trace.activation_rms[0] * factors(experiment, "activation_rms", "total") == pytest.approx(whole, rel=1e-5)
    parameters = step.parameters.weight_hh[0].size
    assert factors(experiment, "weight_gradient_rms", "total")[0] ** 2 == pytest.approx(parameters)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
@pytest.mark.parametrize("norm", NORMS)
def test_every_family_knows_its_layers_sizes(family, norm):
    experiment = default_of(family.config)
    assert family in LAYER_SIZES
    for quantity in ("activation_rms", "signal_rms", "weight_gradient_rms"):
        found = factors(experiment, quantity, norm)
        assert len(found) == experiment.network.depth and (found >= 1).all() and (norm != "rms" or (found == 1).all())


def test_the_pictures_show_the_norm_that_is_chosen_and_say_which():
    trace = sample(40)
    by = factors(trace.experiment, "weight_gradient_rms", "total")
    shown = profile(trace, None, EN, norm="total")
    np.testing.assert_allclose(drawn(shown).data[1].y, trace.weight_gradient_rms[-1] * by)
    assert shown.layout["yaxis"]["title"]["text"] == EN("norm.axis.total")
    mapped = maps(trace, EN, norm="total")
    assert "‖∂loss/∂W‖" in mapped.layout["annotations"][4]["text"] and mapped.table is not None
    column = mapped.table.columns["Weight gradient, ‖∂loss/∂W‖"]
    np.testing.assert_allclose(np.asarray(column), trace.weight_gradient_rms[-1] * by)
    assert named("rms ∂loss/∂z", "signal_rms", "unit") == "rms ∂loss/∂z"
