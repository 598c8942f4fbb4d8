"""A file of one's own on the command line."""

import pytest

from tests.tasks.owned import iris
from tests.test_cli import gradflow_run, gradflow_sweep

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["2 classes", "column to learn is kind", "Windows-1252", "Left out, one value", "missing cell: 1."]),
        ("zh", ["2 类", "要学习的列是 kind", "Windows-1252", "只有一个值的列"]),
    ],
)
def test_run_says_what_it_read_of_a_file(tmp_path, language, said):
    file = tmp_path / "my.csv"
    lines = [f"{i * i % 17},{'' if i == 3 else i % 5},7,{('mäßig', 'groß')[i % 2]}" for i in range(40)]
    file.write_bytes("\n".join(["x,z,one,kind", *lines]).encode("cp1252"))
    small = ["depth=2", "width=16", "batch_size=16", "steps=3"]
    result = gradflow_run("--data", str(file), *small, "--language", language)
    assert result.exit_code == 0, result.output
    assert [each for each in said if each not in result.stdout] == []
    assert "`" not in result.stdout


def test_sweep_trains_on_a_file(tmp_path):
    file = tmp_path / "iris.csv"
    file.write_bytes(iris())
    result = gradflow_sweep("--data", str(file), "depth=2", "width=16", "batch_size=32", "steps=3", "seed=0,1")
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(("language", "said"), [("en", "the last 20 are held out"), ("zh", "最后 20 行是留出集")])
def test_run_reads_a_series_for_a_recurrent_network(tmp_path, language, said):
    file = tmp_path / "sold.csv"
    lines = [f"2021-{i // 28 + 1:02d}-{i % 28 + 1:02d},{i * i % 97}" for i in range(100)]
    file.write_text("\n".join(["day,sold", *lines]))
    small = ["network=rnn", "hidden_size=8", "batch_size=4", "sequence_length=8", "steps=2"]
    result = gradflow_run("--data", str(file), *small, "--language", language)
    assert result.exit_code == 0, result.output
    assert said in result.stdout
