"""The repository as a fresh clone shows it: what .gitignore names is not there."""

import ast
import os
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_IGNORED = [".git", *(line.rstrip("/") for line in (ROOT / ".gitignore").read_text().splitlines() if line)]


def _kept(name: str) -> bool:
    return not any(fnmatch(name, pattern) for pattern in _IGNORED)


def files(*suffixes: str, under: str = ".") -> list[Path]:
    """Every file under a folder, with one of these suffixes if any are given."""
    found: list[Path] = []
    for folder, folders, names in os.walk(ROOT / under):
        folders[:] = filter(_kept, folders)
        found += (Path(folder, name) for name in names if _kept(name))
    return sorted(path for path in found if not suffixes or path.suffix in suffixes)


def imports(path: Path) -> set[str]:
    """The top-level names a Python file imports."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    sources = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.partition(".")[0] for name in plain | sources}


def project() -> dict[str, Any]:
    """pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
