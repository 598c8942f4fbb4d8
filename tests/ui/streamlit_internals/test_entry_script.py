"""The files beside the app are pages of its own navigation, from the first visitor on."""

from streamlit.runtime.pages_manager import PagesManager

from gradflow.places import ROOT
from gradflow.ui.streamlit_internals.entry_script import run_pages_in_entry_script


def test_pages_run_in_the_app_from_the_first_visitor_on(monkeypatch):
    app = str(ROOT / "app.py")
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    PagesManager(app)
    assert PagesManager.uses_pages_directory is True  # what Streamlit makes of the folder
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    run_pages_in_entry_script()
    PagesManager(app)
    assert PagesManager.uses_pages_directory is False
