"""A file of one's own as sequences: what a row is, in which order, and that nothing of the future is trained on."""

import gc

import numpy as np
import pytest

from gradflow import RNN, Experiment
from gradflow.networks import MAX_LENGTH, family_named
from gradflow.reading import read_as, refusal, summary
from gradflow.tasks import LENT
from gradflow.tasks.own import Answers, Unusable
from gradflow.tasks.own.in_time import MOST_NUMBERS, MOST_TIME_STEPS, in_time
from gradflow.tasks.own.in_time.series import FEWEST, FEWEST_WINDOWS
from gradflow.tasks.own.lines import MOST_READ
from gradflow.text import LANGUAGES, Words
from tests.tasks.owned import iris, owned, rows, wave, word

MONTHS = [f"{1949 + i // 12}-{i % 12 + 1:02d},{100 + 9 * np.sin(i):.2f}" for i in range(144)]


def table(lines: list[str], header: str = "month,sold") -> bytes:
    return "\n".join([header, *lines]).encode()


def ecg(steps: int = 60, label: int = 0) -> bytes:
    """As the UCR archive writes it: tabs, no header, the class before the values."""
    values = [[f"{np.sin(k / (3 + 4 * (i % 2)) + i):.3f}" for k in range(steps)] for i in range(80)]
    return "\n".join("\t".join([*v[:label], str(i % 2 + 1), *v[label:]]) for i, v in enumerate(values)).encode()


FILES = {
    "a series with its months": (table(MONTHS), "step", "time target"),
    "a series without a time": (rows(80, wave, wave), "step", "input target"),
    "a series that counts": (rows(80, lambda i: 3 * i, wave), "step", "time target"),
    "a label before many values": (ecg(), "sequence", " ".join(["target", *["input"] * 60])),
    "a label after many values": (ecg(label=60), "sequence", " ".join([*["input"] * 60, "target"])),
    "names at the end": (iris(), "sequence", "input input input input target"),
}


@pytest.mark.parametrize("case", FILES)
def test_what_a_row_is_and_what_a_column_is(case):
    content, row, roles = FILES[case]
    held = in_time(content)
    assert (held.row, " ".join(held.roles)) == (row, roles)


def test_it_is_asked_and_can_be_said_otherwise():
    held = in_time(ecg(), Answers(row="step", target=1))
    assert held.row == "step" and held.task.inputs == 61


@pytest.mark.parametrize(
    ("form", "order"),
    [
        (lambda i: f"{i % 28 + 1}.{i // 28 + 1}.2021", ()),
        (lambda i: f"{i // 28 + 1}/{i % 28 + 1}/2021", ()),
        (lambda i: f"2021-01-01 {i // 60:02d}:{i % 60:02d}", ()),
        (lambda i: f"2021年{i // 28 + 1}月{i % 28 + 1}日", ()),
        (lambda i: f"{28 - i % 28}/{12 - i // 28}/2021", ("reversed",)),
        (lambda i: f"2021-{i // 28 + 1:02d}-{(5 * i) % 28 + 1:02d}", ("sorted",)),
        (lambda i: f"2021-01-{i // 10 + 1:02d}", ("shared",)),
    ],
)
def test_the_order_of_the_rows_is_that_of_their_time(form, order):
    held = in_time(rows(200, form, wave))
    assert (held.ordered, held.roles[0]) == (order, "time")


def test_reversed_rows_are_the_same_task():
    back, forth = in_time(table(MONTHS[::-1])), in_time(table(MONTHS))
    assert back.name == forth.name and back.ordered == ("reversed",)


@pytest.mark.parametrize("held_out", [False, True])
def test_no_window_holds_anything_of_the_other_part(held_out):
    """The rows count up, so a number tells its row."""
    task = in_time(rows(200, wave, lambda i: i * i)).task
    drawn = task.draw(np.random.default_rng(0), 500, 20, held_out)
    first, last = task.data.inputs[:, -1], task.data.held_out_inputs[:, -1]
    own, other = (last, first) if held_out else (first, last)
    seen = np.concatenate([drawn.inputs[..., -1].ravel(), drawn.targets.ravel()])
    assert len(first) == 160 and first.max() < last.min()
    assert set(seen.tolist()) <= set(own.tolist()) and not set(seen.tolist()) & set(other.tolist())
    np.testing.assert_array_equal(drawn.inputs[:, 1:, -1], drawn.targets[:, :-1, 0])  # the next row's


def test_no_window_has_a_gap():
    held = in_time(rows(200, wave, lambda i: "" if i in (50, 51, 180) else wave(i)))
    for held_out in (False, True):
        assert np.isfinite(held.task.draw(np.random.default_rng(0), 500, 5, held_out).inputs).all()
    assert held.rows_left_out == {"gaps": 3}
    assert held.task.longest == 15  # held out are 20 rows, a gap and 19 rows: 5 windows and 4, and of 16 only 7


