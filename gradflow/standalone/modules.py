"""The frontend's modules as one script, for a page that may load none: each is a function that returns what it exports.

A module of the notebook's own stands in for the app's of the same name: where frames and Plotly come from. A lesson's
page has modules of its own beside those of the app.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
FOLDERS = tuple(_PACKAGE / package / "frontend" for package in ("notebook", "standalone", "ui"))

_IMPORT = re.compile(r'^import (?P<names>\{[^}]*\}|\w+) from "\./(?P<module>[\w.]+)";$', re.MULTILINE)
_EXPORT = re.compile(
    r"^export (?P<default>default )?(?P<what>(?:async )?(?:function|class|const|let) (?P<name>\w+))", re.MULTILINE
)


@cache
def script(entry: str) -> str:
    """What this module does when it is loaded, with all that it imports.

    Raises ValueError where a module imports or exports in a way that is not known here.
    """
    written: dict[str, str] = {}
    for name, text in _in_order(entry, ()):
        written.setdefault(name, text)
    bodies = (f"modules[{name!r}] = (() => {{\n{_function(name, text)}\n}})();" for name, text in written.items())
    return "\n".join(('"use strict";', "const modules = {};", *bodies))


def _in_order(name: str, on_the_way: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Name and text of all modules needed, each after those that it imports."""
    if name in on_the_way:
        raise ValueError(f"{' → '.join((*on_the_way, name))}: modules that import each other")
    text = source(name).read_text(encoding="utf-8")
    for found in _IMPORT.finditer(text):
        yield from _in_order(found["module"], (*on_the_way, name))
    yield name, text


def source(name: str) -> Path:
    """A page's own, or the app's."""
    return next(path for folder in FOLDERS if (path := folder / name).exists())


def _function(name: str, text: str) -> str:
    exported = {"default" if found["default"] else found["name"]: found["name"] for found in _EXPORT.finditer(text)}
    body = _EXPORT.sub(lambda found: found["what"], _IMPORT.sub(_imported, text))
    if unknown := re.search(r"^(?:import|export)\b.*|\bimport\.meta\b", body, re.MULTILINE):
        raise ValueError(f"{name} says {unknown[0]!r}; allowed are named and default imports of ./modules, and exports")
    return f"{body}\nreturn {{ {', '.join(f'{key}: {value}' for key, value in exported.items())} }};"


def _imported(found: re.Match[str]) -> str:
    names = found["names"] if found["names"].startswith("{") else f"{{ default: {found['names']} }}"
    return f"const {names} = modules[{found['module']!r}];"
