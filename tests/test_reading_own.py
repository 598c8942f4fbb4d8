"""A learner's own data in sentences: one for every way a file can be bad, and what a good one was read as."""

import re

import pytest

import gradflow
from gradflow.reading import left_out, refusal, summary
from gradflow.tasks.own import Unusable, own
from gradflow.text import LANGUAGES, Words, texts
from tests.tasks.owned import BAD, iris, owned, rows, wave, word
from tests.tasks.test_in_time import BAD_IN_TIME

EN, ZH = Words("en"), Words("zh")


def refused(content: bytes) -> Unusable:
    with pytest.raises(Unusable) as caught:
        own(content)
    return caught.value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", BAD)
def test_every_bad_file_has_one_sentence(reason, language):
    said = refusal(refused(BAD[reason]), "my.csv", Words(language))
    assert "`my.csv`" in said and "{" not in said
    assert len(re.findall(r"[.。](?=\s|$)", said)) == 1 and "\n" not in said


def test_every_sentence_has_its_bad_file():
    said = {key.removeprefix("own.refused.") for key in texts("en") if key.startswith("own.refused.")}
    assert said - {"form"} == set(BAD) | set(BAD_IN_TIME)


@pytest.mark.parametrize(
    ("reason", "words", "named"),
    [
        ("ragged", EN, ["line 3", "is 1", "other lines 2"]),
        ("ragged", ZH, ["第 3 行", "1 个单元格", "2 个"]),
        ("format", EN, ["JSON", "CSV"]),
        ("classes_many", ZH, ["column1", "40", "10"]),
        ("rows_few", EN, ["19", "20"]),
    ],
)
def test_the_sentence_names_what_is_wrong_and_what_is_allowed(reason, words, named):
    said = refusal(refused(BAD[reason]), "my.csv", words)
    assert [part for part in named if part not in said] == []


def test_a_strangers_names_stay_names():
    nasty = rows(40, wave, lambda _: 1).replace(b"column1", b"`<b>**x**[a](http://b)`")
    assert "`<b>**x**[a](http://b)`" in refusal(refused(nasty), "`a`\n.csv", EN)
    assert refusal(refused(nasty), "`a`\n.csv", EN).startswith("`a.csv`")


def test_a_good_file_is_described():
    assert summary(owned(iris()), EN) == "Classification: 3 classes, 150 rows, 5 columns, 4 inputs."
    assert summary(owned(iris(), 0), ZH).startswith("回归：150 行")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_left_out_is_said(language):
    words = Words(language)
    held = owned(rows(90, *[word] * 5, lambda row: "" if row % 9 == 4 else wave(row), wave))
    said, named = left_out(held, words), words("list.and").join(f"`column{number}`" for number in range(3))
    assert len(said) == 1 + ("spare" in held.rows_left_out) + 1
    assert "10" in said[0] and named in said[-1] and "column3" not in said[-1]


def test_own_task_takes_a_path_or_a_text(tmp_path):
    (tmp_path / "iris.csv").write_bytes(iris())
    by_path = gradflow.own_task(tmp_path / "iris.csv", target="x2")
    by_text = gradflow.own_task(iris().decode(), "x2")
    assert by_path.name == by_text.name and by_path.task.objective == "regression"
    trace = gradflow.train(gradflow.Experiment(task=by_path.name, steps=3))
    assert trace.loss.shape == (3,)


def test_own_task_says_what_is_wrong(tmp_path):
    with pytest.raises(ValueError, match=r"^text cannot be used: the number of cells in line 3 is 1"):
        gradflow.own_task("a,b\n1,2\n3\n")
    with pytest.raises(ValueError, match="target = 'z': allowed is one of x0, x1"):
        gradflow.own_task(iris().decode(), "z")
    with pytest.raises(FileNotFoundError):
        gradflow.own_task(tmp_path / "none.csv")


def test_who_reads_no_files_says_who_does():
    with pytest.raises(gradflow.InvalidFields, match=r"^network = 'cnn': allowed is one of mlp, rnn$"):
        gradflow.own_task("a,b\n1,2\n", network="cnn")
