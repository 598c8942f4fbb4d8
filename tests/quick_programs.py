"""What compiling costs the tests, and how it costs less: of a test that makes a few steps it is nine tenths.

JAX is imported where it is needed: the process that hands out tests does without it.
"""

import os
import re
import sys
from itertools import groupby
from pathlib import Path

import pytest

QUICKLY = {"xla_backend_optimization_level": 0, "xla_cpu_use_fusion_emitters": False}
# Files whose tests make a few steps of many networks. Half of what they take is LLVM at work on loops that run a
# moment, and what it does there none of them asks about. A run of hundreds of steps takes five times as long so, and at
# a depth of 100 some networks magnify its rounding, another one.
LAYERED = "test_truth_(biases|changes|convolutions|held_out|limits|precisions|training)|test_samples"
ENGINE = rf"engine/(layered/({LAYERED})|recurrent/test_truth_(step|training))"
QUICK = rf"tests/({ENGINE}|inside/test_(anatomy|measures|truth)|service/grid/test_grid_run)\.py"
_was: list[dict[str, object]] = []  # how the package has them compiled, while they are compiled quickly


def compile_for(test: str) -> None:
    """As quickly as the file of this test wants it."""
    if is_quick(test) == bool(_was):
        return
    from gradflow.engine.core.compiler import COMPILER, SOONER

    if _was:
        for options, before in zip((COMPILER, SOONER), _was, strict=True):
            options.clear()
            options.update(before)
        _was.clear()
    else:
        _was.extend(dict(options) for options in (COMPILER, SOONER))
        for options in (COMPILER, SOONER):
            options.update(QUICKLY)
    _forget()


def is_quick(test: str) -> bool:
    return bool(re.match(QUICK, test))


def _forget() -> None:
    """All programs, and the functions that know how they were compiled."""
    from gradflow.engine.core import program_cache
    from gradflow.engine.jax_settings import configure_jax

    for name in [name for name in sys.modules if name.startswith("gradflow.engine")]:
        for value in vars(sys.modules[name]).values():
            if hasattr(value, "cache_clear") and value is not configure_jax:
                value.cache_clear()
    program_cache.evict_all()


def keep_every_program() -> None:
    """On disk, however small: a process forgets all of its own whenever they are many, and others want the same."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    os.environ.setdefault("JAX_COMPILATION_CACHE_DIR", str(caches / "gradflow" / "programs"))
    os.environ.setdefault("JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS", "0")


def same_programs_together(items: list[pytest.Item]) -> list[pytest.Item]:
    """Of the engine, the cases of a test that are experiments in the order of their shapes: a program is forgotten
    before long."""
    grouped = groupby(items, lambda item: (item.path, getattr(item, "originalname", "")))
    return [item for _, cases in grouped for item in sorted(cases, key=_shape_of)]


def _shape_of(item: pytest.Item) -> str:
    if not isinstance(item, pytest.Function) or not item.nodeid.startswith("tests/engine/"):
        return ""
    from gradflow.engine.architectures import architecture_of
    from gradflow.experiment import Experiment

    given = item.callspec.params.values() if hasattr(item, "callspec") else ()
    first = next((each.at(0) for each in given if isinstance(each, Experiment)), None)
    return repr(architecture_of(first).shape_of(first)) if first else ""
