"""The theme that is remembered is the one Streamlit reads."""

import inspect

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from gradflow.ui.streamlit_internals.theme_cache import cache_theme

SECTIONS = ["theme", *(f"theme.{each.value}" for each in config.CustomThemeCategories)]


@pytest.mark.parametrize("section", SECTIONS)
def test_it_is_the_same_theme_and_read_once(section, monkeypatch):
    reads, calls = inspect.unwrap(app_session._populate_theme_msg), []

    def counted(msg, section="theme"):
        calls.append(section)
        reads(msg, section)

    monkeypatch.setattr(app_session, "_populate_theme_msg", counted)
    cache_theme()
    cache_theme()
    first, again, expected = CustomThemeConfig(), CustomThemeConfig(), CustomThemeConfig()
    app_session._populate_theme_msg(first, section)
    app_session._populate_theme_msg(again, section)
    reads(expected, section)
    assert first == again == expected and calls == [section]
