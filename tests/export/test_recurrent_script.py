"""A recurrent network's script alone makes the numbers that the engine makes."""

import ast

import numpy as np
import pytest

from gradflow import RNN, Experiment
from gradflow.experiment import default_of
from gradflow.export import script
from gradflow.export.fragments import sequences, tasks
from gradflow.fields import fields_of
from gradflow.tasks.sequences import SEQUENCES
from tests.export.agreement import disagreeing
from tests.export.alone import Rows, run_alone
from tests.export.covering import recurrent_covering
from tests.twin.recurrent_case import experiment, label

pytestmark = pytest.mark.slow

LIVELY = experiment(6, cell="lstm").replace(clipping="none", steps=19, epsilon=1e-3)
EXPLODING = RNN("linear", 8, 30, recurrent_initializer="orthogonal", spectral_radius=1.3)
SPECIAL = {
    "two time steps": LIVELY.replace(sequence_length=2, steps=3),
    "a window as long as the sequence": LIVELY.replace(window=6, steps=3),
    "vanishing to underflow": Experiment("adding", RNN("sigmoid", 8, 200), "sgd", 0.1, batch_size=6, steps=3),
    "exploding": Experiment("adding", EXPLODING, "sgd", 0.5, batch_size=6, steps=19),
    "another seed": LIVELY.replace(seed=7, forget_bias=3.0, steps=3),
    "remedies in mid-run": LIVELY.with_change(5, normalization="layer")
    .with_change(9, normalization="none", window=2)
    .with_change(14, normalization="rms", l2=0.01),
    "remedies of a GRU in mid-run": LIVELY.replace(cell="gru", normalization="rms")
    .with_change(5, normalization="none", window=4)
    .with_change(12, normalization="layer", window=0),
    "a gate kept open in mid-run": LIVELY.replace(momentum=0.5).with_change(7, forget_bias=2.0),
    "a residual connection in mid-run": experiment(6, stack=(3, False))
    .replace(steps=12, epsilon=1e-3)
    .with_change(6, stacked_residual=True),
    "a fold of what is made up anew": LIVELY.replace(folds=3, fold=3, steps=3),
    "a fold of the digits": LIVELY.replace(task="digit_rows", folds=3, fold=2, steps=3),
    "training in mid-run": LIVELY.with_change(5, optimizer="adamw", clipping="norm", max_norm=0.1)
    .with_change(10, optimizer="momentum", schedule="exponential", l2=0.01)
    .with_change(15, clipping="value", momentum=0.5),
}
# what magnifies rounding, step by step: the losses agree, and then the last digits of sizes do not
MAGNIFIES = {
    "linear-none-3-residual-7-last-adding-6-momentum",
    "lstm-rms-1-plain-0-every-digit_pixels-64-adagrad",
}
COVERING = {f"{label(e)}-{e.optimizer}": e for e in recurrent_covering(6)}
CASES = {name: e for name, e in COVERING.items() if name not in MAGNIFIES} | SPECIAL


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rows]:
    """What every script writes."""
    rows = run_alone(list(CASES.values()), tmp_path_factory.mktemp("scripts"), quickly=True)
    return dict(zip(CASES, rows, strict=True))


@pytest.mark.parametrize("name", CASES)
def test_the_numbers_are_those_of_the_engine(name, said):
    assert disagreeing(CASES[name], said[name]) == []


def test_all_that_may_change_in_mid_run_does():
    live = {name for name, described in fields_of(RNN).items() if described.live}
    assert live <= {change.name for e in SPECIAL.values() for change in e.changes}


@pytest.mark.parametrize("length", [2, 5, 64])
@pytest.mark.parametrize("name", SEQUENCES)
def test_sequences_are_drawn_alike(name, length, monkeypatch):
    task = SEQUENCES[name]
    length = task.length or length
    if name.startswith("digit"):
        text = script(Experiment(name, RNN(), batch_size=64))
        (blob,) = [node for node in ast.parse(text).body if isinstance(node, ast.Assign)]
        monkeypatch.setattr(tasks, "DIGITS", ast.literal_eval(blob.value))
        monkeypatch.setattr(sequences, "Training", object)  # a line that only scripts of a fold have
        monkeypatch.setattr(sequences, "other_folds", lambda inputs, labels, _: (inputs, labels))
    drawn = sequences.SEQUENCES[name](np.random.default_rng(3), 6, length)
    for said, wanted in zip(drawn, task.draw(np.random.default_rng(3), 6, length, False), strict=True):
        np.testing.assert_array_equal(said, wanted)
        assert said.dtype == wanted.dtype
    np.testing.assert_array_equal(sequences.ASKED[name](length), np.flatnonzero(task.asked(length)))


@pytest.mark.parametrize("name", ["", *SPECIAL])
def test_it_is_short_and_has_what_is_chosen_alone(name):
    text = script(SPECIAL.get(name, default_of(RNN))).partition("# The digits")[0]
    compile(text, "script.py", "exec")
    assert len(text.splitlines()) < 435
    assert "# if " not in text and "gradflow." not in text.partition('"""\n\nimport')[2]
    assert max(map(len, text.splitlines())) <= 120 or name
