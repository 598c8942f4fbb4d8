"""Every family stands in every table, and in the words; of one that is half done it is said what is missing."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest

import gradflow
from gradflow.comparison.lattice import opening_grid, opening_knobs
from gradflow.comparison.rates import opening_rates
from gradflow.diagnosis.families import QUESTIONS
from gradflow.engine.architectures import ARCHITECTURES
from gradflow.experiment import Experiment, default_of
from gradflow.export import script
from gradflow.export.script import SCRIPTS
from gradflow.figures import maps
from gradflow.figures.drawing.norm import LAYER_SIZES
from gradflow.figures.drawing.quantities import MAPS_OF
from gradflow.figures.run.opening import OPENING
from gradflow.inside.see import ANATOMIES
from gradflow.inside.truth.check import TRUTHS
from gradflow.networks import DEFAULT, FAMILIES, Family, Network, family_named, family_of
from gradflow.places import ROOT
from gradflow.presets import name_of
from gradflow.presets.named import OF_FAMILY, presets_of
from gradflow.text import LANGUAGES, Words, texts
from gradflow.theory.predict import THEORIES, explain
from gradflow.trace import TRACES, Trace
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from gradflow.ui.site import laboratory_of
from tests.networks import identity

TABLES: dict[str, Mapping[Family, Any]] = {
    "gradflow.trace.TRACES": TRACES,
    "gradflow.engine.architectures.ARCHITECTURES": ARCHITECTURES,
    "gradflow.theory.predict.THEORIES": THEORIES,
    "gradflow.diagnosis.families.QUESTIONS": QUESTIONS,
    "gradflow.figures.drawing.quantities.MAPS_OF": MAPS_OF,
    "gradflow.figures.drawing.norm.LAYER_SIZES": LAYER_SIZES,
    "gradflow.figures.run.opening.OPENING": OPENING,
    "gradflow.inside.see.ANATOMIES": ANATOMIES,
    "gradflow.inside.truth.check.TRUTHS": TRUTHS,
    "gradflow.presets.named.OF_FAMILY": OF_FAMILY,
    "gradflow.export.script.SCRIPTS": SCRIPTS,
    "gradflow.ui.laboratory.frames.laboratories.LABORATORIES": LABORATORIES,
}


def missing(family: Family) -> list[str]:
    """What a family has not got yet: tables without a row of it, its page, its words."""
    keys = [f"page.{family.page}", f"grid.network_{family.name}"]
    if family in LABORATORIES:
        keys += [f"view.{view}" for view in LABORATORIES[family].views]
        keys += [f"remedy.{remedy}.label" for remedy in LABORATORIES[family].remedies]
    keys += [f"field.{name}.label" for name in default_of(family.config).described()]
    keys += [f"choice.task.{task}.label" for task in family.tasks]
    page = f"pages/{family.page}.py"
    return [
        *(table for table, rows in TABLES.items() if family not in rows),
        *([] if (ROOT / page).exists() else [page]),
        *(f"{language}: {key}" for language in LANGUAGES for key in keys if key not in texts(language)),
    ]


@pytest.fixture
def half_done() -> Iterator[Family]:
    with identity.registered() as family:
        yield family


each_family = pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)


# -- of every family ----------------------------------------------------------------------------------


@each_family
def test_nothing_is_missing(family):
    assert missing(family) == []


@each_family
def test_it_is_found_by_its_name_its_class_and_its_networks(family):
    network: Network = default_of(family.config).network
    assert family_named(family.name) is family_of(family.config) is family_of(network) is family
    assert network.depth >= 1 and network.width >= 1


@each_family
def test_its_default_experiment_is_what_a_link_that_names_it_alone_opens(family):
    opening = default_of(family.config)
    assert opening.family is family and opening.task in family.tasks
    assert Experiment.from_query(f"network={family.name}") == opening
    said = dict(parse_qsl(opening.to_query()))
    assert said.get("network", DEFAULT.name) == family.name and set(said) <= {"network", "v"}


@each_family
def test_its_grids_hold_its_own_networks_alone(family):
    for grid in opening_grid(family), opening_knobs(family), opening_rates(family):
        assert {cell.family for cell in grid.cells} == {family}


@each_family
def test_its_facts_are_numbers_and_names(family):
    experiment = default_of(family.config)
    network = experiment.network
    assert family.work(network) >= network.depth and family.weights(network) >= network.width**2
    assert family.stem(network) and family.window(network) >= 0 and family.closed(network, 0) in (True, False)
    assert set(family.compiled) | set(family.rules) <= set(experiment.described())
    assert all(set(family.fixed(task)) <= set(experiment.described()) for task in family.tasks)


@each_family
def test_it_trains_is_diagnosed_and_drawn(family):
    experiment = default_of(family.config).replace(steps=2)
    trace = gradflow.train(experiment)
    assert type(trace) is TRACES[family] and len(trace) == 2
    assert all(len(getattr(trace, name)[0]) == trace.depth for name in trace.names("depth"))
    assert set(ARCHITECTURES[family].of_depth) <= set(trace.names("depth"))
    diagnosis = gradflow.diagnose(trace)
    assert (diagnosis.axis, diagnosis.depth) == (trace.axis, trace.depth) == (family.axis, experiment.network.depth)
    assert len(maps(trace, Words("en")).traces) >= len(MAPS_OF[family](experiment)) == 3


@each_family
def test_theory_and_scripts_speak_of_it(family):
    experiment = default_of(family.config)
    prediction = explain(experiment)
    assert prediction.profile is None or len(prediction.profile) == experiment.network.depth
    assert prediction.reason in texts("en")
    compile(script(experiment.replace(steps=2)), family.name, "exec")


@each_family
def test_its_presets_are_its_own(family):
    presets = presets_of(family)
    assert {preset.experiment.family for preset in presets.values()} == {family}
    assert [name_of(preset.experiment) for preset in presets.values()] == list(presets)


@each_family
def test_its_laboratory_offers_what_its_networks_have(family):
    laboratory, fields = LABORATORIES[family], default_of(family.config).described()
    assert laboratory.views and all(set(values) <= set(fields) for values in laboratory.remedies.values())
    for values in laboratory.against_explosion(family.config(gain=3.0)).values():
        assert set(values) <= set(fields)
    assert laboratory_of(family).name == family.page


# -- of one that is half done -------------------------------------------------------------------------


def test_of_a_half_done_family_it_is_said_what_is_missing(half_done):
    named = missing(half_done)
    assert named[:8] == [
        "gradflow.theory.predict.THEORIES",
        "gradflow.figures.run.opening.OPENING",
        "gradflow.inside.see.ANATOMIES",
        "gradflow.inside.truth.check.TRUTHS",
        "gradflow.presets.named.OF_FAMILY",
        "gradflow.export.script.SCRIPTS",
        "gradflow.ui.laboratory.frames.laboratories.LABORATORIES",
        "pages/identity.py",
    ]
    assert named[8:] == [
        f"{language}: {key}" for language in LANGUAGES for key in ("page.identity", "grid.network_identity")
    ]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_without_a_row_is_named(table, monkeypatch):
    without = {family: row for family, row in TABLES[table].items() if family is not DEFAULT}
    monkeypatch.setitem(TABLES, table, without)
    assert table in missing(DEFAULT)


def test_a_third_family_trains_from_a_link_is_diagnosed_and_drawn(half_done):
    experiment = Experiment.from_query("network=identity&depth=3&learning_rate=0.05")
    assert experiment.network == identity.Identity(3)
    assert experiment.to_query().startswith("network=identity&learning_rate=0.05&depth=3")
    trace = gradflow.train(experiment)
    assert type(trace) is Trace and (len(trace), trace.depth) == (25, 3)
    assert trace.loss[-1] < trace.loss[0] / 2 and np.isfinite(trace.held_out_loss).sum() == 1
    assert (trace.update_ratio > 0).all() and (trace.signal_rms[0] == trace.signal_rms[0, 0]).all()
    assert gradflow.diagnose(trace, 0).kind == "healthy"
    drawn = maps(trace, Words("en"))
    assert len(drawn.traces) >= 3 and drawn.label


def test_a_third_family_is_gone_again():
    with identity.registered():
        assert default_of(identity.Identity).family is identity.FAMILY
    with pytest.raises(ValueError, match="allowed is one of mlp, rnn, cnn"):
        Experiment.from_query("network=identity")
    with pytest.raises(ValueError, match="allowed is an MLP, an RNN or a CNN"):
        Experiment(network=identity.Identity())
