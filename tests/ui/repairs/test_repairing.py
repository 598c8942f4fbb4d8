"""A repair on the pages: what has to stay has no control, and once it is mended the next is offered."""

import pytest

from gradflow.networks import FAMILIES, rnn
from gradflow.repairs import REPAIRS, repairs_of
from gradflow.text import LANGUAGES, Words
from gradflow.ui.session.place import PagePlace
from tests.ui.app import App, lab_of, visit_of
from tests.ui.conftest import until_ended
from tests.ui.laboratory.test_page import controls_of


def test_a_link_to_the_repair_alone_opens_the_broken_network(opened):
    app = opened(repair="chaos")
    assert lab_of(app).repair == "chaos" and lab_of(app).experiment == REPAIRS["chaos"].broken
    assert not app.exception and not app.warning


def test_what_has_to_stay_has_no_control(opened):
    app = opened(repair="vanishing")
    assert not {"activation", "depth", "steps", "task"} & controls_of(app)
    assert {"normalization", "connection"} <= controls_of(app)


def test_a_remedy_that_would_change_it_is_not_offered(opened):
    assert "relu_he" not in opened(repair="vanishing").button_group(key="en.remedies").options


def test_what_may_help_is_left_to_the_learner(opened):
    app = until_ended(opened(repair="vanishing", steps="20"))
    assert not [button for button in app.button if str(button.key).startswith("aid.")]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_once_it_is_mended_the_next_is_offered(opened, language):
    words = Words(language)
    app = opened(repair="symmetric", lang=language, pace="1000")
    assert not [button for button in app.button if button.key == "repair.next"]
    app.selectbox(key=f"{language}.initializer").select("glorot_normal").run()
    app = until_ended(app).run()
    assert app.sight and words("repair.symmetric.cause") in app.sight.texts["repair"]
    assert visit_of(app).learner().memory.repaired == {"symmetric"}
    assert words("repairs.more", label=words("repair.dead.label")) == app.button(key="repair.next").label
    app = app.button(key="repair.next").click().run()
    assert lab_of(app).repair == "dead" and lab_of(app).experiment == REPAIRS["dead"].broken
    assert visit_of(app).words.language == language


def test_as_it_was_and_away(opened):
    app = opened(repair="symmetric")
    app.selectbox(key="en.initializer").select("glorot_normal").run()
    app.button(key="repair.again").click().run()
    assert lab_of(app).experiment == REPAIRS["symmetric"].broken
    app.button(key="repair.leave").click().run()
    assert lab_of(app).repair is None and "activation" in controls_of(app)


def test_a_repair_that_is_not_known_is_refused_in_words(opened):
    app = opened(repair="carburettor")
    assert lab_of(app).repair is None and "carburettor" in app.warning[0].value


def test_the_address_says_what_is_being_repaired(opened):
    assert lab_of(opened(repair="dead")).place("profile") == PagePlace(repair="dead")


def test_each_laboratory_has_its_own():
    assert "forgetful" in repairs_of(rnn.FAMILY)
    assert sorted(name for family in FAMILIES.values() for name in repairs_of(family)) == sorted(REPAIRS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shop_shows_each(language):
    app = App.new()
    app.query_params["lang"] = language
    app = app.run().switch_page("pages/repairs.py").run()
    assert not app.exception
    words = Words(language)
    assert [each.value for each in app.subheader] == [words(f"repair.{name}.label") for name in REPAIRS]
