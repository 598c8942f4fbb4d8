"""What every answer carries and what strangers may send, through nginx and without it: one app, asked on both ways."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from http.client import HTTPMessage
from pathlib import Path
from typing import NamedTuple

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from gradflow.serving.connections import LONGEST_HEAD, PIECE
from gradflow.serving.headers import FIXED, policy
from gradflow.serving.messages import LARGEST, NOT_BINARY, TOO_LARGE
from gradflow.serving.uploads import MOST_SENT, OF_A_SESSION
from gradflow.streaming.route import UNKNOWN
from gradflow.ui.streamlit_internals.page_shell import inline_scripts
from tests.browser.deployed import NGINX, Nginx, app_running, asked, nginx_running

pytestmark = pytest.mark.slow

PAGE, LIVE, NOBODY_S = "/gradflow/", "/gradflow/_stcore/stream", "/gradflow/frames/nobody-s"
UPLOAD = "/gradflow/_stcore/upload_file/session/file"
CUT_OFF = 0  # without a word
TRUST = ssl._create_unverified_context()
# The shipped file's numbers by smaller ones that are reached sooner.
TIGHT = {
    "limit_conn gradflow_learners 400;": "limit_conn gradflow_learners 3;",
    "rate=100r/s;": "rate=1r/s;",
    "burst=8000 nodelay;": "burst=4 nodelay;",
    "client_header_timeout 10s;": "client_header_timeout 1s;",
}


class Ways(NamedTuple):
    """The same app: through the shipped nginx, and as it is. log, nginx_log: what each has said."""

    nginx: Nginx
    tight: Nginx
    log: Path
    nginx_log: Path

    def port(self, way: str) -> int:
        return {"nginx": self.nginx.secure, "alone": self.nginx.app, "tight": self.tight.secure}[way]

    def ask(self, way: str, path: str, **how: object) -> tuple[int, HTTPMessage, bytes]:
        return asked(self.port(way), path, how.pop("headers", None), tls=way != "alone", **how)  # type: ignore[arg-type]

    def websocket(self, way: str, path: str, **how: object) -> ClientConnection:
        tls = way != "alone"
        protocols = [Subprotocol("streamlit")] if path == LIVE else None
        address = f"{'wss' if tls else 'ws'}://127.0.0.1:{self.port(way)}{path}"
        return connect(address, subprotocols=protocols, ssl=TRUST if tls else None, open_timeout=60, **how)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ways]:
    if NGINX is None:
        pytest.skip("no nginx: on Debian, apt-get install nginx")
    shipped, tight = tmp_path_factory.mktemp("shipped"), tmp_path_factory.mktemp("tight")
    with (
        app_running(shipped / "app.txt") as app,
        nginx_running(NGINX, app.port, shipped) as nginx,
        nginx_running(NGINX, app.port, tight, instead=TIGHT) as tightened,
    ):
        yield Ways(nginx, tightened, shipped / "app.txt", shipped / "error.log")


both = pytest.mark.parametrize("way", ["nginx", "alone"])


@both
@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        (PAGE, "GET", 200),
        ("/gradflow/healthz", "GET", 200),
        ("/gradflow/nowhere", "GET", 404),
        ("/gradflow/_stcore/metrics", "GET", 404),
        (PAGE, "POST", 405),
        (UPLOAD, "POST", 405),
    ],
)
def test_every_answer_carries_the_headers(way: str, path: str, method: str, status: int, ways: Ways) -> None:
    found, headers, _ = ways.ask(way, path, method=method)
    assert found == status
    wanted = FIXED | {"Content-Security-Policy": policy(inline_scripts(), []), "X-Frame-Options": "SAMEORIGIN"}
    assert {name: headers.get_all(name) for name in wanted} == {name: [value] for name, value in wanted.items()}
    assert headers.get("Strict-Transport-Security") == ("max-age=31536000" if way == "nginx" else None)
    assert headers.get("Server") == ("nginx" if way == "nginx" else None)


@both
def test_so_does_a_websocket_that_is_refused(way: str, ways: Ways) -> None:
    with pytest.raises(InvalidStatus) as refused:
        ways.websocket(way, "/gradflow/elsewhere")
    assert refused.value.response.status_code == 404
    assert refused.value.response.headers["X-Content-Type-Options"] == "nosniff"


@both
def test_a_body_has_its_bound(way: str, ways: Ways) -> None:
    length = {"Content-Length": str(MOST_SENT + 1), "Content-Type": "multipart/form-data; boundary=x"}
    assert ways.ask(way, UPLOAD, method="PUT", headers=length)[0] == 413


@both
def test_a_head_has_its_bound(way: str, ways: Ways) -> None:
    long = "x" * (9000 if way == "nginx" else LONGEST_HEAD + PIECE)
    assert ways.ask(way, PAGE, headers={"X-Long": long})[0] == 400
    assert ways.ask(way, f"{PAGE}?{long}")[0] in (400, 414)
    with pytest.raises(InvalidStatus) as refused:
        ways.websocket(way, LIVE, additional_headers={f"X-{number}": "x" for number in range(120)})
    assert refused.value.response.status_code == 400


@both
def test_a_session_sends_so_many_files_and_then_waits(way: str, ways: Ways) -> None:
    form = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n1\r\n--x--\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(len(form))}
    path = UPLOAD.replace("session", f"of-{way}")
    found = [ways.ask(way, path, method="PUT", headers=headers, body=form) for _ in range(OF_A_SESSION.most + 2)]
    if way == "nginx":  # which looks for a session that is not here elsewhere
        assert {status for status, *_ in found} == {404}
    else:
        assert found[-1][0] == 429 and int(found[-1][1]["Retry-After"]) >= 1


@both
@pytest.mark.parametrize(
    ("said", "code"), [("text", NOT_BINARY), (b"x" * (LARGEST + 1), TOO_LARGE), (b"x" * 3 * LARGEST, TOO_LARGE)]
)
def test_a_message_to_a_page_has_its_bound(way: str, said: str | bytes, code: int, ways: Ways) -> None:
    """Who is still sending when it is cut off may not hear why: what comes after the reason resets the connection."""
    with ways.websocket(way, LIVE) as tab:
        with suppress(ConnectionClosed):
            tab.send(said)
        assert _code(tab) in ([code, CUT_OFF] if code == TOO_LARGE else [code])


@both
def test_a_stream_is_its_session_s_alone(way: str, ways: Ways) -> None:
    with ways.websocket(way, NOBODY_S) as stream:
        assert _code(stream) == UNKNOWN


def _code(connection: ClientConnection) -> int:
    try:
        while True:
            connection.recv(timeout=30)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else CUT_OFF


def test_nginx_bounds_how_many_websockets_one_address_has(ways: Ways) -> None:
    with ExitStack() as open_ones:
        for _ in range(3):
            open_ones.enter_context(ways.websocket("tight", LIVE))
        with pytest.raises(InvalidStatus) as refused:
            ways.websocket("tight", LIVE)
    assert refused.value.response.status_code == 503


def test_nginx_bounds_how_often_one_address_asks(ways: Ways) -> None:
    assert 429 in [ways.ask("tight", "/gradflow/healthz")[0] for _ in range(12)]


def test_nginx_cuts_off_who_says_only_half(ways: Ways) -> None:
    with TRUST.wrap_socket(socket.create_connection(("127.0.0.1", ways.tight.secure), timeout=20)) as slow:
        slow.sendall(b"GET /gradflow/ HTTP/1.1\r\nHost: x\r\n")
        assert slow.recv(1) == b""


def test_neither_log_names_anybody(ways: Ways) -> None:
    """Of all that was done above."""
    for log in (ways.log, ways.nginx_log):
        said = log.read_text(encoding="utf-8")
        assert "client:" not in said and "nobody-s" not in said and "Traceback" not in said
