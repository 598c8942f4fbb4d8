"""A script alone makes the numbers that the engine makes."""

import ast
from typing import Any

import numpy as np
import pytest

from gradflow import CNN, MLP, Experiment
from gradflow.export import script
from gradflow.export.fragments import tasks
from gradflow.export.fragments.activations import ACTIVATIONS
from gradflow.export.fragments.settings import DIGITS
from gradflow.parts.precisions import PRECISIONS
from gradflow.tasks import TASKS, data_of
from tests.export.agreement import disagreeing
from tests.export.alone import Rows, run_alone
from tests.export.covering import covering
from tests.networks.known import layered_of
from tests.twin.design import BATCH, label

pytestmark = pytest.mark.slow

SMALL = Experiment(network=MLP(depth=4, width=16), steps=21, batch_size=BATCH)
LIVELY = SMALL.replace(activation="tanh", steps=25)
PICTURES: dict[str, dict[str, Any]] = {
    "plain": {"activation": "relu", "initializer": "he_normal"},
    "gates": {"activation": "tanh", "connection": "highway", "padding": "circular", "initializer": "identity"},
    "normalized": {"activation": "gelu", "normalization": "batch", "initializer": "orthogonal", "tied": True},
    "dense blocks": {"activation": "tanh", "connection": "dense", "reparametrization": "weight_norm"},
    "layer by layer": {"start": "layerwise", "layer_steps": 5, "activation": "tanh", "padding": "circular"},
    "delta": {"activation": "tanh", "connection": "rezero", "initializer": "delta_orthogonal", "bias_gain": 0.5},
}
SPECIAL = {
    "vanishing to underflow": SMALL.replace(depth=30, gain=0.1),
    "exploding": SMALL.replace(activation="relu", gain=2.0, depth=8, learning_rate=0.5),
    "full batch": SMALL.replace(task="curve", optimizer="gd"),
    "one layer, a batch of one": SMALL.replace(depth=1, batch_size=1, tied=True),
    "another seed, batches over two epochs": SMALL.replace(seed=7, batch_size=1000),
    "remedies in mid-run": LIVELY.with_change(5, activation="gelu", normalization="batch")
    .with_change(9, connection="residual", norm_position="after")
    .with_change(14, connection="rezero", normalization="none", activation="leaky_relu", leaky_slope=0.3)
    .with_change(19, normalization="rms", weight_limit=0.2),
    "a gate in mid-run": LIVELY.with_change(6, connection="highway").with_change(12, connection="plain"),
    "the original residual block in mid-run": LIVELY.replace(normalization="batch").with_change(
        6, connection="residual_post"
    ),
    "the original residual block, stored in bfloat16": LIVELY.replace(
        precision="bfloat16", connection="residual_post", branch_scale=0.5, normalization="layer"
    ),
    "group normalization": LIVELY.replace(normalization="group", norm_position="after", width=64, depth=3),
    "mirrored skips": LIVELY.replace(connection="u_skip", depth=7),
    "dense blocks": LIVELY.replace(connection="dense", depth=7, block_length=3, normalization="rms"),
    "dense blocks of one matrix": LIVELY.replace(connection="dense", tied=True, optimizer="momentum"),
    "weight normalization after layer by layer": LIVELY.replace(start="layerwise", reparametrization="weight_norm"),
    "weight normalization": LIVELY.replace(reparametrization="weight_norm", connection="dense", block_length=2),
    "weight standardization of one matrix": LIVELY.replace(reparametrization="scaled_standardization", tied=True),
    "dropout in dense blocks, from step 6": LIVELY.replace(connection="dense").with_change(6, dropout=0.3),
    "dropout, stored in bfloat16": LIVELY.replace(dropout=0.2, precision="bfloat16", connection="highway"),
    "dense blocks in mid-run": LIVELY.replace(optimizer="momentum")
    .with_change(6, connection="dense")
    .with_change(12, connection="residual"),
    "random biases": LIVELY.replace(bias_gain=0.5, tied=True),
    "random biases, a gate in mid-run": LIVELY.replace(bias_gain=1.5).with_change(6, connection="highway"),
    "stored in bfloat16": LIVELY.replace(precision="bfloat16", connection="highway", normalization="layer"),
    "stored in float16": LIVELY.replace(precision="float16", loss_scale=64, depth=12, connection="rezero", tied=True),
    "underflow": LIVELY.replace(precision="float16", activation="sigmoid", depth=20),
    "precision in mid-run": LIVELY.with_change(5, precision="float16").with_change(9, loss_scale=4096),
    "a fold held out, a rising rate": SMALL.replace(folds=5, fold=2, schedule="rising", learning_rate=0.3),
    "layer by layer": SMALL.replace(start="layerwise", layer_steps=10, activation="tanh"),
    "layer by layer, one matrix for all": SMALL.replace(start="layerwise", layer_steps=5, tied=True, bias_gain=0.3),
    "frozen, and then not": LIVELY.replace(
        frozen_layers=2, optimizer="momentum", l2=0.01, weight_limit=0.3
    ).with_change(12, frozen_layers=0),
    "begun with another task's layers": SMALL.replace(
        task="moons", start="pretrained", source_task="spirals", source_steps=12, normalization="batch", copied_layers=3
    ),
    "begun with weights that are made of others": SMALL.replace(
        start="pretrained", source_steps=12, copied_layers=3, reparametrization="weight_norm"
    ),
    "begun where another run ended": LIVELY.replace(
        start="pretrained", source_steps=12, connection="highway", tied=True
    ),
    "training in mid-run": LIVELY.replace(optimizer="adam", epsilon=1e-3, learning_rate=0.003)
    .with_change(5, optimizer="adamw", clipping="norm", max_norm=0.1)
    .with_change(10, optimizer="momentum", schedule="exponential", l2=0.01)
    .with_change(15, clipping="value", momentum=0.5)
    .with_change(20, optimizer="gd", clipping="none"),
}
SPECIAL |= {
    f"convolutions, {name}": Experiment(network=CNN(depth=3, width=8), steps=21, batch_size=8).replace(**fields)
    for name, fields in PICTURES.items()
}
# Two programs round differently, and what they make of it grows tenfold in two steps: under a rate that rises to a
# million times what it was, in groups of four units, which may be alike by chance, and where a unit crosses a kink.
# SPECIAL has a rate that rises less, and larger groups.
CROSSES = "relu-glorot_normal-batch_before-scaled_standardization-residual-untied-curve-adagrad-value-cosine"
CALM = [e for e in covering(3) if e.schedule != "rising" and layered_of(e).normalization != "group"]
CASES = {label(e): e for e in CALM if label(e) != CROSSES} | SPECIAL


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    """What every script writes."""
    rows: dict[str, Rows] = {}
    for narrow in (False, True):
        names = [name for name, e in CASES.items() if is_narrow(e) == narrow]
        experiments = [CASES[name] for name in names]
        written = run_alone(experiments, tmp_path_factory.mktemp("scripts"), quickly=not narrow)
        rows |= dict(zip(names, written, strict=True))
    return rows


