"""Scripts run where there is no gradflow: all of them in one process, which loads JAX once."""

import csv
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from gradflow.experiment import Experiment
from gradflow.export import script

RUN_ALL = """
import os, runpy, sys

class Nothing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"gradflow", "optax", "sklearn", "pandas", "torch"}:
            raise ImportError(f"a script may not import {name}")

sys.meta_path.insert(0, Nothing())
for folder in sys.argv[1:]:
    os.chdir(folder)
    runpy.run_path("script.py", run_name="__main__")
"""

QUICKLY = {"XLA_FLAGS": "--xla_backend_optimization_level=0"}

Rows = dict[str, np.ndarray]


def run_alone(experiments: Sequence[Experiment], folder: Path, quickly: bool = False) -> list[Rows]:
    """What the scripts of these experiments write: [step] or [step, depth] arrays by their names in Trace.

    quickly: compiled so, for what makes few steps; in a narrow precision it would round elsewhere.
    """
    folders = [folder / str(number) for number in range(len(experiments))]
    for experiment, place in zip(experiments, folders, strict=True):
        place.mkdir()
        (place / "script.py").write_text(script(experiment), encoding="utf-8")
    command = [sys.executable, "-I", "-c", RUN_ALL, *map(str, folders)]
    flags = os.environ | (QUICKLY if quickly else {})
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=flags)
    assert result.returncode == 0, result.stderr[-3000:]
    return [_read(place / "run.csv") for place in folders]


def _read(path: Path) -> Rows:
    by_depth: dict[str, bool] = {}
    values: dict[str, list[list[float]]] = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            steps = values.setdefault(row["quantity"], [])
            by_depth[row["quantity"]] = bool(row["depth"])
            if row["depth"] in ("", "1"):
                assert int(row["step"]) == len(steps)
                steps.append([])
            steps[-1].append(float(row["value"] or "nan"))
    return {name: np.array(steps if by_depth[name] else np.ravel(steps)) for name, steps in values.items()}
