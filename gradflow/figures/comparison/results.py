"""Results of several runs, a line a run: the loss over the steps, above it the accuracy on held-out data."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.diagnosis.verdicts.quality import latest
from gradflow.figures.comparison.run_comparison import AREAS, LOOKS, Others, Traces, between, over_seeds
from gradflow.figures.drawing.alt_text import brief
from gradflow.figures.drawing.columns import columns
from gradflow.figures.drawing.live_figure import LiveFigure
from gradflow.figures.drawing.panel import fractions, mode, over_steps, panel
from gradflow.figures.drawing.style import step_axis
from gradflow.figures.drawing.table import ROWS, Table, Values
from gradflow.figures.run.curves import POINTS, loss_axis
from gradflow.numbers import percent
from gradflow.tasks import task_of
from gradflow.text import Words
from gradflow.trace import Trace

ABOVE, BELOW = [0.67, 1.0], [0.0, 0.58]  # of the height: accuracy, loss


def results(traces: Traces, words: Words, others: Others | None = None) -> LiveFigure:
    """The loss of the same batches; where there are classes, the accuracy at every look at held-out data.

    others: as in `signals`; of the accuracies, those of the seeds that have not broken off.
    """
    longest = max(traces.values(), key=lambda trace: step_axis(trace)["range"][1])
    classes = all(task_of(trace.experiment.task).objective == "classification" for trace in traces.values())
    drawn: list[dict[str, Any]] = []
    losses: list[NDArray[Any]] = []
    for (name, trace), look, area in zip(traces.items(), LOOKS, AREAS, strict=False):
        seeds = [trace, *(others or {}).get(name, ())]
        seen = _losses(seeds)
        steps = columns(seen.shape[1], longest.experiment.steps, POINTS)
        losses.append(seen[:, steps].reshape(-1))
        drawn += _lines(steps, seen[:, steps], name, look, area, "%{y:.4g}", "y")
        if classes:
            looks = _looks(seeds)
            shares = np.stack([_at(each.held_out_accuracy, looks) for each in seeds])
            shares = shares[np.isfinite(shares).all(axis=1)] if len(looks) else shares[:1]
            shares = shares if len(shares) else np.full((1, len(looks)), np.nan, np.float32)
            drawn += _lines(looks, shares, name, look, area, "%{y:.1%}", "y3", showlegend=False)
    loss = loss_axis(losses, words, ticks=4) | ({"domain": BELOW} if classes else {})
    accuracy = fractions(words("curves.accuracy_axis")) | {"domain": ABOVE, "anchor": "x", "tickvals": [0, 0.5, 1]}
    return panel(
        longest,
        drawn,
        over_steps(longest, words),
        loss,
        lambda: _label(traces, classes, words),
        words,
        _table(traces, others, classes, longest.experiment.steps, words),
        **({"yaxis3": accuracy} if classes else {}),
    )


def _losses(seeds: list[Trace]) -> NDArray[np.float32]:
    """[seed, step]; infinite, and so above any other, from where a seed of several is no number any more."""
    made = np.arange(max(map(len, seeds)), dtype=np.int32)
    if len(seeds) == 1:
        return seeds[0].loss[None]
    seen = np.stack([_at(each.loss, made) for each in seeds])
    return np.where(np.isnan(seen), np.float32(np.inf), seen)


def _looks(seeds: list[Trace]) -> NDArray[np.int32]:
    """The steps at which all of them that had not broken off were looked at with held-out data."""
    whole = [each for each in seeds if each.first_non_finite() is None] or seeds[:1]
    made = min(map(len, whole))
    return np.flatnonzero(np.isfinite([each.held_out_accuracy[:made] for each in whole]).all(axis=0)).astype(np.int32)


def _lines(
    x: NDArray[np.int32],
    seen: NDArray[Any],
    name: str,
    look: tuple[str, float, str],
    area: str,
    form: str,
    side: str,
    **more: Any,
) -> list[dict[str, Any]]:
    """A line, or the median of several on their range."""
    colour, width, dash = look
    middle = np.median(seen, axis=0).astype(np.float32) if len(seen) > 1 else seen[0]
    shown = np.where(np.isfinite(middle), middle, np.float32(np.nan))
    style = {"mode": mode(len(x)), "line": {"color": colour, "width": width, "dash": dash}, "yaxis": side}
    drawn: list[dict[str, Any]] = between(x, seen, area, yaxis=side) if len(seen) > 1 else []
    return [*drawn, {"type": "scatter", "x": x, "y": shown, "name": name, "hovertemplate": form} | style | more]


def _table(traces: Traces, others: Others | None, classes: bool, budget: int, words: Words) -> Table:
    """Evenly spaced steps of all; what a run has not reached, or was not looked at, is a gap."""
    made = max(map(len, traces.values()))
    steps = columns(made, budget, ROWS // 2)
    looked = np.concatenate([np.flatnonzero(np.isfinite(trace.held_out_accuracy)) for trace in traces.values()])
    looked = np.unique(looked)[columns(len(np.unique(looked)), len(np.unique(looked)), ROWS // 2)]
    steps = np.union1d(steps, looked).astype(np.int32) if classes else steps
    listed: dict[str, Values] = {words("axis.step"): steps}
    shares: list[str] = []
    for name, trace in traces.items():
        seeds = [trace, *(others or {}).get(name, ())]
        said = words("results.loss", name=name)
        listed |= over_seeds(said, np.stack([_at(each.loss, steps) for each in seeds]), words)
        if classes:
            said = words("results.accuracy", name=name)
            found = over_seeds(said, np.stack([_at(each.held_out_accuracy, steps) for each in seeds]), words)
            listed |= found
            shares += found
    _, *gaps = listed
    return Table(words("results.caption"), listed, tuple(shares), tuple(gaps))


def _at(values: NDArray[np.float32], steps: NDArray[np.int32]) -> NDArray[np.float32]:
    """The values at these steps; NaN beyond the last."""
    found = np.full(len(steps), np.nan, np.float32)
    found[steps < len(values)] = values[steps[steps < len(values)]]
    return found


def _label(traces: Traces, classes: bool, words: Words) -> str:
    if not any(map(len, traces.values())):
        return words("results.label_empty")
    said = []
    for name, trace in traces.items():
        if not len(trace):
            continue
        numbers = {"name": name, "first": brief(trace.loss[0]), "loss": brief(trace.loss[-1])}
        right = latest(trace.held_out_accuracy)
        key = "results.run_accuracy" if classes and np.isfinite(right) else "results.run"
        said.append(words(key, **numbers, accuracy=percent(right) if np.isfinite(right) else ""))
    return words("results.label", what=words("clause.then").join(said))
