"""What stands beside a page, and what the button is called that opens it."""

import pytest
import streamlit as st

from gradflow.text import Words
from tests.ui.app import App

pytestmark = pytest.mark.slow
EN = Words("en")


@pytest.mark.parametrize(
    ("page", "named"), [("layers", "first.settings"), ("glossary", "app.language"), ("repairs", "app.language")]
)
def test_the_button_says_what_is_there(page: str, named: str, monkeypatch: pytest.MonkeyPatch):
    said: list[str] = []
    monkeypatch.setattr(st, "html", lambda body, **_: said.append(body))
    app = App.new().run().switch_page(f"pages/{page}.py").run()
    assert not app.exception
    styles = [each for each in said if "stExpandSidebarButton']::after" in each]
    assert styles[-1].rsplit("content: ", 1)[1].startswith(f"'{EN(named)}'")
    assert bool(app.sidebar.selectbox) == (named == "first.settings")
