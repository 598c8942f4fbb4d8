"""Whoever comes to another page leaves no tick behind."""

from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from gradflow.ui.session.visit import Visit
from gradflow.ui.streamlit_internals import page_change as module
from gradflow.ui.streamlit_internals.page_change import forget_left_page


class Again(Exception):
    """The app runs once more."""


@pytest.fixture
def fragments(monkeypatch):
    """What would answer a tick."""

    def rerun():
        raise Again

    storage = MemoryFragmentStorage()
    monkeypatch.setattr(st, "rerun", rerun)
    monkeypatch.setattr(module, "get_script_run_ctx", lambda **_: SimpleNamespace(fragment_storage=storage))
    return storage


def go(visit: Visit, page: str) -> None:
    """As app.py does."""
    if visit.comes_to(page):
        forget_left_page()


def test_on_the_same_page_everything_stays(fragments, visit):
    for _ in range(3):
        go(visit, "time")
        fragments.register("tick", lambda: None)
    assert fragments.contains("tick")


def test_on_another_page_the_app_runs_again_without_the_fragments_of_the_one_before(fragments, visit):
    go(visit, "twins")
    fragments.register("tick", lambda: None)
    with pytest.raises(Again):
        go(visit, "time")
    assert not fragments.contains("tick")
    go(visit, "time")


def test_streamlit_still_has_the_names_that_are_used():
    assert "fragment_storage" in ScriptRunContext.__dataclass_fields__
