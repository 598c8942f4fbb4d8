"""The item bank: every question in both languages, with the answer that a run gives, as JSON can say it."""

import json

import pytest
from click.testing import CliRunner

from gradflow.cli import main
from gradflow.experiment import Experiment
from gradflow.lessons import LESSONS
from gradflow.lessons.bank import LICENSE, bank, item
from gradflow.lessons.exam import FORMS, PAIRS
from gradflow.text import LANGUAGES

SIGNAL = LESSONS["signal"]


@pytest.fixture(scope="module")
def whole() -> dict:
    return json.loads(json.dumps(bank(iter([SIGNAL])), allow_nan=False))


def test_it_says_under_which_license_it_may_be_used(whole):
    assert whole["license"] == LICENSE and whole["format"] == 1


def test_every_question_is_in_it_once_and_in_every_language(whole):
    keys = [asked.key.removeprefix("lesson.") for asked in SIGNAL.asked()]
    keys += [pair.key(form) for pair in PAIRS.values() if pair.lesson == SIGNAL.name for form in FORMS]
    assert [each["id"] for each in whole["items"]] == keys and len(set(keys)) == len(keys)
    assert all(set(each["question"]) == set(each["explanation"]) == set(LANGUAGES) for each in whole["items"])


def test_its_runs_are_links_that_open(whole):
    assert all(Experiment.from_query(each["run"]) for each in whole["items"])


def test_its_texts_mark_nothing_in_pictures(whole):
    assert "](#" not in json.dumps(whole) and "tells layer 20 how" in whole["items"][0]["setup"]["en"]


def test_an_answer_is_what_the_run_says(whole):
    by_id = {each["id"]: each for each in whole["items"]}
    amount, shape, moves = by_id["signal.amount"], by_id["signal.shape"], by_id["signal.moves"]
    assert -12.5 < amount["answer"] < -11.5 and amount["kind"] == "number"
    assert shape["answer"][-1] == 0 and shape["answer"][0] == pytest.approx(amount["answer"])
    assert moves["answer"] == "still" and [each["name"] for each in moves["options"]] == ["alike", "little", "still"]


def test_explanations_have_their_numbers(whole):
    assert not [each for each in whole["items"] for text in each["explanation"].values() if "{measured}" in text]


def test_a_contrast_names_the_run_that_it_is_beside():
    contrast = next(asked for asked in SIGNAL.asked() if asked.before)
    assert item(SIGNAL, contrast)["beside"] == contrast.before.to_query()  # type: ignore[union-attr]


def test_the_shell_lists_them_and_writes_the_bank():
    listed = CliRunner().invoke(main, ["items", "signal", "--language", "zh"])
    assert listed.exit_code == 0 and listed.output.count("\n") == len(list(SIGNAL.asked()))
    written = CliRunner().invoke(main, ["items", "signal", "--json"])
    assert written.exit_code == 0 and json.loads(written.stdout)["items"][0]["id"] == "signal.amount"


def test_a_lesson_that_is_not_there_is_refused_by_name():
    refused = CliRunner().invoke(main, ["items", "cooking"])
    assert refused.exit_code == 2 and "cooking" in refused.output
