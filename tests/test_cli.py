"""The command line, called as a shell calls it."""

import socket
import subprocess
import sys
import time
from urllib.request import urlopen

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner, Result

import gradflow
from gradflow.cli import main
from gradflow.parts.normalizations import NORMALIZATIONS
from tests.tasks.owned import BAD, iris

SMALL = ["task=moons", "depth=3", "width=16", "batch_size=32", "steps=40"]


def gradflow_run(*words: str) -> Result:
    return CliRunner().invoke(main, ["run", *words])


def test_run_prints_the_verdict_and_writes_the_same_numbers_as_the_library(tmp_path):
    csv = tmp_path / "out.csv"
    result = gradflow_run(*SMALL, "change=20:normalization:batch", "--csv", str(csv))
    assert result.exit_code == 0, result.output
    said, how_far, *others = result.stdout.splitlines()
    assert "signal" in said and "guessing gets" in said
    assert "loss" in how_far and "held-out" in how_far
    assert others and not set("*$`") & set(result.stdout)

    table = pd.read_csv(csv)
    assert list(table) == ["step", "depth", "quantity", "value", "format"]
    network = gradflow.MLP(depth=3, width=16)
    experiment = gradflow.Experiment(task="moons", network=network, batch_size=32, steps=40)
    trace = gradflow.train(experiment.with_change(step=20, normalization="batch"))
    np.testing.assert_allclose(table.value[table.quantity == "loss"], trace.loss, rtol=1e-6)


def test_run_speaks_chinese():
    result = gradflow_run(*SMALL, "--language", "zh")
    assert result.exit_code == 0, result.output
    assert any("\u4e00" <= letter <= "\u9fff" for letter in result.stdout)


@pytest.mark.slow
def test_the_progress_bar_is_not_part_of_the_output():
    command = [sys.executable, "-m", "gradflow", "run", *SMALL]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "[####" not in result.stdout


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["depth=900", "activation=rleu"], ["depth = '900'", "1 to 100", "activation = 'rleu'", "leaky_relu"]),
        (["lr=3"], ["lr: no such field", "learning_rate"]),
        (["deep"], ["deep: no such field"]),
        (["depth"], ["depth = ''", "1 to 100"]),
        (["change=20:depth:30"], ["depth", "it starts a new run", "normalization"]),
        (["change=never"], ["change = 'never'", "step:field:value"]),
        (["change=20:activation:rleu"], ["activation = 'rleu'", "leaky_relu"]),
    ],
)
def test_bad_fields_are_named_in_one_line(words, named):
    result = gradflow_run(*words)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert [word for word in named if word not in line] == []


def gradflow_sweep(*words: str) -> Result:
    return CliRunner().invoke(main, ["sweep", *words])


def test_sweep_writes_the_same_table_as_the_library(tmp_path):
    csv = tmp_path / "grid.csv"
    result = gradflow_sweep(*SMALL, "activation=tanh,relu", "normalization=all", "--csv", str(csv))
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    network = gradflow.MLP(depth=3, width=16)
    base = gradflow.Experiment(task="moons", network=network, batch_size=32, steps=40)
    table = gradflow.sweep(base, activation=["tanh", "relu"], normalization=list(NORMALIZATIONS))
    written = pd.read_csv(csv, keep_default_na=False)
    assert list(written) == [*table, "format"]
    assert written.normalization.tolist() == table.normalization.tolist()
    np.testing.assert_allclose(written.loss, table.loss, rtol=1e-6)


def test_sweep_prints_a_row_a_run_and_takes_a_link():
    link = (
        "https://example.org/Grid?lang=zh&shown=loss&task=moons&batch_size=32&steps=40&width=16&depth=9&grid=seed:0,1,2"
    )
    result = gradflow_sweep("--link", link, "depth=2,3", "steps=3")
    assert result.exit_code == 0, result.output
    assert [line.split()[:2] for line in result.stdout.splitlines()[1:4]] == [["0", "2"], ["0", "3"], ["1", "2"]]
    assert len(result.stdout.splitlines()) == 7
    assert result.stderr.splitlines()[-1].startswith("6 runs: signal passes ")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["depth=2"], ["axes = none", "1 to 4"]),
        (["depth=2,200"], ["depth = '200'", "1 to 100"]),
        (["activation=tanh,rleu", "lr=3"], ["lr: no such field", "activation = 'rleu'"]),
        (["seed=1,2", "--link", "?depth=5&v=99"], ["v = 99", "newer gradflow"]),
        (["seed=1,2", "--csv", "nowhere/out.csv"], ["nowhere"]),
    ],
)
def test_what_cannot_be_swept_is_named_in_one_line(words, named, monkeypatch):
    monkeypatch.setattr("gradflow.service.grid.outcomes.train", lambda _: pytest.fail("it trained"))
    result = gradflow_sweep(*words)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert [word for word in named if word not in line] == []


def test_a_file_that_cannot_be_written_is_refused_before_the_training(tmp_path, monkeypatch):
    monkeypatch.setattr("gradflow.engine.train.stream", lambda _: pytest.fail("it trained"))
    result = gradflow_run(*SMALL, "--csv", str(tmp_path / "nowhere" / "out.csv"))
    assert result.exit_code == 2
    assert "nowhere" in result.stderr


def test_help_and_version_answer_at_once():
    for option, said in ("--help", "Watch the gradient"), ("--version", "gradflow 0."):
        check = f"""
import sys
from gradflow.cli import main
try:
    main([{option!r}], prog_name="gradflow")
finally:
    assert not {{"jax", "streamlit", "pandas", "numpy"}} & set(sys.modules), "slow to start"
"""
        result = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True)
        assert result.returncode == 0, result.stderr
        assert said in result.stdout


@pytest.mark.slow
@pytest.mark.parametrize("under", ["", "/class"])
def test_gradflow_serves_the_app_from_anywhere(under, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gradflow", "--no-browser", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--base-path", under] if under else []
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            assert _answer(f"http://127.0.0.1:{port}{under}/_stcore/health") == "ok"
            assert "<title>" in _answer(f"http://127.0.0.1:{port}{under}/")
        finally:
            server.terminate()
            said = server.communicate(timeout=20)[0]
    assert "Collecting usage statistics" not in said


def _answer(address: str, patience: float = 30.0) -> str:
    """The body, asked for until the server answers."""
    deadline = time.monotonic() + patience
    while True:
        try:
            with urlopen(address, timeout=5) as reply:
                return reply.read().decode()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@pytest.mark.slow
def test_a_file_of_ones_own_is_trained_on(tmp_path):
    (tmp_path / "iris.csv").write_bytes(iris())
    result = gradflow_run("--data", str(tmp_path / "iris.csv"), "--target", "x1", "depth=3", "width=16", "steps=5")
    assert result.exit_code == 0, result.output
    refused = gradflow_run("--data", str(tmp_path / "iris.csv"), "--target", "x9")
    assert refused.exit_code == 2 and "target = 'x9': allowed is one of x0" in refused.stderr
    missing = gradflow_run("--data", str(tmp_path / "none.csv"))
    assert missing.exit_code == 2 and len(missing.stderr.splitlines()) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_file_that_cannot_be_used_is_refused_in_the_sentence_of_the_library(language, tmp_path):
    file = tmp_path / "bad.csv"
    file.write_bytes(BAD["ragged"])
    with pytest.raises(ValueError, match=r"bad\.csv") as caught:
        gradflow.own_task(file, language=language)
    assert str(caught.value) in gradflow_run("--data", str(file), "--language", language).stderr
