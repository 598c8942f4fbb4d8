"""A program that needs NumPy and JAX alone and makes the numbers of an experiment again."""

import base64
import zlib
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
from sklearn.datasets import load_digits

from gradflow.experiment import Experiment
from gradflow.export import choices
from gradflow.export.fragments import program, tasks
from gradflow.export.fragments.starts import transfer
from gradflow.export.layered import LAYERED
from gradflow.export.pieces import functions_of, names_in, needed, read_in, source_of
from gradflow.export.recurrent import RECURRENT
from gradflow.export.source import source_bytes
from gradflow.networks import OfFamily, mlp, rnn
from gradflow.tasks import data_of

OPENING = '''"""A run of gradflow as a program of its own. It needs NumPy and JAX, nothing else.

The experiment: {query}

It trains the network, prints the loss of every step, and writes run.csv: for every step, and for every
{place} at every step, what gradflow shows. The numbers are gradflow's up to rounding (a part in 10,000;
{rounding}).
What can be changed stands under "The experiment".
"""
'''
IMPORTS = {
    "base64": "import base64",
    "csv": "import csv",
    "zlib": "import zlib",
    "Callable": "from collections.abc import Callable",
    "cache": "from functools import cache",
    "NamedTuple": "from typing import NamedTuple\n",
    "jax": "import jax",
    "jnp": "import jax.numpy as jnp",
    "np": "import numpy as np",
}
PRECISION = 'jax.config.update("jax_default_matmul_precision", "highest")  # whole float32, also where there is a GPU'
END = """if __name__ == "__main__":
    with np.errstate(all="ignore"):  # what overflows is a result
        main()"""
SCRIPTS = OfFamily[choices.ScriptParts]({mlp.FAMILY: LAYERED, rnn.FAMILY: RECURRENT})
EMBEDDED = ("DIGITS", "OWN", "SOURCE")  # data at the end of a script
MEANING = {"network": "What the network is made of.", "training": "How it is trained."}


def script(experiment: Experiment) -> str:
    """The text of the program. ValueError names a choice there is no code for."""
    stages = {step: experiment.at(step) for step in sorted({0, *(change.step for change in experiment.changes)})}
    of = SCRIPTS[experiment.family]
    settings = {step: choices.settings_of(of, stage) for step, stage in stages.items()}
    holds = choices.holds_of(of, list(stages.values()))
    modules = [*of.sections.values(), of.network, program]
    sources = {function: source_of(function, holds) for module in modules for function in functions_of(module)}
    used = needed(program.main, sources, settings.values())
    read = read_in("\n".join(sources[function] for function in used))

    def section(title: str, module: ModuleType) -> list[str]:
        found = [sources[function] for function in functions_of(module) if function in used]
        return [_titled(title, "\n\n\n".join(found))] if found else []

    parts = [part for title, module in of.sections.items() for part in section(title, module)]
    parts.append(_titled("The experiment", _experiment(settings, read)))
    parts += [*section("The network", of.network), *section("The training", program)]
    if tasks.digits in used:
        parts.append(_titled("The digits: 1797 rows of 64 pixels and a label, compressed", _digits()))
    if transfer.taken_over in used:
        parts.append(_titled("What another run has learned, compressed", _embedded("SOURCE", source_bytes(experiment))))
    if tasks.own_data in used:
        parts.append(_titled("Your own data, compressed", _own(experiment.data)))
    body = "\n\n\n".join([*parts, END])
    names = names_in(body)
    imports = "\n".join(line for name, line in IMPORTS.items() if name in names)
    query = experiment.to_query() or "the one gradflow opens with"
    opening = OPENING.format(query=query, place=of.place, rounding=of.rounding)
    return f"{opening}\n{imports}\n\n{PRECISION}\n\n\n{body}\n"


def _titled(title: str, text: str) -> str:
    return f"# {title}\n\n{text}" if text.startswith(EMBEDDED) else f"# {title}\n\n\n{text}"


def _experiment(settings: dict[int, choices.Settings], read: set[tuple[str, str]]) -> str:
    """The settings that are read, as two classes, and what changes in them at which step."""
    first, *_ = settings.values()
    chosen = {part: {name: v for name, v in first[part].items() if (part, name) in read} for part in first}
    classes = [
        f'class {part.capitalize()}(NamedTuple):\n    """{MEANING[part]}"""\n\n'
        + "\n".join(f"    {name}: {_type(value)} = {_literal(value)}" for name, value in values.items())
        for part, values in chosen.items()
    ]
    if len(settings) > 1:
        classes.append(_changes(settings, chosen))
    return "\n\n\n".join(classes)


def _changes(settings: dict[int, choices.Settings], chosen: choices.Settings) -> str:
    lines = ["CHANGES = {  # at which step what is given another value, of the network and of the training"]
    before, *_ = settings.values()
    for step, now in list(settings.items())[1:]:
        both = []
        for part, names in chosen.items():
            changed = {name: now[part][name] for name in names if now[part][name] != before[part][name]}
            both.append("dict(" + ", ".join(f"{name}={_literal(value)}" for name, value in changed.items()) + ")")
        lines.append(f"    {step}: ({', '.join(both)}),")
        before = now
    return "\n".join([*lines, "}"])


def _type(value: Any) -> str:
    return "Callable" if callable(value) else type(value).__name__


def _literal(value: Any) -> str:
    return value.__name__ if callable(value) else 'float("inf")' if value == float("inf") else repr(value)


@cache
def _digits() -> str:
    pixels, labels = load_digits(return_X_y=True)
    rows = np.column_stack([np.asarray(pixels), np.asarray(labels)]).astype(np.uint8)
    return _embedded("DIGITS", rows.tobytes())


def _own(name: str) -> str:
    """The training part; 0.7 MB at most, of sequences 2 MB (`gradflow.tasks.own` has the limits)."""
    data = data_of(name)
    rows = np.hstack([data.inputs, data.targets]).astype("<f4")
    sizes = f"OWN_INPUTS, OWN_OUTPUTS = {data.inputs.shape[1]}, {data.targets.shape[1]}\n"
    return sizes + _embedded("OWN", rows.tobytes())


def _embedded(name: str, content: bytes) -> str:
    text = base64.b85encode(zlib.compress(content, 9)).decode()
    lines = [text[i : i + 110] for i in range(0, len(text), 110)]
    return "\n".join([f'{name} = """', *lines, '"""'])
