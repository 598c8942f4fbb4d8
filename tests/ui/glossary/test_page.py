"""The page of the glossary."""

import pytest

from gradflow.presets.glossary import GLOSSARY
from gradflow.text import Words
from gradflow.ui.glossary.page import _choices
from tests.ui.app import App

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("asked", ["decade", "field-activation", "nonsense"])
def test_what_is_asked_for_stands_first(asked):
    app = App.new().run().switch_page("pages/glossary.py")
    app.query_params["term"] = asked  # a switch of pages empties the query
    app.run()
    assert not app.exception
    first = {"decade": "term.decade.name", "field-activation": "field.activation.label"}
    assert app.header[0].value == Words("en")(first.get(asked, "glossary.group.network"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_explains_every_term_with_a_link_to_its_run(language):
    words = Words(language)
    app = App.new()
    app.query_params["lang"] = language
    app.run()
    app.switch_page("pages/glossary.py").run()
    assert not app.exception
    shown = {each.value for each in app.subheader}
    assert {words(f"term.{name}.name") for name in GLOSSARY} <= shown
    said = "\n".join(each.value for each in app.markdown)
    for name, term in GLOSSARY.items():
        assert words(f"term.{name}.text") in said
        assert term.formula in said
        if term.run:
            assert f"](./?{term.run.experiment.to_query()}" in said


@pytest.mark.parametrize("name", ["choice.initializer.delta_orthogonal", "choice.padding.circular", "choice.cell.gru"])
def test_a_choice_that_only_one_kind_of_network_has_is_explained(name):
    words = Words("en")
    listed = "\n".join(text for _, text in _choices(words).values())
    assert words(f"{name}.label") in listed
    assert words(f"{name}.note") in listed
