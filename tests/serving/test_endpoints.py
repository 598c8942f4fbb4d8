"""Of all that Streamlit answers, only what the pages ask for."""

import asyncio

import pytest
from starlette.routing import WebSocketRoute

from gradflow.serving.endpoints import OnlyKnownEndpoints
from gradflow.text import LANGUAGES, Words
from tests.serving.asked import Heard, Socket, ask


def front(base: str = "/gradflow") -> OnlyKnownEndpoints:
    return OnlyKnownEndpoints(Heard(), base, ["", "grid"], [WebSocketRoute(f"{base}/frames/{{token}}", Heard())])


def status(path: str, method: str = "GET", base: str = "/gradflow") -> int:
    return asyncio.run(ask(front(base), path, method=method)).status


@pytest.mark.parametrize(
    "path",
    ["", "/", "/grid", "/grid/", "/static/js/a.js", "/media/a.csv", "/_stcore/health", "/_stcore/host-config",
     "/_stcore/bidi-components/gradflow.live_figure/a.js", "/favicon.png"],
)  # fmt: skip
@pytest.mark.parametrize("base", ["", "/gradflow"])
def test_what_a_page_asks_for_is_answered(path, base):
    assert status(f"{base}{path}", base=base) == 200
    assert status(f"{base}{path}", method="POST", base=base) == 405
    assert status(f"{base}{path}", method="OPTIONS", base=base) == 405


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp", "/_stcore/agent/interact",
     "/_stcore/script-health-check", "/auth/login", "/auth/logout", "/oauth2callback", "/component/x/index.html",
     "/_stcore/bidi-components/other.thing/a.js", "/app/static/a", "/nowhere", "/grid/_stcore/health", "/.git/config",
     "/wp-login.php", "/_stcore/stream", "/frames/abc"],
)  # fmt: skip
def test_everything_else_is_closed(path):
    for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS", "TRACE"):
        assert status(f"/gradflow{path}", method=method) == 404


def test_outside_its_path_there_is_nothing():
    assert {status(path) for path in ("/", "/grid", "/gradflowx/", "/static/js/a.js", "//gradflow/")} == {404}


def test_files_are_sent_and_taken_back_and_not_read():
    path = "/gradflow/_stcore/upload_file/session/file"
    assert [status(path, method) for method in ("PUT", "DELETE", "GET", "OPTIONS")] == [200, 200, 405, 405]


@pytest.mark.parametrize(("path", "opens"), [("/_stcore/stream", True), ("/frames/abc", True), ("/_stcore/x", False)])
def test_websockets_are_streamlit_s_and_ours(path, opens):
    async def opened() -> bool:
        socket = Socket(front(), f"/gradflow{path}")
        await socket.leave()
        return socket.refused is None

    assert asyncio.run(opened()) is opens


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("base", ["", "/gradflow"])
def test_a_browser_at_an_address_without_a_page_is_shown_the_way(base, language):
    asked = ask(front(base), f"{base}/nonsense<b>", query=f"lang={language}", accept="text/html,*/*")
    answer = asyncio.run(asked)
    text, words = answer.body.decode(), Words(language)
    assert answer.status == 404 and answer.headers["Cache-Control"] == "no-store"
    assert words("missing.title") in text and f'href="{base}/?lang={language}"' in text and "nonsense" not in text


def test_whoever_else_asks_there_gets_a_line_of_text():
    assert asyncio.run(ask(front(), "/gradflow/nonsense", accept="*/*")).body == b"There is nothing at this address.\n"