def test_a_window_is_as_long_as_the_data_allows():
    held = in_time(table(MONTHS))
    longest = held.task.longest
    assert longest == 29 - FEWEST_WINDOWS  # held out are 29 rows
    experiment = Experiment(task=held.name, network=RNN(sequence_length=60))
    assert experiment.network.depth == longest
    assert experiment.replace(task="recall").replace(sequence_length=60).network.depth == 60
    long = in_time(rows(9000, wave, wave))
    assert family_named("rnn").most(long.name) == {"sequence_length": MAX_LENGTH} and MAX_LENGTH == MOST_TIME_STEPS


def test_sequences_have_their_own_length_and_one_scale():
    held = in_time(ecg())
    task = held.task
    assert Experiment(task=held.name, network=RNN()).network.depth == task.length == 60
    drawn = task.draw(np.random.default_rng(0), 30, 60, False)
    assert drawn.inputs.shape == (30, 60, 1) and drawn.targets.shape == (30, 60, 2)
    np.testing.assert_allclose([task.data.inputs.mean(), task.data.inputs.std()], [0, 1], atol=1e-5)
    assert len(task.data.inputs) == 64 and 0.4 < task.guessed < 0.6


AS_STEPS, AS_SEQUENCES = Answers(row="step"), Answers(row="sequence")
BAD_IN_TIME = {
    "several_series": (rows(100, word, lambda i: 1990 + i % 20, wave).replace(b"column1", b"year"), AS_STEPS),
    "series_short": (rows(FEWEST - 10, wave, wave), AS_STEPS),
    "series_texts": (iris(), Answers(row="step", target=4)),
    "no_numbers": (rows(60, lambda i: i, lambda i: word(i % 40)), AS_STEPS),
    "time_steps": (ecg(401), AS_SEQUENCES),
    "constant": (rows(60, wave, lambda _: 7), Answers(row="step", target=1)),
    "inputs_many": (rows(60, *[wave] * 65), AS_STEPS),
    "rows_few": (rows(19, wave, wave), AS_STEPS),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", BAD_IN_TIME)
def test_what_cannot_be_read_in_time_says_why_in_one_sentence(reason, language):
    with pytest.raises(Unusable) as unusable:
        in_time(*BAD_IN_TIME[reason])
    said = refusal(unusable.value, "my.csv", Words(language))
    assert unusable.value.reason == reason and "{" not in said and said[-1] in ".。"


def test_one_number_and_a_name_are_no_sequence():
    with pytest.raises(Unusable, match="time_steps"):
        in_time(rows(40, wave, word), AS_SEQUENCES)


@pytest.mark.slow
def test_the_beginning_of_a_long_series_is_read_and_the_rest_counted():
    held = in_time(b"a,b\n" + b"".join(b"%d.5,%d\n" % (i * i % 97, i * 7 % 89) for i in range(MOST_READ + 500)))
    assert (held.rows, held.rows_left_out) == (MOST_READ - 1, {"later": 501})
    first = held.task.data.inputs[:, 1]
    assert np.argmax(first) == np.argmax([i * 7 % 89 for i in range(len(first))])
    wide = in_time(rows(MOST_READ - 1, *[wave] * 64))
    assert wide.rows * 65 <= MOST_NUMBERS and wide.rows_left_out == {"later": MOST_READ - 1 - wide.rows}


def test_who_grows_out_of_what_trains_is_told():
    held = in_time(table([f"{1900 + i},{100 + i}.5" for i in range(100)]), Answers(target=1))
    assert held.beyond == 1.0
    assert any("100%" in sentence for sentence in read_as(held, Words("en")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_summed_up(language):
    for content, _, _ in FILES.values():
        said = [summary(in_time(content), Words(language)), *read_as(in_time(content), Words(language))]
        assert all(sentence[-1] in ".。" and "{" not in sentence for sentence in said)


def test_a_name_is_good_for_its_own_family_alone():
    layers, time = owned(rows(60, wave, wave)), in_time(rows(60, wave, wave))
    assert layers.name != time.name
    lent = {name: own.lent for name in ("mlp", "rnn") if (own := family_named(name).own_data)}
    assert [layers.name in lent["mlp"], time.name in lent["mlp"]] == [True, False]
    assert [layers.name in lent["rnn"], time.name in lent["rnn"]] == [False, True]
    with pytest.raises(ValueError, match="task ="):
        Experiment(task=layers.name, network=RNN())


def test_it_is_gone_with_the_last_who_holds_it():
    held = in_time(rows(77, wave, wave))
    name = held.name
    experiment = Experiment(task=name, network=RNN())
    held.task.draw(np.random.default_rng(0), 2, 5, False)
    del held
    gc.collect()
    assert name not in LENT and experiment.at(3) == experiment