def is_narrow(e: Experiment) -> bool:
    """Whether it stores anything in a narrow precision, now or later."""
    return any(PRECISIONS[stage.precision].narrow for stage in (e, *map(e.at, range(e.steps))))


@pytest.mark.parametrize("name", CASES)
def test_the_numbers_are_those_of_the_engine(name, said):
    assert disagreeing(CASES[name], said[name]) == []


@pytest.mark.parametrize("name", TASKS)
def test_the_data_is_drawn_alike(name, monkeypatch):
    if name == "digits":
        text = script(Experiment())
        (blob,) = [node for node in ast.parse(text).body if isinstance(node, ast.Assign)]
        monkeypatch.setattr(tasks, "DIGITS", ast.literal_eval(blob.value))
    inputs, targets = tasks.TASKS[name]()
    np.testing.assert_array_equal(inputs, data_of(name).inputs)
    np.testing.assert_array_equal(targets, data_of(name).targets)


@pytest.mark.parametrize("name", ["", *SPECIAL])
def test_it_is_short_and_has_what_is_chosen_alone(name):
    text = script(SPECIAL.get(name, Experiment())).partition("# The digits")[0]
    compile(text, "script.py", "exec")
    assert len(text.splitlines()) < 415
    assert "# if " not in text and "gradflow." not in text.partition('"""\n\nimport')[2]
    assert max(map(len, text.splitlines())) <= 120 or name


def test_without_code_it_says_so(monkeypatch):
    monkeypatch.delitem(ACTIVATIONS, "gelu")
    with pytest.raises(ValueError, match="gelu: a script has no code for it"):
        script(Experiment().replace(activation="gelu"))


def test_outside_a_script_there_are_no_digits():
    assert DIGITS == ""
