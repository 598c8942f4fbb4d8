"""How many tabs there may be, and who keeps a place."""

import pytest

from gradflow.serving.seats import COMING, KEPT, OF_ONE_ADDRESS, OF_ONE_BROWSER, Seats, Visitor
from tests.serving.test_rates import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def seats(clock) -> Seats:
    return Seats(most=4, clock=clock)


def come(seats: Seats, address: str | None = None) -> Visitor:
    """Somebody who is sent the page and opens it."""
    visitor = Visitor(seats.invited(Visitor("", address)), address)
    assert visitor.browser and seats.take(visitor)
    return visitor


def test_who_comes_when_all_are_taken_is_not_let_in_until_somebody_leaves(seats, clock):
    first, *_ = [come(seats) for _ in range(4)]
    assert seats.invited(Visitor("", None)) == "" and not seats.take(Visitor("", None))
    seats.leave(first)
    come(seats)
    assert len(seats) == 4


def test_who_was_here_comes_back_into_a_full_house(seats, clock):
    first, *_ = [come(seats) for _ in range(4)]
    seats.leave(first)
    come(seats)
    clock.now = KEPT - 1
    assert seats.invited(first) == first.browser and seats.take(first)
    assert len(seats) == 5 and seats.invited(Visitor("", None)) == ""


def test_a_reload_asks_for_the_page_before_the_old_one_has_gone(seats):
    first, *_ = [come(seats) for _ in range(4)]
    assert seats.invited(first) == first.browser
    seats.leave(first)
    assert seats.take(first)


def test_a_seat_is_not_kept_for_ever(seats, clock):
    first, *_ = [come(seats) for _ in range(4)]
    seats.leave(first)
    come(seats)
    clock.now = KEPT + COMING + 1
    assert seats.invited(first) == "" and not seats.take(first)


def test_those_who_come_back_do_not_fill_it_without_end(seats):
    everybody = [come(seats) for _ in range(4)]
    for visitor in everybody:
        seats.leave(visitor)
    others = [come(seats) for _ in range(4)]
    assert [seats.take(visitor) for visitor in everybody] == [True, False, False, False]
    assert len(others) + 1 == len(seats)


def test_the_page_is_sent_to_no_more_than_have_room(seats, clock):
    sent = [seats.invited(Visitor("", None)) for _ in range(5)]
    assert [bool(browser) for browser in sent] == [True] * 4 + [False]
    clock.now = COMING + 1  # they never opened it
    assert seats.invited(Visitor("", None))


def test_a_cookie_that_is_not_ours_is_replaced(seats):
    assert seats.invited(Visitor("x", None)) not in ("", "x")
    assert seats.invited(Visitor("x" * 5000, None)) != "x" * 5000


def test_one_browser_has_no_more_than_so_many_tabs():
    seats = Seats()
    visitor = come(seats)
    assert [seats.take(visitor) for _ in range(OF_ONE_BROWSER)] == [True] * (OF_ONE_BROWSER - 1) + [False]


def test_one_address_cannot_fill_the_house_and_this_machine_can():
    seats = Seats()
    taken = [seats.take(Visitor("", "192.0.2.7")) for _ in range(OF_ONE_ADDRESS + 1)]
    assert taken.count(True) == OF_ONE_ADDRESS and seats.take(Visitor("", "192.0.2.8"))
    assert seats.take(Visitor("", None))


def test_nothing_is_kept_of_who_has_gone(seats, clock):
    for number in range(50):
        visitor = come(seats, f"192.0.2.{number}")
        seats.leave(visitor)
    assert len(seats) == 0 and not seats._addresses and not seats._browsers and not seats._coming
