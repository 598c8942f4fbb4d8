"""What a learner says about a file is obeyed; what does not fit into a run is drawn with a fixed seed and counted."""

import time
from contextlib import suppress

import numpy as np
import pytest

from gradflow.tasks.own import LARGEST_FILE, MOST_CLASSES, MOST_ROWS, Answers, Own, Unusable, own
from tests.tasks.brought import BROUGHT
from tests.tasks.owned import iris, owned, rows, wave, word


def answered(case: str, **said) -> Own:
    return own(BROUGHT[case].content, Answers(**said))


def numbers(held: Own, name: str, count: int = 3) -> tuple:
    [column] = [column for column in held.columns if column.name == name]
    assert column.numbers is not None
    return column.numbers[:count]


@pytest.mark.parametrize(
    ("case", "name", "as_found", "otherwise"),
    [
        ("German marks", "km", (2155, 980, 1310), {".": (2.155, 980, 1.31), ",": (2155, 980, 1310)}),
        ("thousands between tabs", "p", (1234, 2235, 3236), {".": (1234, 2235, 3236), ",": (1.234, 2.235, 3.236)}),
        ("thousands between quotation marks", "p", (1234, 2235, 3236), {",": (1.234, 2.235, 3.236)}),
    ],
)
def test_the_decimal_mark_of_a_column_that_leaves_it_open(case, name, as_found, otherwise):
    assert numbers(answered(case), name) == as_found
    for mark, read in otherwise.items():
        assert numbers(answered(case, decimal=mark), name) == read


def test_a_column_that_is_sure_of_its_mark_keeps_it():
    assert numbers(answered("German marks", decimal="."), "l", 2) == (19.47, 20.47)


def test_the_first_line_may_be_data_or_names():
    assert len(answered("years as names", header=False).columns[0].cells) == 31
    assert [column.name for column in answered("no header above texts", header=True).columns] == ["x", "y", "p"]


def test_nines_may_be_numbers():
    assert numbers(answered("-9999", nines=False), "z", 2) == (0, -9999)


def test_another_encoding():
    assert answered("Windows-1252", encoding="cp1251").task.classes == ("groЯ", "mдЯig")


def test_a_column_may_be_used_or_left_out_whatever_the_rules_say():
    held = answered("ids from 100 on", use=frozenset({0}), leave=frozenset({1}))
    assert held.roles == ("input", "chosen", "target") and held.task.columns == ("sample",)
    assert held.left_out == {"chosen": ("x",)}


@pytest.mark.parametrize("learn", ["number", "classes"])
def test_whole_numbers_may_be_learned_either_way(learn):
    few, many = rows(60, wave, lambda row: row % 3), rows(120, wave, lambda row: row % 13)
    assert own(few, Answers(learn=learn)).either and own(many, Answers(learn=learn)).either
    classes = [len(own(content, Answers(learn=learn)).task.classes) for content in (few, many)]
    assert classes == ([0, 0] if learn == "number" else [3, MOST_CLASSES])


def test_of_many_classes_the_most_frequent_are_learned():
    """Letters by how often: a once more than b, b once more than c."""
    letters = [letter for place, letter in enumerate("abcdefghijklmno") for _ in range(20 - place)]
    held = owned(rows(len(letters), wave, lambda row: letters[row]))
    assert held.task.classes == tuple("abcdefghij") and held.different == 15
    assert held.rows_left_out["rare"] == len(letters) - sum(range(11, 21))


def test_a_larger_table_is_drawn_from_with_a_fixed_seed():
    content = rows(4177, wave, lambda row: row % 2, wave)
    held = owned(content)
    assert (held.rows, held.rows_left_out) == (MOST_ROWS, {"sampled": 4177 - MOST_ROWS})
    assert own(content).name == held.name


def test_row_numbers_are_known_in_a_long_file_of_which_not_every_line_is_read():
    content = rows(20_000, lambda row: 7 + row, wave, lambda row: row % 2)
    held = owned(content)
    assert held.left_out == {"counting": ("column0",)} and held.rows_left_out == {"sampled": 20_000 - MOST_ROWS}


def test_the_last_column_that_can_be_learned_is():
    held = owned(rows(40, wave, lambda row: row % 3, word))
    assert held.columns[held.target].name == "column1" and held.left_out == {"wordy": ("column2",)}
    assert owned(iris()).target == 4


LINES = [b"1,1\n", b"1,,,,,,,,,,,,,,,,,,,,,,\n", b'"a, b",1\n', b"\xe4,1\n", b"# 1\n", b"-1.234,\n"]


@pytest.mark.slow
@pytest.mark.parametrize("line", LINES)
def test_the_largest_file_is_answered_in_a_moment(line):
    content = (b"x,y\n" + line * (LARGEST_FILE // len(line)))[:LARGEST_FILE]
    start = time.thread_time()
    with suppress(Unusable):
        own(content)
    assert time.thread_time() - start < 10  # of this thread alone: one, on a machine that does nothing else


def test_no_bytes_do_more_than_be_refused():
    """Noise, and good files that were cut, doubled and stirred."""
    generator = np.random.default_rng(0)
    alphabet = np.frombuffer(b'ab1.,;\t\n\r" #-\xe4\x00\xff%()$eE+', np.uint8)
    files = [generator.choice(alphabet, 400).tobytes() for _ in range(300)]
    for brought in BROUGHT.values():
        content = bytearray(brought.content)
        for place in generator.integers(0, len(content), 6):
            content[place] = generator.choice(alphabet)
        files += [bytes(content), brought.content[: len(content) // 2], brought.content[1:]]
    for content in files:
        try:
            held = own(content)
        except Unusable:
            continue
        assert held.rows >= 16 and all(np.isfinite(part).all() for part in held.task.data)
