"""What is learned: the network's answers, drawn for every task."""

import numpy as np
import pytest

from gradflow.figures import learned
from gradflow.figures.drawing.note import note
from gradflow.figures.probes.look import DatedLook
from gradflow.tasks import SIDE, TASKS, data_of, probes_of
from gradflow.text import LANGUAGES, Words
from tests.figures.received import drawn
from tests.figures.samples import sample

EN = Words("en")
PLANES = [name for name, task in TASKS.items() if task.inputs == 2]


def answers(task: str, kind: type = np.float32) -> np.ndarray:
    """Some."""
    shape = (len(probes_of(task)), TASKS[task].outputs)
    said = np.random.default_rng(0).uniform(0.01, 1, shape)
    return (said / said.sum(axis=1, keepdims=True) if TASKS[task].objective == "classification" else said).astype(kind)


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("task", TASKS)
def test_plotly_takes_it(task, language, width):
    trace, words = sample(40, task=task), Words(language)
    figure = learned(trace, DatedLook(38, answers(task)), words)
    drawn(figure, width)
    assert figure.label.startswith(words("look.step", step=37))
    shown = str(figure.layout)
    assert words("look.step", step=37) in shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("steps", [0, 40])
def test_before_the_first_answer_there_is_a_sentence(steps, task, language):
    words = Words(language)
    figure = learned(sample(steps, task=task), None, words)
    assert drawn(figure).layout.annotations[-1].text == note(figure.label)["text"]
    assert figure.label == words("learned.waiting")
    assert figure.traces


@pytest.mark.parametrize("task", TASKS)
def test_answers_that_are_not_numbers_are_said_to_be_none(task):
    figure = learned(sample(40, task=task), DatedLook(3, np.full_like(answers(task), np.nan)), EN)
    assert drawn(figure).layout.annotations[-1].text == note(figure.label)["text"]
    assert figure.label == EN("learned.not_finite")


@pytest.mark.parametrize("size", [1e4, 1e30, np.inf, np.nan])
@pytest.mark.parametrize("task", TASKS)
def test_an_answer_beyond_all_bounds_is_drawn(task, size):
    said = answers(task)
    said[3] = size
    drawn(learned(sample(40, task=task), DatedLook(3, said), EN))


@pytest.mark.parametrize("task", PLANES)
def test_the_map_is_over_the_plane(task):
    probes = probes_of(task)
    said = np.column_stack([probes[:, 0] < 0, probes[:, 0] >= 0]).astype(np.float16)
    map_, boundary, *classes = drawn(learned(sample(40, task=task), DatedLook(38, said), EN)).data
    assert np.shape(map_.z) == (SIDE, SIDE)
    np.testing.assert_array_equal(np.asarray(map_.z)[0], np.asarray(map_.x) >= 0)
    assert boundary.contours.start == boundary.contours.end == 0.5
    assert len({points.marker.symbol for points in classes}) == 2


@pytest.mark.parametrize("task", PLANES)
def test_a_network_that_answers_as_its_neighbours_do_is_all_but_right(task):
    data, probes = data_of(task), probes_of(task)
    nearest = ((probes[:, None] - data.inputs[None]) ** 2).sum(axis=2).argmin(axis=1)
    label = learned(sample(40, task=task), DatedLook(38, data.targets[nearest]), EN).label
    right, points = (int(number) for number in label.rstrip(".").split(": ")[-1].split(" of "))
    assert points == 300
    assert right > 0.9 * points


def test_digits_are_marked_beside_their_colour():
    data, count = data_of("digits"), len(probes_of("digits"))
    said = data.held_out_targets[:count].copy()
    said[0] = np.roll(said[0], 1)
    figure = learned(sample(40), DatedLook(38, said), EN)
    *texts, _ = [note.text for note in drawn(figure).layout.annotations]
    assert len(texts) == count
    assert [("✓" in text, "✗" in text) for text in texts] == [(False, True)] + (count - 1) * [(True, False)]
    assert figure.label.endswith(f"{count - 1} of {count}.")


def test_a_curve_that_fits_is_near_its_data():
    x = probes_of("curve")
    std = (1 / np.sqrt(3)) * 1.0  # of a uniform number between -1 and 1; the task's inputs are divided by it
    fit = np.sin(2 * np.pi * x * std) * np.exp(-((x * std) ** 2))
    trace = sample(40, task="curve")
    near, far = (drawn(learned(trace, DatedLook(38, said.astype(np.float32)), EN)) for said in (fit, 100 * fit))
    low, high = near.layout.yaxis.range
    assert high - low < far.layout.yaxis.range[1] - far.layout.yaxis.range[0]
    assert len(near.data[1].x) == len(x)


@pytest.mark.parametrize("language", LANGUAGES)
def test_beside_the_maps_it_is_said_how_many_are_right(language):
    words = Words(language)
    figure = learned(sample(40, task="digits"), DatedLook(38, answers("digits")), words, few=True)
    said = answers("digits")
    right = data_of("digits").held_out_targets[: len(said)].argmax(axis=1) == said.argmax(axis=1)
    shown = {each.text for each in drawn(figure).layout.annotations}
    assert words("learned.unseen", digits=len(said), right=int(right.sum())) in shown
