"""`gradflow cases`: lists, checks, and says what does not hold."""

import dataclasses

import pytest
from click.testing import CliRunner, Result

import gradflow
from gradflow.casebook import registry
from gradflow.cli import main


def in_shell(*words: str) -> Result:
    return CliRunner().invoke(main, ["cases", *words])


def test_it_lists_every_case_or_those_that_are_named() -> None:
    every = in_shell().stdout.splitlines()
    assert [line.partition("\t")[0] for line in every] == [case.id for case in gradflow.cases()]
    assert in_shell("000.13").stdout == "000.13\tReLU can avoid vanishing gradients.\n"
    assert len(in_shell("published", "--language", "zh").stdout.splitlines()) >= 16
    assert all(line.startswith("003.") for line in in_shell("003").stdout.splitlines())


def test_what_holds_is_counted() -> None:
    result = in_shell("--check", "000.13", "000.4", "published.saxe2014")
    assert result.exit_code == 0, result.output
    assert result.stdout == "2 of 2 cases that runs decide are as stated.\n"


def test_a_wrong_key_is_named_with_what_was_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = tuple(dataclasses.replace(case, key="true") for case in gradflow.cases() if case.id == "000.13")
    monkeypatch.setattr(registry, "cases", lambda: wrong)
    result = in_shell("--check")
    assert result.exit_code == 1
    assert "000.13: stated as “True”, its runs say “It depends” (-4.44" in result.stdout
    assert "0 of 1 cases" in result.stdout


def test_a_case_that_there_is_not_is_named_in_one_line() -> None:
    result = in_shell("--check", "000.99")
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert "000.99" in line and "gradflow cases" in line
