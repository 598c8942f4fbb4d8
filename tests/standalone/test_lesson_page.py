"""A lesson as one page: all of it is in it, in both languages, and it is small and asks nobody."""

import json
import re
from base64 import b64decode
from gzip import decompress

import pytest
from click.testing import CliRunner

from gradflow.casebook.running import trained
from gradflow.cli import main
from gradflow.experiment import Experiment
from gradflow.lessons import LESSONS
from gradflow.lessons.way import way
from gradflow.standalone.lesson_page import lesson_page
from gradflow.standalone.stored_runs import MOST_STEPS, stored_run
from gradflow.text import LANGUAGES

LARGEST = 300_000  # bytes
SIGNAL = LESSONS["signal"]


def held(page: str) -> dict:
    found = re.search(r'id="lesson">([^<]+)<', page)
    assert found
    return json.loads(decompress(b64decode(found[1])))


@pytest.fixture(scope="module")
def page() -> str:
    return lesson_page(SIGNAL, "zh")


def test_every_station_is_in_it_in_every_language_with_its_answer(page):
    lesson = held(page)
    assert lesson["language"] == "zh" and set(lesson["stations"]) == set(LANGUAGES)
    for stations in lesson["stations"].values():
        assert [each["key"] for each in stations] == [station.key for station in way(SIGNAL)]
        amount, shape = stations[1]["prompt"], stations[3]["prompt"]
        assert -12.5 < amount["answer"] < -11.5 and "{answer}" in amount["feedback"]["high"]
        assert shape["truth"][-1] == 0 and len(shape["seeds"]) == 8 and shape["mistaken"][0]["name"] == "tanh"
        assert not any("{measured}" in each["prompt"]["explained"] for each in stations if "prompt" in each)
        texts = json.dumps(stations, ensure_ascii=False)
        assert "<math" in texts and "$" not in texts


def test_a_run_is_stored_once_for_both_languages(page):
    lesson = held(page)
    used = {run for stations in lesson["stations"].values() for each in stations for run in each.get("shown", ())}
    assert used == set(range(len(lesson["runs"])))
    assert len({json.dumps(run) for run in lesson["runs"]}) == len(lesson["runs"])


def test_it_is_small_and_names_no_other_place(page):
    assert len(page.encode()) < LARGEST
    assert "default-src 'none'" in page
    outside = set(re.findall(r"https?://[^\s\"'<>)`]+", page)) - {"http://www.w3.org/2000/svg"}
    assert outside == set()


def test_a_long_run_is_stored_at_a_few_steps_and_what_is_not_finite_as_nothing():
    stored = stored_run(trained(Experiment(), 60))
    assert len(stored["steps"]) == MOST_STEPS and (stored["steps"][0], stored["steps"][-1]) == (0, 59)
    assert set(stored["curves"]) == {"signal", "activation", "weight_gradient"}
    silent = stored_run(trained(Experiment.from_query("precision=float16&depth=40"), 1))
    assert silent["curves"]["signal"][0][0] is None and silent["curves"]["signal"][0][-1] is not None


@pytest.mark.slow
@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_every_lesson_can_be_one(lesson):
    assert len(lesson_page(lesson).encode()) < LARGEST


def test_the_shell_writes_one_and_refuses_a_name_by_name(tmp_path):
    file = tmp_path / "signal.html"
    assert CliRunner().invoke(main, ["lesson", "signal", "--html", str(file)]).exit_code == 0
    assert held(file.read_text(encoding="utf-8"))["name"] == "signal"
    refused = CliRunner().invoke(main, ["lesson", "cooking", "--html", str(file)])
    assert refused.exit_code == 2 and "cooking" in refused.output and "signal" in refused.output
    nowhere = CliRunner().invoke(main, ["lesson", "signal", "--html", str(tmp_path / "no" / "x.html")])
    assert nowhere.exit_code == 2 and "Traceback" not in nowhere.output
