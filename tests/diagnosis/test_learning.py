"""The verdict on learning: over several looks at held-out data, against whoever guesses."""

import copy
import pickle
from typing import Any

import numpy as np
import pytest

from gradflow.diagnosis import diagnose
from gradflow.diagnosis.families import QUESTIONS
from gradflow.diagnosis.verdicts.guessing import of_samples, of_sequences
from gradflow.diagnosis.verdicts.learning import LEARNING
from gradflow.diagnosis.verdicts.signal import SIGNALS
from gradflow.engine.train import train
from gradflow.experiment import Experiment, default_of
from gradflow.networks import RNN
from gradflow.reading.own import own_task
from gradflow.tasks import TASKS
from tests.diagnosis.traces import trace_of


def run(looks: list[float], steps: int | None = None, batch: float | None = None, **columns: Any) -> Any:
    """A run on digits with this accuracy at each look, one in 20 steps; batches answer as the latest look does."""
    steps = steps or 20 * len(looks)
    held_out, accuracy = np.full(steps, np.nan), np.full(steps, looks[0] if looks else 0.1)
    for look, share in enumerate(looks):
        held_out[20 * look + 19], accuracy[20 * look + 20 :] = share, share
    if batch is not None:
        accuracy[20 * len(looks) :] = batch
    measured = {"held_out_accuracy": held_out, "accuracy": accuracy, "held_out_loss": 2 * held_out / held_out}
    return trace_of(steps=steps, **(measured | columns))


ENDED = np.append(np.ones(29), np.inf)
LOOKED = np.arange(100) % 20 == 19
LOSSES = np.where(LOOKED, 1.0, np.nan)
RUNS = [
    (run([], steps=5), "too_early"),
    (run([0.1]), "too_early"),
    (run([0.1, 0.1]), "at_chance"),
    (run([0.1, 0.14, 0.08, 0.12]), "at_chance"),
    (run([0.2, 0.3, 0.4]), "learning"),
    (run([0.25, 0.25, 0.25]), "too_early"),  # it began so
    (run([0.25, 0.25, 0.25], held_out_loss=np.where(LOOKED, np.linspace(3, 2, 100), np.nan)[:60]), "learning"),
    (run([0.2, 0.5, 0.8, 0.9, 0.92]), "learned"),
    (run([0.3, 0.5] + 10 * [0.55]), "stalled"),
    (run([0.3, 0.6, 0.9, 0.9, 0.5, 0.3, 0.3]), "falling_back"),
    (run([0.3, 0.6, 0.7], steps=66, batch=0.2), "falling_back"),
    (run([0.3, 0.6, 0.9, 0.7, 0.9, 0.8]), "learned"),  # a dip is no fall
    (run([0.3, 0.9, 0.9], steps=62, batch=0.2), "learned"),  # two batches are not several
    (run([0.1, 0.1], loss=np.append(2.3, np.full(39, 900.0))), "diverging"),
    (run([0.1, 0.1], loss=np.geomspace(900, 10, 40)), "at_chance"),  # it comes down
    (run([0.5], steps=30, loss=ENDED), "ended"),
    (run([0.1, 0.3, 0.3, 0.1, 0.1], held_out_loss=LOSSES * 2.312), "at_chance"),  # it says always the same
    (run([0.1, 0.3, 0.3, 0.1, 0.1], held_out_loss=LOSSES * 2.0), "falling_back"),
]


@pytest.mark.parametrize(("trace", "word"), RUNS)
def test_learning(trace: Any, word: str) -> None:
    assert diagnose(trace).learning == word


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"depth": 1}, "learned"),  # 92 %
        ({"depth": 3}, "learning"),  # 24 %
        ({"depth": 4}, "at_chance"),  # 9 %
        ({"activation": "relu", "initializer": "he_normal"}, "falling_back"),  # from 87 % to 45 %
        ({"gain": 10.0, "steps": 100}, "at_chance"),  # 14 %
        ({"gain": 5.0, "learning_rate": 100.0, "steps": 60}, "diverging"),  # loss 1,000
        ({"depth": 100, "activation": "relu", "initializer": "he_normal", "steps": 100}, "at_chance"),
    ],
)
def test_learning_of_runs_that_people_met(fields: dict[str, Any], word: str) -> None:
    assert diagnose(train(Experiment().replace(**fields))).learning == word


