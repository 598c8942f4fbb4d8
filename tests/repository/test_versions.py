"""Ranges in pyproject.toml, exact versions in constraints.txt, and the two agree."""

import re
import sys

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.repository.tree import ROOT, files, imports, project

PROJECT = project()["project"]
LINES = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
EXACT = {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in LINES)}
EXTRAS = PROJECT["optional-dependencies"]
REQUIRED = [Requirement(text) for text in [*PROJECT["dependencies"], *EXTRAS["torch"], *EXTRAS["test"]]]


def test_every_constraint_is_a_name_and_an_exact_version():
    # no host names, and no label of one builder such as "+cpu": any machine can follow them
    assert [line for line in LINES if not re.fullmatch(r"[\w.-]+==\d[\w.]*", line)] == []
    assert sorted(LINES, key=str.lower) == LINES


@pytest.mark.parametrize("requirement", REQUIRED, ids=str)
def test_every_requirement_is_bounded_and_constrained_within_its_range(requirement):
    assert {specifier.operator for specifier in requirement.specifier} & {"<", "=="}
    assert requirement.specifier.contains(EXACT[canonicalize_name(requirement.name)])


def test_the_changelog_opens_with_this_version():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)", changelog, re.MULTILINE)[0] == PROJECT["version"]


def test_what_is_imported_is_declared():
    modules = {"scikit-learn": "sklearn", "pillow": "PIL", "pytest-xdist": "xdist"}  # where the two differ
    modules["markdown-it-py"] = "markdown_it"
    declared = {modules.get(r.name, r.name.replace("-", "_")) for r in REQUIRED}
    own = {"gradflow", "pages", "tests"}
    imported = {name for path in files(".py") for name in imports(path)} - set(sys.stdlib_module_names) - own
    assert imported - declared == set()
