"""One word, one meaning: no two classes of the package share a name."""

import ast
from collections import Counter

from tests.repository.tree import ROOT


def test_no_two_classes_share_a_name():
    files = [path for path in (ROOT / "gradflow").rglob("*.py") if "fragments" not in path.parts]  # scripts' own
    trees = [ast.walk(ast.parse(path.read_text(encoding="utf-8"))) for path in files]
    names = Counter(node.name for tree in trees for node in tree if isinstance(node, ast.ClassDef))
    assert [name for name, count in names.items() if count > 1] == []
