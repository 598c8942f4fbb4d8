"""How many seeds lie in the band that theory draws for 19 of 20.

    python -m tests.benchmarks.coverage            all settings, half an hour
    python -m tests.benchmarks.coverage 3/20       the third of twenty parts

Forty seeds of each setting; a seed's value is log10 of the signal's rms at the first layer or time step relative to
the last one's, before any update. Wanted: 90 to 99 % of them inside, of every kind of setting. Where theory says
nothing there is no band; those settings are counted by their reason.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gradflow.engine.train import begin_training
from gradflow.experiment import Experiment
from gradflow.theory.predict import explain_seeds
from tests.theory.settings import Setting, settings

SEEDS = 40
WORST = 12  # settings to name
ROUNDING = 1e-4  # decades, of what does not vary at all
UNDERFLOW = -35.0  # decades below the last one's: further down float32 has nothing left

Values = NDArray[np.float64]


class Coverage(NamedTuple):
    """share: of the seeds inside the band, None where none is drawn; z: mean and deviation of the distances from its
    middle, in its own deviations; reason: of the prediction."""

    setting: Setting
    share: float | None
    z: tuple[float, float]
    reason: str


def measured(e: Experiment, seeds: int = SEEDS) -> Values:
    """[seed], in decades; -inf where nothing arrives, NaN where a signal is not finite."""
    first = [begin_training(e.replace(seed=seed, steps=1)).advance(1) for seed in range(seeds)]
    return decades_of(np.array([trace.signal_rms[0] for trace in first], np.float64))


def decades_of(rows: Values) -> Values:
    """[seed] of [seed, depth]."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log10(rows[:, 0]) - np.log10(rows[:, -1])


def coverage(setting: Setting, values: Values) -> Coverage:
    found, values = explain_seeds(setting.experiment), values[~np.isnan(values)]
    if found.profile is None or found.spread is None or found.band is None:
        return Coverage(setting, None, (np.nan, np.nan), found.reason)
    if not np.isfinite(values).any():
        return Coverage(setting, None, (np.nan, np.nan), "beyond float32")
    off, deviation = values - found.profile[0], float(found.spread[0])
    low, high = (float(edge[0]) for edge in found.band)
    inside = (low - ROUNDING <= values) & (values <= high + ROUNDING) | np.isneginf(values) & (low < UNDERFLOW)
    z = off[np.isfinite(off)] / max(deviation, ROUNDING)
    return Coverage(setting, float(inside.mean()), (float(z.mean()), float(z.std())), found.reason)


GROUPS: dict[str, Callable[[Setting], str]] = {
    "family": lambda s: s.experiment.family.name,
    "kind": lambda s: s.kind,
    "width": lambda s: next(f"up to {n}" for n in (16, 32, 64, 256) if s.experiment.network.width <= n),
    "depth": lambda s: next(f"up to {n}" for n in (10, 30, 60, 400) if s.experiment.network.depth <= n),
}


def report(found: list[Coverage]) -> None:
    """By family, kind, width and depth, and the settings with the fewest seeds inside."""
    spoken = [each for each in found if each.share is not None]
    for what, group_of in GROUPS.items():
        groups = defaultdict(list)
        for each in spoken:
            groups[group_of(each.setting)].append(each)
        for name, members in sorted(groups.items()):
            shares, middles = [m.share or 0.0 for m in members], [m.z[0] for m in members]
            print(f"{what:<7}{name:<12}{len(members):4} settings  {np.mean(shares):6.1%} inside  "
                  f"middle {np.mean(middles):+.2f}  spread {np.mean([m.z[1] for m in members]):.2f}")  # fmt: skip
    silent = Counter(each.reason for each in found if each.share is None)
    print("no band:", ", ".join(f"{reason} {count}" for reason, count in silent.most_common()) or "none")
    print("fewest inside:")
    for each in sorted(spoken, key=lambda each: each.share or 0.0)[:WORST]:
        print(f"  {each.share:4.0%}  z {each.z[0]:+5.2f} ± {each.z[1]:4.2f}  {each.setting.experiment.to_query()}")
    inside = np.mean([each.share or 0.0 for each in spoken])
    print(f"{len(spoken)} of {len(found)} settings have a band; {inside:.1%} of their seeds inside, wanted 90 to 99 %")


def main(part: str = "1/1") -> None:
    number, parts = (int(each) for each in part.split("/"))
    report([coverage(each, measured(each.experiment)) for each in settings()[number - 1 :: parts]])


if __name__ == "__main__":
    main(*sys.argv[1:])
