"""Whoever comes to another page leaves no tick behind."""

from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.runtime.fragment import MemoryFragmentStorage

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
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(st, "rerun", rerun)
    monkeypatch.setattr(module, "get_script_run_ctx", lambda **_: SimpleNamespace(fragment_storage=storage))
    return storage


def test_on_the_same_page_everything_stays(fragments):
    for _ in range(3):
        forget_left_page("time")
        fragments.register("tick", lambda: None)
    assert fragments.contains("tick")


def test_on_another_page_the_app_runs_again_without_the_fragments_of_the_one_before(fragments):
    forget_left_page("twins")
    fragments.register("tick", lambda: None)
    with pytest.raises(Again):
        forget_left_page("time")
    assert not fragments.contains("tick")
    forget_left_page("time")
