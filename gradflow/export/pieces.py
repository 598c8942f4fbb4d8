"""The pieces of a script: the fragments that a run needs, and the settings that these read."""

import ast
import inspect
import re
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

from gradflow.export.choices import Settings

Function = Callable[..., Any]
MARK = re.compile(r"  # if (not )?(\w+)$")
SETTING = re.compile(r"\b(network|training)\.([a-z]\w*)")


def functions_of(module: ModuleType) -> list[Function]:
    """The functions that a module defines itself, in its order; some remember what they return."""
    return [f for f in vars(module).values() if inspect.isroutine(f) and f.__module__ == module.__name__]


def source_of(function: Function, holds: dict[str, bool]) -> str:
    """Its source, with the marked lines that hold and without the others."""
    lines = []
    for line in inspect.getsource(function).splitlines():
        mark = MARK.search(line)
        if mark is None or holds[mark[2]] is (mark[1] is None):
            lines.append(MARK.sub("", line))
    return "\n".join(lines)


def needed(start: Function, sources: dict[Function, str], settings: Iterable[Settings]) -> list[Function]:
    """`start` and all it leads to: functions that are called by name, and those that a setting is."""
    by_name = {function.__name__: function for function in sources}
    stages, found, new = list(settings), set(), {start}
    while new:
        found |= new
        text = "\n".join(sources[function] for function in found)
        called = {by_name[name] for name in names_in(text) if name in by_name}
        chosen = {stage[part][name] for part, name in read_in(text) for stage in stages}
        new = {function for function in called | {f for f in chosen if callable(f)} if function not in found}
    return [function for function in sources if function in found]


def read_in(text: str) -> set[tuple[str, str]]:
    """The settings that a text reads, as (network or training, name)."""
    return set(SETTING.findall(text))


def names_in(text: str) -> set[str]:
    """The names that a program reads."""
    nodes = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name))
    return {node.id for node in nodes if isinstance(node.ctx, ast.Load)}
