"""The pictures of the walk: what is there at each place is what the trace says."""

import re

import numpy as np
import pytest

import gradflow
from gradflow.diagnosis.passes import passes_of
from gradflow.figures import factors, passes
from gradflow.figures.run.passes import FADED
from gradflow.figures.run.walk_formula import walk_formula
from gradflow.networks import MLP
from gradflow.text import LANGUAGES, Words
from tests.figures.received import drawn
from tests.figures.samples import sample

EN = Words("en")
DEPTHS = [1, 2, 20, 100]
PICTURES = {"passes": passes, "factors": factors}


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
@pytest.mark.parametrize("depth", DEPTHS)
def test_plotly_takes_every_place(depth, picture, language, width):
    trace = sample(3, depth=depth)
    seen = passes_of(trace)
    for position in {0, 1, depth, depth + 1, depth + 2, seen.end}:
        figure = picture(trace, seen, position, "said", Words(language))
        drawn(figure, width)
        assert figure.label == "said" and figure.layers == ("x",)


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_an_empty_run_is_drawn(picture):
    drawn(picture(sample(0), None, 0, "said", EN))


def bars(figure):
    return [trace for trace in drawn(figure).data if trace.type == "bar"]


def test_sizes_appear_as_the_passes_reach_them():
    trace = sample(3, depth=4)
    seen = passes_of(trace)
    up, down = bars(passes(trace, seen, 2, "", EN))
    np.testing.assert_allclose(up.y, [*trace.activation_rms[-1, :2], np.nan, np.nan])
    assert np.isnan(down.y).all() and list(up.marker.opacity) == [FADED, 1, FADED, FADED]
    up, down = bars(passes(trace, seen, 7, "", EN))  # layer 3, on the way back
    np.testing.assert_allclose(up.y, trace.activation_rms[-1])
    np.testing.assert_allclose(down.y, [np.nan, np.nan, *trace.signal_rms[-1, 2:]])


def test_the_axes_stand_still_while_it_walks():
    trace = sample(3)
    seen = passes_of(trace)
    layouts = [[drawn(p(trace, seen, at, "", EN)).layout for at in range(seen.end + 1)] for p in PICTURES.values()]
    assert len({layout.yaxis3.range for layout in layouts[0]}) == 1
    assert len({layout.yaxis.range for layout in layouts[1]}) == 1


def test_the_factors_are_those_of_the_chain_rule():
    trace = sample(3, depth=4)
    seen = passes_of(trace)
    weights, slopes = bars(factors(trace, seen, seen.end, "", EN))
    np.testing.assert_allclose(weights.y, [*seen.chain.weights, np.nan])
    last = np.log10(trace.signal_rms[-1, 3] / trace.activation_gradient_rms[-1, 3])
    np.testing.assert_allclose(slopes.y, [*seen.chain.slopes, last], rtol=1e-5)
    (grown,) = bars(factors(trace, seen, 3, "", EN))
    h = trace.activation_rms[-1].astype(float)
    np.testing.assert_allclose(grown.y, [np.nan, *np.log10(h[1:3] / h[:2]), np.nan], atol=1e-6)
    assert grown.customdata[1] == f"×{h[1] / h[0]:.3g}"


@pytest.mark.parametrize("value", [0.0, np.inf, np.nan])
@pytest.mark.parametrize("quantity", ["activation_rms", "signal_rms", "activation_gradient_rms", "loss"])
def test_no_number_breaks_a_picture(quantity, value):
    trace = sample(3, depth=3, **{quantity: value})
    seen = passes_of(trace)
    for position in range(seen.end + 1):
        for picture in PICTURES.values():
            drawn(picture(trace, seen, position, "", EN))
        assert walk_formula(seen, position, MLP(depth=3)).startswith("$")


def test_the_formula_has_the_place_s_numbers():
    seen = passes_of(sample(3, depth=4))
    weights, slopes = 10 ** seen.chain.weights[1], 10 ** seen.chain.slopes[1]
    text = walk_formula(seen, 8, MLP(depth=4))  # layer 2, on the way back
    assert rf"\underbrace{{{weights:#.3g}}}_{{W_{{3}}}}" in text
    assert rf"\underbrace{{{slopes:#.3g}}}_{{\phi^\prime(z_{{2}})}}" in text
    assert f"{seen.activations[1]:#.3g}" in walk_formula(seen, 2, MLP(depth=4))
    assert r"\hat\phi" in walk_formula(seen, 2, MLP(depth=4, normalization="batch"))
    assert "W" not in walk_formula(seen, 8, MLP(depth=4, connection="residual"))


def test_factors_on_show_multiply_to_the_product_on_show():
    seen = passes_of(gradflow.train(gradflow.Experiment(steps=1).replace(depth=12, width=16)))
    for position in range(14, 26):
        said = walk_formula(seen, position, MLP(depth=12))
        shown = re.findall(r"\\underbrace\{([^}]*?)(?:\\cdot 10\^\{(-?\d+)\})?\}_", said)
        *factors, product = (float(digits) * 10.0 ** int(power or 0) for digits, power in shown)
        assert len(factors) >= 2 and np.prod(factors) == pytest.approx(product, rel=0.015)
