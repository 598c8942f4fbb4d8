"""Truth of a recurrent network's training: every row of its trace, and its weights after 20 updates."""

from typing import Any

import numpy as np
import pytest

import gradflow
from gradflow import Experiment
from gradflow.engine.recurrent.samples import HELD_OUT
from gradflow.experiment import described_fields
from gradflow.networks import RNN
from gradflow.parts.clipping import CLIPPINGS
from gradflow.parts.normalizations import NORMALIZATIONS, OVER_BATCH
from gradflow.parts.schedules import SCHEDULES
from gradflow.tasks.sequences import SEQUENCES
from gradflow.tasks.task import SEED
from gradflow.trace import RecurrentTrace
from tests.networks.known import rnn_of
from tests.twin.agreement import Rounded, disagreements
from tests.twin.covering import pairwise
from tests.twin.design import LIMITS
from tests.twin.measures import cosine_and_one
from tests.twin.recurrent import Parameters, Truth, truth_of
from tests.twin.recurrent_case import REGISTRIES, STEP, experiment, label, networks, nudged, parameters_of
from tests.twin.recurrent_training import Step, accuracy_of, batch_of, right_at, time_shares, time_sizes, train, trained

pytestmark = pytest.mark.slow

TOLERANCE, STEPS = 1e-4, 21
TRAINING = {
    "cell": REGISTRIES["cell"],
    "normalization": REGISTRIES["normalization"],
    "optimizer": list(described_fields(RNN)["optimizer"].rule.options),
    "clipping": list(CLIPPINGS),
    "schedule": list(SCHEDULES),
    "limit": list(LIMITS),
}
SMOOTH = {"learning_rate": 0.02, "max_norm": 0.3, "epsilon": 1e-3, "decay_rate": 0.9, "warmup_steps": 10, "rise": 1.0}


def _experiment(row: dict[str, Any]) -> Experiment:
    chosen = {name: row[name] for name in ("optimizer", "clipping", "schedule")} | LIMITS[row["limit"]]
    e = experiment(6, cell=row["cell"], normalization=row["normalization"]).replace(**SMOOTH, **chosen)
    return e.replace(learning_rate=0.002) if e.optimizer == "rmsprop" else e  # its first step is ten times the rate


EVERY = [pytest.param(e, id="-".join(map(str, row.values()))) for row in pairwise(TRAINING) for e in [_experiment(row)]]


def start_of(e: Experiment) -> Parameters:
    return parameters_of(gradflow.inspect(e).parameters)


def rows_of(steps: list[Step]) -> dict[str, list[np.ndarray]]:
    """What the twin says of every step, by the trace's names."""
    rows = {"loss": [np.array(step.truth.loss) for step in steps]}
    for name in ("raw_norm", "clipped_norm", "update_norm"):
        rows[name] = [np.asarray(getattr(step, name)) for step in steps]
    sizes = [time_sizes(step.truth) for step in steps]
    length = len(steps[0].truth.outputs)
    rows["update_ratio"] = [np.full(length, step.update_ratio) for step in steps]
    return rows | {name: [size[name] for size in sizes] for name in sizes[0]}


def read_of(e: Experiment, truth: Truth) -> np.ndarray:
    """What the outputs are read from at the last time step [batch, hidden]."""
    last = truth.states[:, -1]
    return last.sum(axis=0) if rnn_of(e).stacked_residual else last[-1]


def disagreeing(e: Experiment) -> list[str]:
    """Of trace and weights; `layer` in the sentences counts steps, or layers."""
    start = start_of(e)
    true, rounded = train(e, start, STEPS), train(e, nudged(start), STEPS, np.float32)
    trace, rough = gradflow.train(e), rows_of(rounded)
    wrong, amplified = [], 0.0
    for name, values in rows_of(true).items():
        twin = Rounded(values, rough[name])
        if name == "cell_gradient_rms" and rnn_of(e).cell != "lstm":
            assert np.isnan(trace.cell_gradient_rms).all()  # type: ignore[attr-defined]
            continue
        if not name.startswith("update"):  # whose size is only a result
            amplified = max(amplified, *twin.amplification)
        wrong += disagreements(name, list(getattr(trace, name)), twin, TOLERANCE, amplified)
    cosines, rough_cosines = (
        [cosine_and_one(read_of(e.at(at), step.truth)) for at, step in enumerate(steps)] for steps in (true, rounded)
    )
    twin = Rounded(cosines, rough_cosines)
    wrong += disagreements("cosine", list(1 + trace.activation_cosine), twin, TOLERANCE, amplified)
    after = parameters_of(gradflow.inspect(e, STEPS - 1).parameters)
    for name in sorted({name for name, _ in trained(e.at(STEPS - 1))}):
        twin = Rounded(getattr(true[-2].after, name), getattr(rounded[-2].after, name))
        wrong += disagreements(name, getattr(after, name), twin, TOLERANCE, amplified)
    assert amplified < TOLERANCE, "rounding alone decides: choose another experiment"
    return wrong


@pytest.mark.parametrize("e", EVERY)
def test_training_is_the_twin_s(e: Experiment) -> None:
    wrong = disagreeing(e)
    assert not wrong, "\n".join(wrong[:20])


