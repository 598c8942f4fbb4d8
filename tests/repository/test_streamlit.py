"""What of Streamlit's is used where: private names in one folder, a session's state in one module."""

import ast
from pathlib import Path

import pytest

from tests.repository.tree import ROOT, files

INTERNALS = ROOT / "gradflow/ui/streamlit_internals"
STATE = ROOT / "gradflow/ui/session/browser_state.py"
PUBLIC = {"streamlit", "streamlit.components.v2"}  # all that its documentation names, but for its tests
OPENS = ("expander", "popover", "tabs")
SOURCES = [ROOT / "app.py", *files(".py", under="pages"), *files(".py", under="gradflow")]
USES = [*files(".py", under="gradflow/ui/streamlit_internals")]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def modules(path: Path) -> set[str]:
    """Streamlit's modules that a file imports from."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    found = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    found |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name for name in found if name.partition(".")[0] == "streamlit"}


def calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]


def test_what_opens_has_a_key_and_stays_open_when_what_stands_above_it_comes_or_goes():
    nameless = [
        f"{named(path)}:{call.lineno}"
        for path in SOURCES
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr in OPENS
        if isinstance(call.func.value, ast.Name) and call.func.value.id == "st"
        if not any(word.arg == "key" for word in call.keywords)
    ]
    assert nameless == []


def test_no_number_is_refused_by_streamlit_which_speaks_english_only():
    """`gradflow.ui.widgets.numbers.number_field` refuses it in the page's language."""
    bounded = [
        f"{named(path)}:{call.lineno}"
        for path in SOURCES
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "number_input"
        if len(call.args) > 1 or {word.arg for word in call.keywords} & {"min_value", "max_value"}
    ]
    assert bounded == []


def test_its_private_modules_are_imported_in_one_folder_only():
    private = {named(path): modules(path) - PUBLIC for path in SOURCES if INTERNALS not in path.parents}
    assert {name: found for name, found in private.items() if found} == {}


def test_the_private_names_are_these_and_no_more():
    """Each has its reason in decisions/server.md or decisions/pages.md."""
    found = {
        alias.name
        for path in USES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "streamlit"
        for alias in node.names
    }
    assert found == {
        "main",
        "get_bidi_component_manager",
        "ComponentConfig",
        "ComponentManifest",
        "PagesManager",
        "net_util",  # its get_external_ip
        "_is_origin_allowed",
        "get_script_run_ctx",
        "starlette_app",  # its create_host_config_routes
        "starlette_routes",
        "starlette_server",  # its server, to be given one of ours
        "starlette_websocket",  # its logger
        "runtime",  # what it keeps of files
        "SafeSessionState",  # its filtered_state
    }


def test_one_module_knows_the_state_of_a_session():
    def reads(path: Path) -> bool:
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        return any(isinstance(node, ast.Attribute) and node.attr == "session_state" for node in nodes)

    beside = INTERNALS / "brought_values.py"  # reads what Streamlit has for a session that is not begun
    assert [named(path) for path in SOURCES if reads(path)] == [named(STATE), named(beside)]


@pytest.mark.parametrize("path", [path for path in USES if path.stem != "__init__"], ids=lambda path: path.stem)
def test_each_use_says_what_it_stands_in_for_and_has_a_test(path):
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert "Stands in for: " in said and "Read in Streamlit 1.67" in " ".join(said.split())
    assert (ROOT / f"tests/ui/streamlit_internals/test_{path.stem}.py").exists()
