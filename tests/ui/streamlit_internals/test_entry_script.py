"""A page that was opened without the app around it runs again inside it, once."""

import inspect

import pytest
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from gradflow.places import ROOT
from gradflow.ui.streamlit_internals.entry_script import run_in_entry_script, run_pages_in_entry_script


class Again(Exception):
    """The app runs once more."""


def test_the_app_runs_again_once(monkeypatch):
    def rerun():
        raise Again

    monkeypatch.setattr(st, "rerun", rerun)
    monkeypatch.setattr(PagesManager, "uses_pages_directory", True)
    with pytest.raises(Again):
        run_in_entry_script()
    run_in_entry_script()


def test_a_server_says_so_before_anybody_comes(monkeypatch):
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    run_pages_in_entry_script()
    PagesManager(str(ROOT / "app.py"))
    assert PagesManager.uses_pages_directory is False


def test_streamlit_still_decides_by_the_name_that_is_set():
    assert "uses_pages_directory" in inspect.getsource(PagesManager)
