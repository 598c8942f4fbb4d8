"""A link that says which controls there are: those, and no others; and the place where a teacher makes one."""

from urllib.parse import parse_qs

from tests.browser.laboratory_page import EN
from tests.ui.conftest import Open


def labels(app) -> set[str]:
    """Of all that changes the experiment."""
    return {each.label for kind in (app.slider, app.selectbox, app.select_slider, app.number_input) for each in kind}


def test_a_link_shows_the_controls_that_it_names_and_no_other(opened: Open) -> None:
    app = opened(only="depth", lang="en")
    assert labels(app) == {EN("field.depth.label")}
    assert EN("few.on") in [each.value for each in app.caption]
    app.slider[0].set_value(8).run()
    assert not app.exception and labels(app) == {EN("field.depth.label")}


def test_what_is_no_control_is_refused_in_a_sentence(opened: Open) -> None:
    app = opened(only="colour", lang="en")
    assert "`only = colour`" in app.warning[0].value and len(labels(app)) > 5


def test_a_teacher_chooses_the_controls_and_has_the_link(opened: Open) -> None:
    app = opened(depth="7", lang="en")
    [chooser] = [each for each in app.multiselect if each.label == EN("few.which")]
    app = chooser.set_value(["gain", "depth"]).run()
    (code,) = [each.value for each in app.code if "only=" in each.value]
    assert "only=gain,depth" in code and "depth=7" in code


def test_a_teacher_says_from_where_to_where_a_number_goes_and_learners_go_no_further(opened: Open) -> None:
    app = opened(depth="7", lang="en")
    [chooser] = [each for each in app.multiselect if each.label == EN("few.which")]
    app = chooser.set_value(["depth"]).run()
    [ends] = [each for each in app.slider if each.label == EN("few.range", field=EN("field.depth.label"))]
    app = ends.set_range(5, 30).run()
    (code,) = [each.value for each in app.code if "only=" in each.value]
    assert "only=depth:5:30" in code and not app.exception
    app = opened(only="depth:5:30", depth="7", lang="en")
    [depth] = [each for each in app.slider if each.label == EN("field.depth.label")]
    assert (depth.min, depth.max, depth.value) == (5, 30, 7)
    app = opened(only="depth:5:30", depth="40", lang="en")  # where it is now it may stay
    [depth] = [each for each in app.slider if each.label == EN("field.depth.label")]
    assert (depth.min, depth.max, depth.value) == (5, 40, 40) and not app.exception


def test_a_teacher_s_question_stands_where_the_page_asks_its_own_and_nothing_in_it_is_marked_up(opened: Open) -> None:
    app = opened(lang="en")
    [asked] = [each for each in app.text_input if each.label == EN("few.ask")]
    (code,) = [each.value for each in asked.set_value(" Why? ").run().code if "only=" in each.value]
    assert code.endswith("&ask=Why%3F")
    (room,) = [each.value for each in app.markdown if "./room?" in each.value]
    assert parse_qs(room.partition("?")[2].rstrip(")"))["own"] == ["only=none&ask=Why%3F"]
    app = opened(ask="<b>Why</b> [here](https://example.org)?", only="depth", lang="en")
    (said,) = [each.proto.body for each in app.get("html") if "<h1>" in each.proto.body]
    assert said == "<h1>&lt;b&gt;Why&lt;/b&gt; [here](https://example.org)?</h1>"
