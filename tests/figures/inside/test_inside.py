"""What is inside of layers, drawn: the numbers of a look, in pictures, sentences and tables."""

import dataclasses
from functools import lru_cache

import numpy as np
import pytest

import gradflow
from gradflow.experiment import Experiment, default_of
from gradflow.figures import activation_histograms, alike, gradient_histograms, singular
from gradflow.figures.inside.alike import verdict
from gradflow.figures.inside.histograms import middle_of
from gradflow.figures.probes.look import DatedLook
from gradflow.inside import Inside, inside_of
from gradflow.networks import FAMILIES, MLP
from gradflow.text import LANGUAGES, Words
from gradflow.trace import Trace, trace_class
from tests.figures.received import drawn

PICTURES = {
    "activation_histograms": activation_histograms,
    "gradient_histograms": gradient_histograms,
    "singular": singular,
    "alike": alike,
}
EN = Words("en")
SMALL = {
    "mlp": Experiment(network=MLP(depth=3, width=8), steps=20),
    "rnn": default_of(FAMILIES["rnn"].config).replace(hidden_size=8, sequence_length=12, batch_size=16, steps=2),
}


@lru_cache
def looked(family: str) -> tuple[Trace, Inside]:
    experiment = SMALL[family]
    return trace_class(experiment).empty(experiment), inside_of(experiment, gradflow.inspect(experiment))


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("family", SMALL)
@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_plotly_takes_it(picture, family, language, width):
    trace, inside = looked(family)
    words = Words(language).along(trace.axis)
    waiting, shown = picture(trace, None, words), picture(trace, DatedLook(0, inside), words)
    for each in (waiting, shown):
        drawn(each, width)
    assert waiting.label.endswith(words("singular.waiting")[-8:]) and waiting.table is None
    assert set(waiting.layers) <= {"x"}  # an axis of a subplot that is empty does not exist
    assert shown.label != waiting.label and shown.table is not None and shown.layers
    lengths = {len(values) for values in shown.table.columns.values()}
    assert len(lengths) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_side_by_side_wait_for_what_each_of_them_will_show(language):
    waiting = trace_class(SMALL["mlp"]).empty(SMALL["mlp"])
    assert len({picture(waiting, None, Words(language)).label for picture in PICTURES.values()}) == len(PICTURES)


def test_the_cells_are_the_shares():
    trace, inside = looked("mlp")
    figure = drawn(activation_histograms(trace, DatedLook(0, inside), EN))
    np.testing.assert_allclose(np.square(np.array(figure.data[0].z)), inside.shares[0], atol=1e-3)
    assert len(drawn(gradient_histograms(trace, DatedLook(0, inside), EN)).data) == 2


def test_half_of_a_layer_lies_below_its_middle():
    values = np.random.default_rng(0).normal(0.3, 0.1, 4001)
    shares = np.histogram(values, np.linspace(-1, 1, 49))[0] / 4001
    assert middle_of(shares[None], 0, 1.0)[0] == pytest.approx(0.3, abs=0.03)


def test_a_sentence_says_where_gradients_are_shattered():
    trace, inside = looked("mlp")
    assert verdict(inside) == "kept" and EN("alike.kept") in alike(trace, DatedLook(0, inside), EN).label
    torn = dataclasses.replace(inside, alike=np.full(3, 0.01))
    assert verdict(torn) == "shattered" and EN("alike.shattered") in alike(trace, DatedLook(0, torn), EN).label


def test_theory_stands_beside_what_is_measured_as_far_as_it_goes():
    trace, inside = looked("mlp")
    shown = alike(trace, DatedLook(0, inside), EN)
    assert shown.table is not None
    assert shown.table.columns[EN("alike.alike_theory")] == pytest.approx(inside.alike, abs=0.2)
    skips = SMALL["mlp"].replace(connection="residual")
    of_skips = alike(trace_class(skips).empty(skips), DatedLook(0, inside), EN).table
    assert of_skips is not None
    assert EN("alike.alike_theory") in of_skips.columns and EN("alike.theory") not in of_skips.columns


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_a_look_that_is_still_on_its_way_says_of_which_step_it_is(picture, language):
    trace, inside, words = gradflow.train(SMALL["mlp"]), looked("mlp")[1], Words(language)
    said = words("look.coming", step=7, to=19)
    early, there = (picture(trace, look, words) for look in (DatedLook(8, inside, coming=True), DatedLook(20, inside)))
    assert said in early.label and said in str(early.layout)
    assert said not in there.label and words("look.step", step=19) in str(there.layout)


def test_a_line_that_lies_below_all_that_is_drawn_says_so_by_its_name():
    trace, inside = looked("mlp")
    lost = inside.singular.copy()
    lost[:2, 2] = 0.0
    below = DatedLook(0, dataclasses.replace(inside, singular=lost))
    names = [line.get("name") for line in singular(trace, below, EN).traces]
    floor = "10<sup>−14</sup>"
    assert EN("singular.lost", name=EN("singular.median"), floor=floor, layer=2) in names
    assert EN("singular.largest") in names
