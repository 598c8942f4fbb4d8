"""Scripts, compressed once and kept."""

import asyncio
import gzip
from typing import Any

import pytest

from gradflow.serving.sent import assets
from gradflow.serving.sent.assets import PIECE, CompressedAssets
from tests.serving.asked import Answer, Heard, ask

SCRIPT = "/static/js/a.js"
TEXT = "export const one = 1;\n" * 500
FOR_A_YEAR = "public, immutable, max-age=31536000"


def script(**headers: Any) -> Heard:
    said: dict[str, Any] = {"content_type": "text/javascript", "cache_control": FOR_A_YEAR} | headers
    return Heard(text=TEXT, **said)


def asked(app: CompressedAssets, path: str = SCRIPT, **headers: Any) -> Answer:
    said: dict[str, Any] = {"accept_encoding": "gzip, br"} | headers
    return asyncio.run(ask(app, path, **said))


def test_it_is_compressed_once_for_all():
    within = script()
    app = CompressedAssets(within, "")
    first, second = asked(app), asked(app)
    assert gzip.decompress(first.body).decode() == TEXT and first == second and within.asked == 1
    assert len(first.body) < 0.1 * len(TEXT) and first.headers["Content-Length"] == str(len(first.body))
    assert first.headers["Content-Encoding"] == "gzip" and first.headers["Vary"] == "Accept-Encoding"
    assert first.headers["Cache-Control"] == FOR_A_YEAR and first.headers["Content-Type"] == "text/javascript"


def test_those_who_ask_at_once_wait_for_the_one_that_is_made():
    async def class_opens() -> tuple[int, int]:
        within = script()
        app = CompressedAssets(within, "")
        answers = await asyncio.gather(*(ask(app, SCRIPT, accept_encoding="gzip") for _ in range(40)))
        return within.asked, len({answer.body for answer in answers})

    assert asyncio.run(class_opens()) == (1, 1)


def test_a_component_s_file_is_asked_for_again_and_not_sent_again():
    app = CompressedAssets(script(cache_control="public"), "")
    path = "/_stcore/bidi-components/gradflow.live_figure/live_figure.js"
    first = asked(app, path)
    assert first.headers["Cache-Control"] == "no-cache"
    again = asked(app, path, if_none_match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"") and again.headers["ETag"] == first.headers["ETag"]
    assert asked(app, path, if_none_match='"another"').status == 200


@pytest.mark.parametrize(
    ("path", "headers"),
    [(SCRIPT, {"accept_encoding": "identity"}), (SCRIPT, {"range": "bytes=0-10"}), ("/media/a.csv", {}), ("/grid", {}),
     ("/static/media/a.woff2", {})],
)  # fmt: skip
def test_everything_else_passes(path, headers):
    within = script()
    app = CompressedAssets(within, "")
    assert [asked(app, path, **headers).body.decode() for _ in range(2)] == [TEXT] * 2 and within.asked == 2


@pytest.mark.parametrize(
    "within", [script(content_type="text/html; charset=utf-8"), Heard(404, TEXT)], ids=["page", "nothing"]
)
def test_what_is_no_file_is_not_kept(within):
    app = CompressedAssets(within, "")
    assert asked(app).body.decode() == TEXT and app._kept == {} and app._making == {}


def test_no_more_is_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(assets, "MOST_BYTES", 1000)
    app = CompressedAssets(script(), "")
    answers = [asked(app, f"/static/js/{number}.js") for number in range(50)]
    assert sum(len(asset.body) for asset in app._kept.values()) == app._bytes <= 1000 and 0 < len(app._kept) < 50
    assert {answer.status for answer in answers} == {200}


def test_it_is_sent_in_pieces_so_that_a_slow_reader_holds_one_of_them(monkeypatch):
    sent: list[int] = []

    async def note(message):
        sent.append(len(message.get("body", b"")))

    asset = assets._Asset([], b"x" * (3 * PIECE + 1), "")
    asyncio.run(assets._send(asset, False, note))
    assert sent == [0, PIECE, PIECE, PIECE, 1, 0]
