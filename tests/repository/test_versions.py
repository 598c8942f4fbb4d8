"""Ranges in pyproject.toml, exact versions in constraints.txt, and the two agree."""

import re
import sys
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.repository.tree import ROOT, files, imports, project

PROJECT = project()["project"]
LINES = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
EXACT = {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in LINES)}
EXTRAS = PROJECT["optional-dependencies"]
REQUIRED = [Requirement(text) for group in (PROJECT["dependencies"], *EXTRAS.values()) for text in group]


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


HASHED = ROOT / "assets" / "deploy" / "requirements.txt"
HASHES = r"((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
ENTRY = re.compile(r"^([\w.-]+)==(\S+)(?: ; [^\n\\]+)? \\\n" + HASHES, re.MULTILINE)


def closure(names: list[str]) -> set[str]:
    """Of packages that are installed, all that they bring on this machine."""
    found: set[str] = set()
    while names:
        name = canonicalize_name(names.pop())
        if name not in found:
            found.add(name)
            brought = map(Requirement, metadata.requires(name) or [])
            names += [each.name for each in brought if each.marker is None or each.marker.evaluate({"extra": ""})]
    return found


def test_a_server_installs_these_versions_by_their_hashes_and_nothing_else():
    """Made anew as its first lines say."""
    text = "".join(line for line in HASHED.read_text(encoding="utf-8").splitlines(True) if not line.startswith("#"))
    entries = {canonicalize_name(name): version for name, version, _ in ENTRY.findall(text)}
    assert ENTRY.sub("", text) == ""
    assert {name: EXACT.get(name) for name in entries} == entries
    needed = [Requirement(text).name for text in [*PROJECT["dependencies"], *EXTRAS["deploy"], *EXTRAS["postgresql"]]]
    assert closure(needed) <= set(entries)