@pytest.mark.slow
def test_a_regression_is_judged_by_the_variance_it_explains() -> None:
    curve = Experiment(task="curve", optimizer="adam", learning_rate=0.01).replace(depth=2, activation="tanh")
    found = diagnose(train(curve)).learning
    assert (found, found.reason) == ("learned", "learned_explained")


@pytest.mark.parametrize("name", TASKS)
def test_guessing_is_as_good_as_the_best_single_answer(name: str) -> None:
    guess, data = of_samples(Experiment(task=name)), TASKS[name].data
    assert guess is not None
    if TASKS[name].objective == "regression":
        assert (guess.share, guess.loss) == (0, pytest.approx(data.held_out_targets.var(), rel=0.1))
    else:
        kinds = data.targets.shape[1]
        assert guess.share == pytest.approx(1 / kinds, abs=0.03)
        assert guess.loss == pytest.approx(np.log(kinds), rel=0.02)


def test_guessing_of_sequences() -> None:
    recall = of_sequences(default_of(RNN))
    assert recall.share == 1 / 8 and recall.loss == pytest.approx(np.log(8), rel=0.02)
    assert of_sequences(default_of(RNN).replace(task="adding")).loss == pytest.approx(1 / 6, rel=0.2)


def test_a_verdict_is_a_word_that_knows_why() -> None:
    found = diagnose(run([0.1, 0.1]))
    assert found.signal in SIGNALS and found.learning in LEARNING
    assert found.learning.rule and found.learning.reason == "at_chance_right" and found.learning.helps
    numbers = found.learning.numbers
    assert numbers["guessed"] == pytest.approx(0.1, abs=0.01)
    for again in (pickle.loads(pickle.dumps(found.learning)), copy.deepcopy(found.learning)):
        assert again.numbers == numbers and again == "at_chance"


def test_what_helps_is_told_only_where_something_is_wrong() -> None:
    good = diagnose(run([0.5, 0.9, 0.95]))
    assert good.signal.helps == good.learning.helps == ()
    bad = diagnose(run([0.1, 0.1], signal_rms=np.logspace(-9, 0, 10))).learning
    assert bad.helps[0] == "signal_first"


def test_a_run_that_is_worse_than_a_guess_is_said_to_be() -> None:
    far = run([0.1, 0.1], loss=np.geomspace(900, 10, 40))
    assert diagnose(far).learning.reason == "at_chance_far"
    assert diagnose(run([0.1, 0.1], loss=np.full(40, 2.5))).learning.reason == "at_chance_right"
    below = trace_of(Experiment(task="moons"), steps=40, accuracy=0.1, held_out_accuracy=0.1, loss=0.7)
    assert diagnose(below).learning.reason == "at_chance_below"


def test_what_answers_are_judged_by_is_known_before_the_first_step() -> None:
    for task, of_variance in (("digits", False), ("curve", True)):
        waiting = trace_of(Experiment(task=task)).rows(slice(0))
        assert QUESTIONS[waiting.experiment.family].answers(waiting).explained is of_variance


@pytest.mark.parametrize("seed", range(3))
def test_answers_that_inputs_do_not_tell_are_not_learned_however_common_one_is(seed: int) -> None:
    drawn = np.random.default_rng(seed)
    rows = [f"{drawn.standard_normal():.3f},{'x' if drawn.random() < 0.97 else 'z'}" for _ in range(300)]
    own = own_task("\n".join(["a,answer", *rows]))
    small = Experiment(steps=300).replace(task=own.name, depth=4, activation="relu", initializer="he_normal")
    assert diagnose(train(small)).learning == "at_chance"
