"""What the address bar says is taken up where the page did not write it, and written when the page says news."""

import pytest

from gradflow.ui.session.address import Address

A, B, C = ({"depth": [depth]} for depth in "567")


@pytest.fixture
def bar() -> Address:
    """Of a page that was opened by a link and has taken it up."""
    address = Address()
    address.come("layers", A, went=False)
    assert address.unread
    address.take(A)
    return address


def test_a_link_that_was_taken_up_is_not_written_again(bar):
    bar.come("layers", A, went=False)
    assert not bar.unread and bar.news(A) is None


def test_a_refused_link_stays_until_the_page_says_something_else():
    address = Address()
    address.come("layers", {"depth": ["999"]}, went=False)
    address.take({})
    assert address.news({}) is None and address.news(A) == A


def test_a_change_is_written_once(bar):
    assert (bar.news(B), bar.news(B)) == (B, None)


def test_a_browser_that_has_not_heard_of_a_change_went_nowhere(bar):
    bar.news(B)
    bar.news(C)
    for late in (A, B, C):
        bar.come("layers", late, went=False)
        assert not bar.unread


@pytest.mark.parametrize("said", [True, False])
def test_back_is_taken_up_whether_the_browser_says_so_or_only_its_address(bar, said):
    bar.news(B)
    bar.come("layers", B, went=False)
    bar.come("layers", A, went=said)
    assert bar.unread
    bar.take(A)
    assert bar.news(A) is None


def test_back_before_the_browser_has_answered_is_taken_up_where_it_says_so(bar):
    bar.news(B)
    bar.come("layers", A, went=True)
    assert bar.unread


def test_what_was_not_taken_up_in_a_run_that_was_cut_short_is_in_the_next(bar):
    bar.come("layers", B, went=True)
    bar.come("layers", B, went=False)
    assert bar.unread


def test_where_the_browser_says_one_is_leads_nowhere(bar):
    bar.come("layers", A | {"step": ["7"], "pace": ["50"], "layer": ["3"], "v": ["3"]}, went=False)
    assert not bar.unread


def test_a_page_come_to_by_its_name_says_what_it_shows(bar):
    bar.come("twins", {}, went=False)
    assert not bar.unread and bar.news(B) == B
    bar.come("layers", {}, went=False)
    assert bar.news(A) == A


@pytest.mark.parametrize("says", [{}, A, {"v": ["3"]}])
def test_in_whatever_words_a_link_says_it_these_are_waited_for_and_then_those_of_the_page(says):
    address = Address()
    address.come("layers", {"width": ["16"], "depth": ["20"], "step": ["7"], "v": ["2"]}, went=False)
    address.take(says)
    assert address.resting == "depth=20&width=16"
    address.news(B | {"v": ["3"]})
    assert address.resting == "depth=6"
