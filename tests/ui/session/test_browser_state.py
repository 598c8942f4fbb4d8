"""A control that the page moves is another control: of what a browser still says of the one before, only what a hand
has made of it is obeyed, however late it comes."""

import pytest
from streamlit.testing.v1 import AppTest

from gradflow.ui.session.browser_state import TURNS


def script() -> None:
    import streamlit as st

    from gradflow.ui.session.browser_state import bound, bound_set

    held = st.session_state.setdefault("held", {"depth": 20, "on": ["a"], "heard": []})

    def choose(depth: int) -> None:
        held["heard"].append(depth)
        held["depth"] = min(depth, 90)

    def switch(on: set[str], off: set[str]) -> None:
        held["heard"].append((on, off))
        held["on"] = sorted({*held["on"], *on} - off)

    def mean(it: bool) -> None:
        held["heard"].append(it)

    st.slider("depth", 1, 100, held["depth"], **bound("depth", held["depth"], choose))
    st.pills("on", ["a", "b", "c"], selection_mode="multi", default=held["on"], **bound_set("on", held["on"], switch))
    st.toggle("so", False, **bound("so", False, mean, first=True))
    st.button("other")


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(script).run()


def slider(app: AppTest):
    return app.slider[0]


def test_a_hand_is_obeyed_once_and_the_control_stays_the_same(app):
    slider(app).set_value(7).run()
    app.button[0].click().run()
    held = app.session_state["held"]
    assert held["heard"] == [7] and slider(app).key == "depth" and slider(app).value == 7


def test_a_control_that_the_page_moves_is_another_and_shows_the_value(app):
    app.session_state["held"]["depth"] = 50
    app.run()
    assert slider(app).key == "depth.turn1" and slider(app).value == 50
    assert app.session_state["held"]["heard"] == []


def test_what_was_shown_before_is_not_obeyed_and_a_hand_that_moves_back_is(app):
    """The second message was sent before its browser had heard of the move; the third, after."""
    before = slider(app)
    app.session_state["held"]["depth"] = 50
    app.run()
    moved = slider(app)
    app._tree.children[0].children[0] = before.set_value(20)  # what the browser has
    app.button[0].click().run()
    assert app.session_state["held"] == {"depth": 50, "on": ["a"], "heard": []}
    assert slider(app).key == moved.key and slider(app).value == 50
    slider(app).set_value(20).run()
    assert app.session_state["held"]["heard"] == [20] and slider(app).value == 20


def test_a_hand_that_moved_what_the_page_was_just_moving_is_obeyed(app):
    before = slider(app)
    app.session_state["held"]["depth"] = 50
    app.run()
    before.set_value(8)
    app._tree.children[0].children[0] = before
    app.button[0].click().run()
    assert app.session_state["held"]["heard"] == [8] and slider(app).value == 8


def test_what_is_refused_is_shown_as_it_is(app):
    slider(app).set_value(99).run()
    assert app.session_state["held"]["heard"] == [99] and slider(app).value == 90


def test_of_a_set_a_hand_is_what_it_switched(app):
    before = app.button_group[0]
    app.session_state["held"]["on"] = ["c"]
    app.run()
    before.set_value(["a", "b"])
    app._tree.children[0].children[1] = before
    app.button[0].click().run()
    assert app.session_state["held"]["heard"] == [({"b"}, set())]
    assert app.session_state["held"]["on"] == ["b", "c"] == app.button_group[0].value


def test_what_says_how_the_others_are_meant_is_heard_first_and_once(app):
    slider(app).set_value(7)
    app.toggle[0].set_value(True).run()
    assert app.session_state["held"]["heard"] == [True, 7]


def test_moved_a_thousand_times_a_control_has_so_many_names_and_no_more(app):
    names = set()
    for place in range(3 * TURNS):
        app.session_state["held"]["depth"] = 20 + place
        app.run()
        assert slider(app).value == 20 + place
        names.add(slider(app).key)
    assert len(names) == TURNS and app.session_state["held"]["heard"] == []
