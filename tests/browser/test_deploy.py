"""The files for a class server: the service's command behind the shipped nginx.conf, seen by a browser."""

import re
import tomllib
from collections.abc import Iterator
from importlib import import_module

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page

from gradflow import cli
from gradflow.places import ROOT
from gradflow.serving.entrance import PAGES
from gradflow.serving.uploads import MOST_SENT
from gradflow.ui.settings import DRAIN
from tests.browser.deployed import (
    NGINX,
    NGINX_CONF,
    Nginx,
    app_running,
    asked,
    nginx_running,
    service_command,
)
from tests.browser.laboratory_page import open_app, sockets_of, step_of, wait_for_step

pytestmark = pytest.mark.slow

LIVE = "/gradflow/_stcore/stream"
FRAMES = "/gradflow/frames/"
GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """nginx in front of the app, both as shipped."""
    if NGINX is None:
        pytest.skip("no nginx: on Debian, apt-get install nginx")
    folder = tmp_path_factory.mktemp("nginx")
    with app_running(folder / "app.txt") as app, nginx_running(NGINX, app.port, folder) as running:
        yield running


@pytest.mark.parametrize("page", [{"ignore_https_errors": True}], indirect=True)
def test_the_page_is_live_through_nginx(page: Page, nginx: Nginx):
    sockets = sockets_of(page)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    site = f"127.0.0.1:{nginx.secure}/gradflow/"
    open_app(page, f"https://{site}".rstrip("/"))
    wait_for_step(page, step_of(page) + 20)
    page_s, frames = [socket.url for socket in sockets]
    assert page_s == f"wss://{site}_stcore/stream" and re.fullmatch(rf"wss://{site}frames/[\w-]{{32}}", frames)
    assert [url for url in requests if not url.startswith((f"https://{site}", "data:", "blob:"))] == []


def test_plain_http_leads_to_https_and_keeps_the_link(nginx: Nginx):
    status, headers, _ = asked(nginx.plain, "/gradflow/?depth=12", tls=False)
    assert (status, headers["Location"]) == (301, "https://127.0.0.1/gradflow/?depth=12")
    status, headers, _ = asked(nginx.secure, "/gradflow?depth=12")
    assert (status, headers["Location"]) == (301, "/gradflow/?depth=12")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1:1"])
def test_a_redirect_repeats_no_name_that_was_asked_for(host: str, nginx: Nginx):
    status, headers, body = asked(nginx.plain, "/gradflow/", {"Host": host}, tls=False)
    assert (status, headers["Location"]) == (301, "https://127.0.0.1/gradflow/")
    assert b"evil" not in body and headers["Server"] == "nginx"
    status, headers, body = asked(nginx.secure, "/gradflow/grid/", {"Host": host, "X-Forwarded-Host": host})
    assert "evil" not in f"{headers}{body}" and headers["Server"] == "nginx"


def test_cookies_are_for_tls_alone(nginx: Nginx):
    for path, name in (("/gradflow/", "gradflow_seat"), ("/gradflow/_stcore/health", "_streamlit_xsrf")):
        cookies = asked(nginx.secure, path)[1].get_all("Set-Cookie") or []
        (cookie,) = [each for each in cookies if each.startswith(name)]
        assert "; Secure" in cookie and "; SameSite=Lax" in cookie


def test_scripts_are_compressed_and_kept_for_a_year(nginx: Nginx):
    status, _, body = asked(nginx.secure, "/gradflow/")
    assert status == 200
    (script,) = re.findall(r'<script type="module"[^>]* src="\./(\S+)"', body.decode())
    status, headers, body = asked(nginx.secure, f"/gradflow/{script}", GZIP)
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert "max-age=31536000" in headers["Cache-Control"]
    status, _, body = asked(nginx.secure, f"/gradflow/{script}", {"If-None-Match": headers["ETag"]} | GZIP)
    assert (status, body) == (304, b"")


@pytest.mark.parametrize(
    "path",
    ["_stcore/metrics", "_stcore/agent/openapi.json", "_stcore/script-health-check", "auth/login", "component/x/a.js"],
)
def test_what_no_page_asks_for_is_closed(path: str, nginx: Nginx):
    assert asked(nginx.secure, f"/gradflow/{path}")[0] == 404


def test_who_asks_is_whom_nginx_names_and_nobody_else(nginx: Nginx):
    """An address of its own has a rate; one that a stranger makes up for each request has not another one."""
    made_up = ({"X-Forwarded-For": f"192.0.2.{number % 250}"} for number in range(PAGES.most + 20))
    assert {asked(nginx.secure, "/gradflow/grid", said)[0] for said in made_up} == {200}  # this machine has no bounds
    said = {"X-Forwarded-For": "192.0.2.9"}  # what a proxy on this machine says is believed
    found = [asked(nginx.app, "/gradflow/grid", said, tls=False)[0] for _ in range(PAGES.most + 20)]
    assert found[0] == 200 and 429 in found


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://{host}", 101),
        (None, 101),  # not a browser
        ("https://elsewhere.example", 403),
        ("https://elsewhere.{host}", 403),
        ("https://{host}.example", 403),
        ("http://{host}", 403),
        ("null", 403),
    ],
)
@pytest.mark.parametrize("path", [LIVE, f"{FRAMES}nobody-s"])
def test_only_its_own_pages_open_a_websocket(path: str, origin: str | None, status: int, nginx: Nginx):
    shake = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    shake["Sec-WebSocket-Key"] = "AAAAAAAAAAAAAAAAAAAAAA=="
    shake["Host"] = f"class.example:{nginx.secure}"  # the app itself lets any page of 127.0.0.1 in
    if origin:
        shake["Origin"] = origin.format(host=shake["Host"])
    found, _, body = asked(nginx.secure, path, shake)
    assert found == status
    assert found == 101 or b"<center>nginx" in body  # the app is not even asked


def test_an_upload_has_the_size_that_the_app_allows():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    size = config["server"]["maxUploadSize"]
    assert size * 2**20 == MOST_SENT
    assert f"client_max_body_size {size}m;" in NGINX_CONF


def test_the_service_starts_the_app_where_nginx_looks_for_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(DRAIN, "")  # put back afterwards
    started: list[tuple[object, ...]] = []
    monkeypatch.setattr(
        import_module("gradflow.shell.serve"),
        "start",
        lambda *words, open_browser: started.append((*words, open_browser)),
    )
    result = CliRunner().invoke(cli.main, service_command()[1:])
    assert result.exit_code == 0, result.output
    assert started == [("127.0.0.1", 8501, "gradflow", False)]
    assert set(re.findall(r"proxy_pass (.*);", NGINX_CONF)) == {"http://gradflow"}
    assert re.findall(r"^    server (\S+) ", NGINX_CONF, re.MULTILINE) == ["127.0.0.1:8501"]
    (live,) = re.findall(r"location ~ (\S+) ", NGINX_CONF)
    assert re.match(live, LIVE) and re.match(live, f"{FRAMES}{'a-_1' * 8}") and not re.match(live, f"{LIVE}/x")
