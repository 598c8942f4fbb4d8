"""How much a learner may send."""

import asyncio

import pytest

from gradflow.serving import uploads
from gradflow.serving.rates import Rate
from gradflow.serving.uploads import AROUND, AT_ONCE, MOST_SENT, OF_A_SESSION, OF_A_SESSION_AT_ONCE, UploadBounds
from tests.serving.asked import Heard, ask

KEPT = 1000
TYPE = "multipart/form-data; boundary=edge"
HEAD = b'--edge\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'
END = b"\r\n--edge--\r\n"


class Place:
    """Uploads behind their bounds; noted: sessions that have sent a file."""

    def __init__(self, status: int = 204, room: bool = True) -> None:
        self.noted: list[str] = []
        self.app = Heard(status)
        self.bounds = UploadBounds(self.app, "", KEPT, self.noted.append, lambda: room)

    async def put(self, *parts: bytes, session: str = "s", **headers):
        path = f"/_stcore/upload_file/{session}/file"
        return await ask(self.bounds, path, parts, method="PUT", **({"content_type": TYPE} | headers))


def test_a_file_that_fits_comes_as_it_is():
    place = Place()
    sent = [HEAD, b"x" * KEPT, END]
    assert asyncio.run(place.put(*sent)).status == 204
    assert place.app.body == b"".join(sent) and place.noted == ["s"]


@pytest.mark.parametrize("pieces", [1, 7])
def test_of_one_that_is_too_large_comes_as_much_as_shows_it(pieces):
    place = Place()
    sent = HEAD + b"x" * (KEPT + 3 * AROUND) + END
    size = -(-len(sent) // pieces)
    assert asyncio.run(place.put(*(sent[at : at + size] for at in range(0, len(sent), size)))).status == 204
    head, _, file = place.app.body.partition(b"\r\n\r\n")
    assert head and file.endswith(END) and KEPT < len(file.removesuffix(END)) <= KEPT + AROUND


def test_what_is_larger_than_a_file_may_say_is_not_read(monkeypatch):
    place = Place()
    assert asyncio.run(place.put(HEAD, content_length=str(MOST_SENT + 1))).status == 413
    assert asyncio.run(place.put(HEAD, content_length="many")).status == 400
    assert asyncio.run(place.put(HEAD, content_length="9" * 20)).status == 400
    assert place.app.asked == 0
    monkeypatch.setattr(uploads, "MOST_SENT", KEPT)
    assert asyncio.run(place.put(HEAD, *[b"x" * AROUND] * 3, END)).status == 413  # and who does not say it
    assert place.noted == []


def test_a_session_sends_so_many_and_then_must_wait():
    async def flood() -> list[int]:
        place = Place()
        return [(await place.put(HEAD, END)).status for _ in range(OF_A_SESSION.most + 3)]

    assert asyncio.run(flood()) == [204] * OF_A_SESSION.most + [429] * 3


def test_who_must_wait_is_told_how_long():
    async def flood():
        place = Place()
        return [await place.put(HEAD, END) for _ in range(OF_A_SESSION.most + 1)][-1]

    assert 1 <= int(asyncio.run(flood()).headers["Retry-After"]) <= OF_A_SESSION.every


def test_sessions_of_one_address_have_a_bound_together(monkeypatch):
    async def flood() -> list[int]:
        place = Place()
        return [(await place.put(HEAD, END, session=str(number))).status for number in range(200)]

    assert asyncio.run(flood()).count(204) == uploads.OF_AN_ADDRESS.most


@pytest.mark.parametrize(("same", "most"), [(True, OF_A_SESSION_AT_ONCE), (False, AT_ONCE)])
def test_only_so_many_come_at_once(same, most):
    async def at_once() -> list[int]:
        place, waiting = Place(), asyncio.Event()

        async def slow(scope, receive, send):
            await waiting.wait()
            await Heard(204)(scope, receive, send)

        place.bounds._app = slow
        asked = [asyncio.ensure_future(place.put(HEAD, END, session="s" if same else str(n))) for n in range(most + 2)]
        await asyncio.sleep(0.01)
        waiting.set()
        return [answer.status for answer in await asyncio.gather(*asked)]

    assert sorted(asyncio.run(at_once())) == [204] * most + [429] * 2


def test_no_file_is_taken_where_memory_is_full():
    place = Place(room=False)
    assert asyncio.run(place.put(HEAD, END)).status == 507 and place.app.asked == 0


def test_one_that_streamlit_refuses_is_not_noted():
    place = Place(status=400)
    assert asyncio.run(place.put(HEAD, END)).status == 400 and place.noted == []


def test_what_is_no_form_is_refused():
    place = Place()
    assert asyncio.run(place.put(b"x", content_type="text/csv")).status == 400 and place.app.asked == 0


def test_a_session_of_another_process_is_looked_for_there():
    place = Place()
    place.bounds = UploadBounds(place.app, "", KEPT, place.noted.append, lambda: True, lambda session: session == "s")
    behind = {"x_gradflow_others": "yes"}
    assert asyncio.run(place.put(HEAD, END, session="elsewhere", **behind)).status == 404 and place.app.asked == 0
    assert asyncio.run(place.put(HEAD, END, **behind)).status == 204
    assert asyncio.run(place.put(HEAD, END, session="elsewhere")).status == 204  # Streamlit's to refuse


def test_who_must_wait_for_the_session_takes_nothing_of_the_address(monkeypatch):
    async def flood() -> list[int]:
        place = Place()
        mine = [(await place.put(HEAD, END)).status for _ in range(3 * OF_A_SESSION.most)]
        return [*mine, (await place.put(HEAD, END, session="another")).status]

    monkeypatch.setattr(uploads, "OF_AN_ADDRESS", Rate(OF_A_SESSION.most + 1, every=60.0))
    assert asyncio.run(flood())[-1] == 204
