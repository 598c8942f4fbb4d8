"""Which family a network is of, only `gradflow.networks` asks: a fact stands in the family's record or in a table."""

import ast
from pathlib import Path

import pytest

from gradflow.networks import FAMILIES
from tests.repository.tree import ROOT, files

OWN = ROOT / "gradflow" / "networks"
CLASSES = {family.config.__name__ for family in FAMILIES.values()}
SOURCES = [ROOT / "app.py", *files(".py", under="pages"), *files(".py", under="gradflow")]


def branches(source: str) -> list[str]:
    """Where the code asks for a class of networks, as it is written."""
    return [ast.unparse(node) for node in ast.walk(ast.parse(source)) if _asks(node)]


def _asks(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        return name in ("isinstance", "issubclass") and any(_named(each) for each in node.args[1:])
    if isinstance(node, ast.Compare):
        return any(_named(each) for each in (node.left, *node.comparators))
    if isinstance(node, ast.MatchClass):
        return _named(node.cls)
    return isinstance(node, (ast.Name, ast.alias, ast.FunctionDef)) and "kind_of" in ast.unparse(node)


def _named(node: ast.AST) -> bool:
    """Whether a class of networks, or a tuple or a union that has one, is meant."""
    if isinstance(node, (ast.Name, ast.Attribute)):
        return getattr(node, "id", getattr(node, "attr", "")) in CLASSES
    parts = node.elts if isinstance(node, (ast.Tuple, ast.Set, ast.List)) else ()
    parts = (node.left, node.right) if isinstance(node, ast.BinOp) else parts
    return any(map(_named, parts))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_else_asks_for_the_class_of_a_network(path: Path):
    if OWN not in path.parents:
        assert branches(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "asked",
    [
        "isinstance(network, RNN)",
        "isinstance(network, (MLP, str))",
        "isinstance(network, MLP | RNN)",
        "isinstance(network, gradflow.RNN)",
        "kind is MLP",
        "type(network) is not RNN",
        "network in (MLP,)",
        "kind_of(network)",
    ],
)
def test_it_would_be_found(asked):
    assert branches(f"if {asked}:\n    pass")[0].startswith(asked.partition("(")[0])
