"""Who gets the page, who a websocket, and what the others are told."""

import asyncio

import pytest

from gradflow.serving.entrance import AGAIN, COOKIE, PAGES, SOCKETS, Entrance
from gradflow.serving.seats import Seats
from gradflow.text import Words
from tests.serving.asked import Answer, Heard, Socket, ask

STREAM = "/gradflow/_stcore/stream"


def front(most: int) -> Entrance:
    return Entrance(Heard(text="page"), "/gradflow", ["", "grid"], Seats(most))


def cookie_of(answer) -> str:
    return answer.headers["Set-Cookie"].partition(";")[0].partition("=")[2]


def test_a_page_comes_with_a_cookie_that_scripts_cannot_read():
    answer = asyncio.run(ask(front(1), "/gradflow/grid"))
    assert (answer.status, answer.body) == (200, b"page")
    assert answer.headers["Set-Cookie"].endswith("; Path=/gradflow; HttpOnly; SameSite=Lax")
    assert len(cookie_of(answer)) == 22


def test_so_does_one_that_the_browser_has_already():
    app = Entrance(Heard(304), "", [""], Seats())
    assert "gradflow_seat=" in asyncio.run(ask(app, "/")).headers["Set-Cookie"]


async def crowd(most: int, **said):
    """A full house, who is in it, and the next to come."""
    app = front(most)
    cookies = [cookie_of(await ask(app, "/gradflow/")) for _ in range(most)]
    sockets = [Socket(app, STREAM, cookie=f"{COOKIE}={cookie}") for cookie in cookies]
    await asyncio.sleep(0)
    return app, cookies, sockets, await ask(app, "/gradflow/", **said)


@pytest.mark.parametrize(
    ("said", "language"),
    [({}, "en"), ({"accept_language": "zh-CN,zh;q=0.9"}, "zh"), ({"query": "lang=zh", "accept_language": "en"}, "zh"),
     ({"accept_language": "fr"}, "en"), ({"query": "lang=<script>"}, "en")],
)  # fmt: skip
def test_who_comes_when_all_places_are_taken_is_told_so_in_its_language(said, language):
    *_, answer = asyncio.run(crowd(2, **said))
    text = answer.body.decode()
    assert answer.status == 503 and answer.headers["Retry-After"] == str(AGAIN)
    assert Words(language)("full.title") in text and f'<html lang="{language}">' in text and "<script" not in text
    assert answer.headers["Cache-Control"] == "no-store" and "Set-Cookie" not in answer.headers


def test_and_its_websocket_is_not_opened():
    async def come():
        app, *_ = await crowd(2)
        socket = Socket(app, STREAM)
        await socket.task
        return socket.refused

    refused = asyncio.run(come())
    assert refused and refused.status == 503


def test_nobody_who_is_there_notices():
    async def stay():
        app, cookies, sockets, _ = await crowd(3)
        for _ in range(20):
            await ask(app, "/gradflow/")
        reloaded = await ask(app, "/gradflow/", cookie=f"{COOKIE}={cookies[0]}")
        again = Socket(app, STREAM, cookie=f"{COOKIE}={cookies[0]}")
        await asyncio.sleep(0)
        return reloaded.status, again.refused, [socket.task.done() for socket in sockets]

    assert asyncio.run(stay()) == (200, None, [False] * 3)


def test_a_place_is_free_again_when_its_tab_has_gone():
    async def leave() -> int:
        app, _, (first, *_), _ = await crowd(2)
        await first.leave()
        return (await ask(app, "/gradflow/")).status

    assert asyncio.run(leave()) == 200


def test_pages_and_websockets_of_one_address_have_a_rate():
    async def flood() -> tuple[int, int]:
        app = front(10_000)
        pages = [await ask(app, "/gradflow/") for _ in range(PAGES.most + 5)]
        sockets = [Socket(app, "/gradflow/frames/abc") for _ in range(SOCKETS.most + 5)]
        await asyncio.sleep(0)
        assert {answer.status for answer in pages} == {200, 429}
        return sum(page.status == 429 for page in pages), sum(bool(socket.refused) for socket in sockets)

    assert asyncio.run(flood()) == (5, 5)


def test_what_is_no_page_passes():
    answer = asyncio.run(ask(front(0), "/gradflow/static/js/a.js"))
    assert answer.status == 200 and "Set-Cookie" not in answer.headers


def test_who_is_in_a_room_votes_in_a_full_house_without_a_seat():
    entrance = Entrance(Heard(), "/gradflow", ["", "room"], Seats(most=0))

    def shown(cookie: str) -> Answer:
        return asyncio.run(ask(entrance, "/gradflow/room", query="room=ABC234&lang=zh", cookie=cookie))

    answer = shown("gradflow_in_ABC234=ann.1")
    assert (answer.status, answer.headers["location"]) == (303, "/gradflow/vote/ABC234?lang=zh")
    assert [shown(each).status for each in ("", "gradflow_in_ABC235=ann.1")] == [503, 503]
