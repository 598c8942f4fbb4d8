"""The repaired programs run, and learn what the printed ones were to learn."""

import contextlib
import io
import re
from functools import cache

import pytest

import gradflow
from gradflow.casebook.code import FOLDER, PROGRAMS

FALLS = 0.5  # of the loss that it began with


@cache
def printed(name: str) -> str:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(PROGRAMS[name].repaired, f"{name}.txt", "exec"), {"__name__": "__main__"})
    return said.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("name", PROGRAMS)
def test_the_repaired_program_runs_and_its_loss_falls(name: str) -> None:
    before, after = map(float, re.findall(r"(\d+\.\d+) -> (\d+\.\d+)", printed(name))[-1])
    assert after < FALLS * before, printed(name)


def test_every_program_of_the_articles_is_there_and_is_spoken_of_by_a_case() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == sorted(PROGRAMS)
    assert sorted(case.code for case in gradflow.cases() if case.code) == sorted(PROGRAMS)
    assert len([program for program in PROGRAMS.values() if program.stops]) == 7


def test_the_right_gradient_is_the_slope_of_the_loss_and_the_printed_one_climbs() -> None:
    found = re.findall(r"(\w+) +by w +(\S+), by b +(\S+)", printed("gradient"))
    of = {name: (float(w), float(b)) for name, w, b in found}
    assert of["right"] == of["differences"] != of["printed"] and of["printed"][1] == -of["right"][1]
    (before, after), _ = re.findall(r"(\d+\.\d+) -> (\d+\.\d+)", printed("gradient"))
    assert float(after) > 2 * float(before)


@pytest.mark.slow
def test_batch_normalization_is_what_makes_the_difference() -> None:
    without, with_it = (float(each) for each in re.findall(r"-> (\d+\.\d+)", printed("batch_normalization")))
    assert without > 0.6 > 0.3 > with_it
