"""Stored runs: of each run of a lesson the curves over its layers or time steps, at a few of its training steps."""

from typing import Any

import numpy as np

from gradflow.decades import decades_of
from gradflow.lessons.prompt import MOST_HANDLES, Sketch
from gradflow.lessons.readings import CURVES, handles_of
from gradflow.trace import Trace

MOST_STEPS = 24  # of a run: what is between two of them is not stored
ALWAYS = ("signal", "cell_signal", "activation", "weight_gradient")
HUNDREDTHS = 100  # of a decade: as exact as a picture shows it
LOW, HIGH = -45.0, 39.0  # decades: what float32 can tell


def stored_run(trace: Trace, more: str = "") -> dict[str, Any]:
    """curves: by name, [step][layer] in hundredths of a decade, None where a size is 0 or not finite. more: another of
    `CURVES` that belongs to them. ticks: the layers, or time steps, that an axis names; steps: from 0."""
    names = [name for name in dict.fromkeys((*ALWAYS, more)) if name and _has(trace, name)]
    steps = np.unique(np.linspace(0, len(trace) - 1, min(MOST_STEPS, len(trace))).round().astype(int))
    ticks = handles_of(Sketch(reads="signal", handles=MOST_HANDLES), trace.depth)
    curves = {name: [_curve(getattr(trace, CURVES[name][0])[step]) for step in steps] for name in names}
    known = [each for rows in curves.values() for row in rows for each in row if each is not None]
    low, high = (min(known), max(known)) if known else (0, 0)
    return {
        "depth": trace.depth,
        "ticks": ticks.tolist(),
        "steps": steps.tolist(),
        "low": int(np.floor(low / HUNDREDTHS / 2) * 2),
        "high": int(np.ceil(high / HUNDREDTHS / 2) * 2) or 2,
        "curves": curves,
    }


def _has(trace: Trace, name: str) -> bool:
    values = getattr(trace, CURVES[name][0], None)
    return values is not None and np.shape(values)[1:] == (trace.depth,) and not np.isnan(values).all()


def _curve(sizes: Any) -> list[int | None]:
    decades = decades_of(np.asarray(sizes))
    kept = np.clip(decades, LOW, HIGH)
    return [round(HUNDREDTHS * float(k)) if np.isfinite(d) else None for k, d in zip(kept, decades, strict=True)]
