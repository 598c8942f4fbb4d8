"""What whoever starts a server says about it."""

import os

import pytest
from click.testing import CliRunner

from gradflow import cli
from gradflow.classroom.store.database import VARIABLE
from gradflow.ui import settings
from gradflow.ui.settings import CORES, DRAIN, EMBED_IN, MEMORY, check, cores, drain, embed_in, memory_limit, share_of


def test_nothing_said_is_nothing_changed(monkeypatch):
    for name in (EMBED_IN, MEMORY, CORES, DRAIN):
        monkeypatch.delenv(name, raising=False)
    assert (embed_in(), memory_limit(), cores(), drain()) == ([], None, None, 0)


def test_courses_and_memory_can_be_said(monkeypatch):
    monkeypatch.setenv(EMBED_IN, "https://course.example http://127.0.0.1:8888 https://*.school.example")
    monkeypatch.setenv(MEMORY, "1.5")
    check()
    assert len(embed_in()) == 3 and memory_limit() == 1.5 * 2**30


@pytest.mark.parametrize(
    ("name", "value"),
    [(EMBED_IN, "course.example"), (EMBED_IN, "https://a.example; script-src *"), (EMBED_IN, "https://a.example/x"),
     (EMBED_IN, "*"), (MEMORY, "2G"), (MEMORY, "0"), (MEMORY, "-1"), (MEMORY, "nan"), (MEMORY, "inf"),
     (CORES, "0"), (CORES, "two"), (CORES, "1.5"), (DRAIN, "-1"), (DRAIN, "9999")],
)  # fmt: skip
def test_what_is_not_allowed_is_one_line_that_names_it(name, value, monkeypatch):
    monkeypatch.setenv(name, value)
    result = CliRunner().invoke(cli.main, ["--no-browser"])
    assert result.exit_code == 2
    assert name in result.output and "allowed is" in result.output and "Traceback" not in result.output


def test_processes_share_the_machine_alike(monkeypatch):
    monkeypatch.setenv(MEMORY, "6")
    monkeypatch.setenv(CORES, "8")
    assert share_of(3) == {MEMORY: "2.000", CORES: "2"}
    monkeypatch.setenv(CORES, "1")
    assert share_of(2)[CORES] == "1"
    monkeypatch.setenv(DRAIN, "")  # put back afterwards
    result = CliRunner().invoke(cli.main, ["serve", "--processes", "7"])
    assert result.exit_code == 2 and "--processes 7 leaves 0.86 GB each" in result.output
    monkeypatch.delenv(MEMORY)
    monkeypatch.setattr(settings, "system_limit", lambda: float("inf"))
    assert share_of(2) == {CORES: "1"}


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_database_is_named_for_all_processes_and_one_that_is_none_is_refused(processes, monkeypatch):
    for name in (VARIABLE, DRAIN):
        monkeypatch.setenv(name, "")  # put back afterwards
    result = CliRunner().invoke(cli.main, ["serve", "--processes", processes, "--database", "mysql://x/y"])
    assert result.exit_code == 2 and f"{VARIABLE} is of 'mysql'" in result.output
    assert os.environ[VARIABLE] == "mysql://x/y"
