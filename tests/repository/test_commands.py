"""The README's two commands do all the set-up, CI runs one of them word for word, and a third is its quick part."""

import re

from tests.repository.tree import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def _command(end: str) -> str:
    """The one shell block of the README that sets up an environment and ends so."""
    blocks = re.findall(r"^```sh\n(.*?)\n```$", README, re.MULTILINE | re.DOTALL)
    (command,) = [block for block in blocks if "venv .venv" in block and block.endswith(end)]
    return command


START = _command("&& .venv/bin/gradflow")
TEST = _command("&& .venv/bin/python -m pytest -q -n 3 --dist loadfile")


def test_each_is_one_line_that_makes_its_own_environment_of_exact_versions():
    for command, extra in (START, "."), (TEST, '".[test]"'):
        assert "\n" not in command
        assert "python3-venv" in command
        assert f"python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt -e {extra} &&" in command


def test_ci_runs_the_test_command_and_nothing_else():
    script = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in script if line and not line.startswith("#")]
    assert commands == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', TEST]


def test_the_command_for_every_day_is_the_test_command_without_what_is_slow():
    pytest = TEST.rpartition(" && ")[2]
    assert f'\n```sh\n{pytest} -m "not slow"\n```\n' in README


def test_ci_is_executable():
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