CHANGES: list[dict[str, Any]] = [
    {"normalization": "layer"},
    {"normalization": "rms"},
    {"window": 2},
    {"clipping": "norm"},
    {"clipping": "value", "max_norm": 0.01},
    {"learning_rate": 0.1},
    {"optimizer": "rmsprop", "learning_rate": 0.002},
    {"l2": 0.05},
]


@pytest.mark.parametrize("cell", ["tanh", "gru", "lstm"])
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: "-".join(map(str, change.values())))
def test_a_change_in_mid_run_is_the_twin_s(cell: str, change: dict[str, Any]) -> None:
    plain = experiment(6, cell=cell).replace(**SMOOTH, clipping="none", l2=0.01)
    wrong = disagreeing(plain.with_change(step=10, **change))
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize("cell", ["tanh", "gru", "lstm"])
def test_normalization_that_comes_again_begins_again(cell: str) -> None:
    plain = experiment(6, cell=cell).replace(**SMOOTH, l2=0.01)
    e = plain.with_change(5, normalization="layer").with_change(10, normalization="none")
    wrong = disagreeing(e.with_change(15, normalization="rms"))
    assert not wrong, "\n".join(wrong[:20])


def test_a_residual_connection_that_comes_in_mid_run() -> None:
    wrong = disagreeing(experiment(6, stack=(3, False)).replace(**SMOOTH).with_change(10, stacked_residual=True))
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize("length", [2, 64])
def test_measured_steps_are_the_twin_s(length: int) -> None:
    """Every measure of a trace at one step, for every pair of choices."""
    wrong = []
    for e in networks(length):
        seen, trace = gradflow.inspect(e, STEP), gradflow.train(e.replace(steps=STEP + 1))
        assert isinstance(trace, RecurrentTrace)
        start, told = parameters_of(seen.parameters), (seen.inputs, seen.targets)
        truth, rounded = truth_of(e, start, *told), truth_of(e, nudged(start), *told, dtype=np.float32)
        rough = time_sizes(rounded)
        for name, values in time_sizes(truth).items():
            if name != "cell_gradient_rms" or rnn_of(e).cell == "lstm":
                twin = Rounded(list(values), list(rough[name]), downward="gradient" in name)
                said = list(getattr(trace, name)[STEP])
                wrong += [f"{label(e)}: {one}" for one in disagreements(name, said, twin, TOLERANCE)]
        missing = 3 - len(truth.openings)
        assert np.isnan([getattr(trace, f"opening_{i}") for i in range(4 - missing, 4)]).all()
        for name, band in time_shares(e, truth, 1e-5).items():
            share = getattr(trace, name)[STEP]
            if not ((share >= band.low - 1e-6) & (share <= band.high + 1e-6)).all():
                wrong.append(f"{label(e)}: {name}")
        expected = accuracy_of(e, truth.outputs, seen.targets)
        np.testing.assert_allclose(trace.accuracy[STEP], expected, atol=1e-6, err_msg=label(e))
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize("loss_at", ["last", "every"])
@pytest.mark.parametrize("task", SEQUENCES)
def test_what_is_looked_at_on_held_out_sequences(task: str, loss_at: str) -> None:
    """Loss, accuracy, and how well each time step's right answer would be given."""
    e = experiment(12, cell="gru", task=task, loss_at=loss_at)
    trace = gradflow.train(e)
    drawn = SEQUENCES[task].draw(np.random.default_rng(SEED), HELD_OUT, rnn_of(e).sequence_length, True)
    inputs, targets = (part.swapaxes(0, 1) for part in drawn)
    truth = truth_of(e, parameters_of(gradflow.inspect(e, 20).parameters), inputs, targets)
    assert isinstance(trace, RecurrentTrace)
    assert np.isnan(trace.answered[:19]).all() and np.isnan(trace.held_out_loss[[18, 20]]).all()
    assert trace.held_out_loss[19] == pytest.approx(truth.loss, rel=1e-4)
    np.testing.assert_allclose(trace.held_out_accuracy[19], accuracy_of(e, truth.outputs, targets), atol=0.003)
    np.testing.assert_allclose(trace.answered[19], right_at(e, truth.outputs, targets), atol=0.008, rtol=1e-3)


@pytest.mark.parametrize("task", SEQUENCES)
def test_batches_hang_on_seed_and_step_alone(task: str) -> None:
    e = experiment(12, task=task)
    for step in (0, 3):
        seen = gradflow.inspect(e, step)
        for said, drawn in zip((seen.inputs, seen.targets), batch_of(e, step), strict=True):
            np.testing.assert_array_equal(said, drawn)
    assert (gradflow.inspect(e.replace(seed=1)).inputs != gradflow.inspect(e).inputs).any()


def test_no_rule_normalizes_a_state_over_the_batch() -> None:
    """Whose statistics would need a row for every time step (Cooijmans et al. 2017)."""
    assert not any(NORMALIZATIONS[name].axis == OVER_BATCH for name in REGISTRIES["normalization"])
