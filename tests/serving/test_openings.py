"""How many rooms somebody may open."""

from gradflow.classroom.rooms import MOST, WAITS
from gradflow.serving.joining.openings import OF_ADDRESS, OF_BROWSER, OF_UNKNOWN, Openings


def clock() -> float:
    return 0.0


def test_a_browser_opens_a_few_rooms_and_its_neighbours_too():
    openings = Openings(clock)
    opened = [openings.take("192.0.2.7", "ann") for _ in range(OF_BROWSER.most + 1)]
    assert opened == [True] * OF_BROWSER.most + [False]
    assert openings.take("192.0.2.7", "bob") and openings.take(None, None)


def test_an_address_that_forgets_its_cookies_opens_no_more_and_keeps_nobody_else_out():
    openings = Openings(clock)
    opened = [openings.take("192.0.2.7", f"browser{number}") for number in range(100)]
    assert opened.count(True) == OF_ADDRESS.most and not openings.take("192.0.2.7", None)
    assert openings.take("192.0.2.8", "ann")


def test_what_was_refused_takes_nothing_from_the_others_of_its_address():
    openings = Openings(clock)
    for _ in range(100):
        openings.take("192.0.2.7", "ann")
    opened = [openings.take("192.0.2.7", f"browser{number}") for number in range(100)]
    assert opened.count(True) == OF_ADDRESS.most - OF_BROWSER.most


def test_those_whose_address_nobody_knows_share_a_bound():
    openings = Openings(clock)
    assert [openings.take(None, None) for _ in range(100)].count(True) == OF_UNKNOWN.most


def test_one_address_holds_few_of_all_places():
    assert OF_ADDRESS.most + WAITS / OF_ADDRESS.every < MOST / 4
