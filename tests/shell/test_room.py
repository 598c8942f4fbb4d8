"""`gradflow room`: a class's hour as data, and gone where it is to be gone."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from gradflow.classroom.classroom import Classroom
from gradflow.cli import main
from gradflow.text import Words
from tests.classroom.klass import Class


@pytest.fixture
def klass(tmp_path, monkeypatch: pytest.MonkeyPatch):
    url = f"sqlite:///{tmp_path}/rooms.sqlite"
    monkeypatch.setenv("GRADFLOW_DATABASE", url)
    klass = Class(Classroom(url), *Classroom(url).rooms.open("signal"))
    klass.join("ann", "bob")
    klass.go("begin", "vote")
    klass.answer("ann", -12.0, 4)
    klass.go("reveal")
    yield klass
    klass.classroom.close()


def asked(*said: str):
    return CliRunner().invoke(main, ["room", *said])


def test_a_room_is_exported_whole_and_says_nothing_by_which_its_host_could_be_impersonated(klass: Class):
    found = asked("export", klass.code.lower())
    kept = json.loads(found.output)
    assert [(each["item"], each["value"], each["confidence"]) for each in kept["answers"]] == [
        ("lesson.signal.amount", -12.0, 4)
    ]
    assert [each["name"] for each in kept["events"]] == ["open", "begin", "vote", "reveal"]
    assert {each["id"] for each in kept["participants"]} == {"ann", "bob"}
    assert "hash" not in found.output and klass.secret not in found.output


def test_answers_are_lines_of_a_table(klass: Class):
    (line,) = csv.DictReader(io.StringIO(asked("export", klass.code, "--format", "csv").output))
    assert (line["participant"], line["value"], line["round"], line["counts"]) == ("ann", "-12.0", "1", "True")
    assert (line["confidence"], line["sure"], line["answer"], line["right"]) == ("4", "sure", "10⁻¹²", "True")
    assert line["question"].startswith("Say the signal has size 1 at layer 20.")
    at = datetime.strptime(line["at"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=5)


def test_a_deleted_room_is_gone(klass: Class):
    assert klass.code in asked("delete", klass.code).output
    for command in ("delete", "export"):
        found = asked(command, klass.code)
        assert (found.exit_code, found.output.count("\n")) == (2, 1)
        assert "no such room" in found.output


def test_a_database_that_is_none_is_one_sentence(klass: Class):
    found = asked("export", klass.code, "--database", "mysql://host/name")
    assert found.exit_code == 2 and found.output.startswith("Error: GRADFLOW_DATABASE is of 'mysql'")


def test_an_hour_is_told_from_its_record_when_the_room_is_gone(klass: Class, tmp_path):
    for step in (0, 1):
        klass.go(*(["explain", "next", "vote"] if step else []))
        klass.join(*(who := [f"learner{number}" for number in range(6)]))
        for number, each in enumerate(who if step else []):
            klass.answer(each, -6.0 - number % 3)
    file = tmp_path / "room.json"
    file.write_text(asked("export", klass.code).output)
    assert asked("delete", klass.code).exit_code == 0
    told = asked("retell", str(file), "--language", "zh")
    words = Words("zh")
    assert told.exit_code == 0
    assert words("lesson.signal.amount.question") in told.output and "1.1·10⁻¹²" in told.output
    assert words("class.too_few", fewest=5) in told.output  # of the first question, which one answered
    assert words("class.middle", round=1, half="10⁻⁷", low="10⁻⁸", high="10⁻⁶") in told.output


def test_what_is_no_record_is_one_sentence(klass: Class, tmp_path):
    for text in ("", "[]", '{"format": 1}', "nothing"):
        (tmp_path / "room.json").write_text(text)
        found = asked("retell", str(tmp_path / "room.json"))
        assert (found.exit_code, found.output.count("\n")) == (2, 1)
        assert "is no record of a room" in found.output
