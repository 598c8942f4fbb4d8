"""What the README shows is run."""

import re
import shlex

import pytest
from click.testing import CliRunner

from gradflow.cli import main
from tests.repository.tree import ROOT

pytestmark = pytest.mark.slow

README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = re.findall(r"^\.venv/bin/gradflow ((?:run|sweep) .*)$", README, re.MULTILINE)
PYTHON = re.findall(r"^```python\n(.*?)\n```$", README, re.MULTILINE | re.DOTALL)


def test_the_python_example_says_what_it_prints(tmp_path, monkeypatch, capsys):
    example = PYTHON[0]
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "README.md", "exec"), {})
    verdict, before, after, link, *_ = capsys.readouterr().out.splitlines()
    assert f"# {verdict}" in example
    assert float(before) < 1e-3 < 0.1 < float(after)
    assert f"# the link: {link}" in example
    assert (tmp_path / "out.csv").read_text().startswith("step,depth,quantity,value\n")


@pytest.mark.parametrize("example", PYTHON[1:])
def test_every_python_example_runs(example, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "README.md", "exec"), {})


@pytest.mark.parametrize("line", SHELL)
def test_the_shell_examples_run(line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, shlex.split(line))
    assert result.exit_code == 0, result.output


def test_there_are_shell_examples():
    assert len(SHELL) >= 2
