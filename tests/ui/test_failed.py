"""Where a page has failed, learners read it in their language, and nothing of what happened."""

import pytest
from streamlit.testing.v1 import AppTest

from gradflow.places import ROOT
from gradflow.text import Words

FAILS = """
from gradflow.ui.failed import say_so

assert say_so(ValueError("secret"))
"""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_is_said_in_the_learner_s_language_without_a_traceback(language: str):
    app = AppTest.from_string(FAILS)
    app.query_params["lang"] = language
    [said] = app.run().error
    assert said.value == Words(language)("failed.text", language=language) and "secret" not in str(said)
    assert f"lang={language}" in said.value


def test_streamlit_asks_for_it_where_the_app_is_served():
    assert "on_script_error=say_so" in (ROOT / "app.py").read_text()
