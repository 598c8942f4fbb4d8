"""Importing gradflow changes no environment variable, and programs are kept on disk all the same."""

import os
import subprocess
import sys

IMPORT_ALL = """
import importlib, os, pkgutil
import jax, sklearn.datasets, streamlit.testing.v1  # what others change is theirs
before = dict(os.environ)
import gradflow
for module in pkgutil.walk_packages(gradflow.__path__, "gradflow."):
    if not module.name.endswith("__main__") and ".fragments" not in module.name:
        importlib.import_module(module.name)
print({name for name in {*before, *os.environ} if before.get(name) != os.environ.get(name)})
"""

COMPILE_FIRST = """
import jax, jax.numpy as jnp
jax.jit(lambda x: x + 1)(jnp.ones(3))
from gradflow import Experiment, train
train(Experiment(steps=1).replace(depth=2, width=16, batch_size=32))
"""


def said(code: str, **environment: str) -> str:
    there = {name: text for name, text in os.environ.items() if not name.startswith("JAX_")} | environment
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=there).stdout


def test_importing_changes_no_environment_variable():
    assert said(IMPORT_ALL).strip() == "set()"


def test_programs_are_kept_on_disk_also_after_others_have_compiled(tmp_path):
    said(COMPILE_FIRST, XDG_CACHE_HOME=str(tmp_path))
    assert list((tmp_path / "gradflow" / "programs").glob("*chunk*"))
