"""What made a run fall back is found by rule; where it is taken away the run does not fall."""

from typing import Any

import numpy as np
import pytest

from gradflow.diagnosis import diagnose
from gradflow.diagnosis.verdicts.falls import cause_of_fall
from gradflow.engine.train import train
from gradflow.experiment import Experiment
from gradflow.reading import headline
from gradflow.text import LANGUAGES, Words
from tests.diagnosis.test_learning import run

RISES: dict[str, Any] = {"loss": np.append(2.3, np.full(39, 900.0)) * np.append(np.ones(20), np.full(20, 2.6e-3))}
LOOKS = [0.3, 0.6, 0.9, 0.9, 0.5, 0.3, 0.3]
LEAPS: dict[str, Any] = {"update_norm": np.append(np.full(85, 0.3), [3.0] + 54 * [0.1])}
LEAPS |= {"loss": np.append(np.full(85, 0.3), 55 * [2.0])}


def test_a_long_update_with_a_loss_that_rises_is_the_cause() -> None:
    found = diagnose(run(LOOKS, None, None, **LEAPS)).learning.numbers
    assert (found["fall"], found["leapt"]) == ("leap", 85)
    assert (found["longer"], found["loss_after"]) == (pytest.approx(10), pytest.approx(2))


@pytest.mark.parametrize("without", ["update_norm", "loss"])
def test_without_either_of_them_no_cause_is_claimed(without: str) -> None:
    assert diagnose(run(LOOKS, None, None, **(LEAPS | {without: np.full(140, 0.3)}))).learning.numbers["fall"] == ""


def test_of_relu_with_he_it_is_a_long_update_and_clipped_from_before_it_on_the_run_does_not_fall() -> None:
    fields = {"activation": "relu", "initializer": "he_normal"}
    fallen = train(Experiment(steps=240).replace(**fields))
    found = diagnose(fallen).learning
    assert found == "falling_back" and found.numbers["fall"] == "leap"
    clipped = train(fallen.experiment.with_change(int(found.numbers["leapt"]) - 4, clipping="norm"))
    assert diagnose(clipped).learning == "learned"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_whose_batch_does_far_worse_than_the_looks_is_told(language: str) -> None:
    words = Words(language)
    slips, holds = (diagnose(run([0.3, 0.9, 0.9], steps=62, batch=share)) for share in (0.15, 0.88))
    assert words("learning.slips", batch="15%") in headline(slips, None, words)
    assert "batch" not in holds.learning.numbers


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_latest_batches_show_is_not_said_of_held_out_data(language: str) -> None:
    words, found = Words(language), diagnose(run([0.3, 0.6, 0.7], steps=66, batch=0.2))
    assert found.learning.reason == "falling_back_right_in_batches"
    assert words("learning.falling_back_right_in_batches", answered="20%", best="65%", guessed="11%") in headline(
        found, None, words
    )


def test_a_change_shortly_before_is_named() -> None:
    changed = run(LOOKS).experiment.with_change(120, learning_rate=1.0)
    found = cause_of_fall(run(LOOKS, experiment=changed), 79)
    assert found == {"fall": "change", "changed": 120, "what": "learning_rate:1.0"}


@pytest.mark.parametrize(("looks", "said"), [([0.1, 0.1], True), ([0.2, 0.5], False)])
def test_from_where_on_it_is_called_learning_stands_in_the_sentence(looks: list[float], said: bool) -> None:
    assert ("20%" in headline(diagnose(run(looks)), None, Words("en"))) == said


# Layer normalization on two circles: a rate that throws it, and a tenth of it.
@pytest.mark.slow
@pytest.mark.parametrize(
    "fields",
    [
        {"activation": "selu", "initializer": "glorot_normal", "optimizer": "momentum"},
        {"activation": "relu", "initializer": "he_normal", "optimizer": "adam", "learning_rate": 0.01},
    ],
)
def test_first_steps_that_were_too_long_are_named_and_a_tenth_of_the_rate_learns(fields: dict[str, Any]) -> None:
    e = Experiment(task="circles", steps=200).replace(depth=8, normalization="layer", **fields)
    found = diagnose(train(e)).learning
    assert found == "at_chance" and found.numbers["loss_after"] > 2 * found.numbers["loss_before"]  # type: ignore[operator]
    assert found.helps[-1] == "smaller_rate"  # alone where the signal still passes, which rounding decides
    assert diagnose(train(e.replace(learning_rate=e.learning_rate / 10))).learning == "learned"


@pytest.mark.parametrize("peak", [4.0, 5.0])
def test_a_loss_that_hardly_rises_threw_nobody(peak: float) -> None:
    loss = np.full(40, 2.3)
    loss[3] = peak
    found = diagnose(run([0.1, 0.1], loss=loss, update_ratio=np.full(10, 0.5)))
    assert ("thrown" in found.learning.numbers) == (peak > 2.3 * 2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_threw_a_run_stands_in_its_headline(language: str) -> None:
    loss = np.full(40, 2.3)
    loss[3] = 9.0
    found = diagnose(run([0.1, 0.1], loss=loss, update_ratio=np.full(10, 0.5)))
    said = Words(language)("learning.was_thrown", thrown="3", loss_before="2.3", loss_after="9", ratio="0.5")
    assert said in headline(found, None, Words(language))


@pytest.mark.parametrize(("ratio", "told"), [(0.0, False), (1.5, True)])
def test_first_steps_are_blamed_where_they_were_long(ratio: float, told: bool) -> None:
    """Of frozen layers, or of batches of few examples, the loss goes up and down by itself."""
    found = diagnose(run([0.1, 0.1], update_ratio=np.full(10, ratio), **RISES)).learning
    assert found == "at_chance" and ("thrown" in found.numbers) == told


def test_first_steps_are_not_blamed_where_the_batches_are_fitted_since() -> None:
    fitted = RISES | {"loss": RISES["loss"] * np.append(np.ones(20), np.full(20, 0.5))}
    found = diagnose(run([0.1, 0.1], update_ratio=np.full(10, 1.5), **fitted)).learning
    assert found == "at_chance" and "thrown" not in found.numbers
