"""What stands beside a page, and what the button is called that opens it."""

import pytest
import streamlit as st

from gradflow.networks import FAMILIES
from gradflow.text import LANGUAGES, Words
from gradflow.ui.site import PAGES, laboratory_of
from gradflow.ui.style import style


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("settings", "named"), [(True, "first.settings"), (False, "app.language")])
def test_the_button_says_what_is_there(settings: bool, named: str, language: str, monkeypatch: pytest.MonkeyPatch):
    said: list[str] = []
    monkeypatch.setattr(st, "html", said.append)
    style(Words(language), settings)
    assert f"stExpandSidebarButton']::after {{ content: '{Words(language)(named)}' }}" in said[-1]


def test_laboratories_and_comparisons_have_settings():
    laboratories = {laboratory_of(family).name for family in FAMILIES.values()}
    assert {page.name for page in PAGES if page.settings} == laboratories | {"twins", "grid", "knobs", "rates"}
