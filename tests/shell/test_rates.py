"""`gradflow range-test` and `gradflow cross-validate` as a shell calls them."""

import pandas as pd
import pytest
from click.testing import CliRunner, Result

import gradflow
from gradflow.cli import main

SMALL = ["task=moons", "depth=4", "width=16", "activation=tanh", "batch_size=32", "steps=40"]
EXPERIMENT = gradflow.Experiment(task="moons", batch_size=32, steps=40).replace(depth=4, width=16, activation="tanh")


def called(*words: str) -> Result:
    return CliRunner().invoke(main, [*words])


def test_a_range_test_is_said_and_written(tmp_path):
    file = tmp_path / "range.csv"
    result = called("range-test", *SMALL, "--low", "1e-3", "--high", "10", "--csv", str(file))
    assert result.exit_code == 0, result.output
    _, found = gradflow.range_test(EXPERIMENT, 1e-3, 10.0)
    assert "learning rate" in result.stdout and (found.suggested is None) == ("guessing" in result.stdout)
    table = pd.read_csv(file)
    assert list(table) == ["step", "learning_rate", "loss", "smoothed", "format"] and len(table) == 40


def test_cross_validation_prints_its_table_and_the_best():
    result = called("cross-validate", *SMALL, "learning_rate=0.01,0.3", "--folds", "3", "--language", "zh")
    assert result.exit_code == 0, result.output
    table = gradflow.cross_validate(EXPERIMENT, folds=3, learning_rate=[0.01, 0.3])
    best = table["learning_rate"][table["held_out_loss"].idxmin()]
    assert result.stdout.splitlines()[0].split()[:3] == ["learning_rate", "folds", "broken"]
    assert f"η = {best:g}" in result.stdout.splitlines()[-1] and "折" in result.stdout


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["range-test", "--low", "3", "--high", "1"], "low = 3"),
        (["range-test", "depth=0"], "depth"),
        (["cross-validate", "depth=3"], "learning_rate=0.01,0.1,1"),
        (["cross-validate", "learning_rate=0.1,1", "steps=10"], "steps = 10"),
        (["cross-validate", "learning_rate=0.1,1", "--folds", "1"], "folds"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_two(words: list[str], named: str):
    result = called(*words)
    assert result.exit_code == 2 and named in result.output and "Traceback" not in result.output
