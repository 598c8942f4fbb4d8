"""The files for a class server: the service's command behind the shipped nginx.conf, seen by a browser."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page

from gradflow import cli
from gradflow.places import ROOT
from tests.browser.deployed import (
    DEPLOY,
    NGINX,
    NGINX_CONF,
    Nginx,
    app_running,
    asked,
    nginx_running,
    replaced,
    service_command,
    service_unit,
)
from tests.browser.laboratory_page import open_app, sockets_of, step_of, wait_for_step

pytestmark = pytest.mark.slow

LIVE = "/gradflow/_stcore/stream"


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """nginx in front of the app, both as shipped."""
    if NGINX is None:
        pytest.skip("no nginx: on Debian, apt-get install nginx")
    folder = tmp_path_factory.mktemp("nginx")
    with app_running(folder / "app.txt") as port, nginx_running(NGINX, port, folder) as running:
        yield running


@pytest.mark.parametrize("page", [{"ignore_https_errors": True}], indirect=True)
def test_the_page_is_live_through_nginx(page: Page, nginx: Nginx):
    sockets = sockets_of(page)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    site = f"127.0.0.1:{nginx.secure}/gradflow/"
    open_app(page, f"https://{site}".rstrip("/"))
    wait_for_step(page, step_of(page) + 20)
    assert [socket.url for socket in sockets] == [f"wss://{site}_stcore/stream"]
    assert [url for url in requests if not url.startswith((f"https://{site}", "data:", "blob:"))] == []


def test_plain_http_leads_to_https_and_keeps_the_link(nginx: Nginx):
    status, headers, _ = asked(nginx.plain, "/gradflow/?depth=12", tls=False)
    assert (status, headers["Location"]) == (301, "https://127.0.0.1/gradflow/?depth=12")
    status, headers, _ = asked(nginx.secure, "/gradflow?depth=12")
    assert (status, headers["Location"]) == (301, "/gradflow/?depth=12")


def test_scripts_are_compressed_and_the_page_says_what_it_may_load(nginx: Nginx):
    status, headers, body = asked(nginx.secure, "/gradflow/")
    assert status == 200
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    (script,) = re.findall(r'<script type="module"[^>]* src="\./(\S+)"', body.decode())
    status, headers, body = asked(nginx.secure, f"/gradflow/{script}", {"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"]) == (200, "gzip")


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
def test_only_its_own_pages_open_the_websocket(origin: str | None, status: int, nginx: Nginx):
    shake = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    shake["Sec-WebSocket-Key"] = "AAAAAAAAAAAAAAAAAAAAAA=="
    shake["Host"] = f"class.example:{nginx.secure}"  # the app itself lets any page of 127.0.0.1 in
    if origin:
        shake["Origin"] = origin.format(host=shake["Host"])
    found, _, body = asked(nginx.secure, LIVE, shake)
    assert found == status
    assert found == 101 or b"<center>nginx" in body  # the app is not even asked


def test_an_upload_has_the_size_that_the_app_allows(nginx: Nginx):
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    size = config["server"]["maxUploadSize"]
    assert f"client_max_body_size {size}m;" in NGINX_CONF
    too_much = {"Content-Length": str(size * 1024**2 + 1)}
    assert asked(nginx.secure, "/gradflow/_stcore/upload_file/a/b", too_much, method="PUT")[0] == 413


def test_the_service_starts_the_app_where_nginx_looks_for_it(monkeypatch: pytest.MonkeyPatch):
    started: list[tuple[object, ...]] = []
    monkeypatch.setattr(cli, "serve", lambda *words, open_browser: started.append((*words, open_browser)))
    result = CliRunner().invoke(cli.main, service_command()[1:])
    assert result.exit_code == 0, result.output
    assert started == [("127.0.0.1", 8501, "gradflow", False)]
    assert set(re.findall(r"proxy_pass (.*);", NGINX_CONF)) == {"http://127.0.0.1:8501"}
    assert f"location = {LIVE} " in NGINX_CONF


def test_the_service_is_a_user_of_its_own_that_keeps_what_it_compiled(tmp_path: Path):
    service = service_unit()["Service"]
    assert service["DynamicUser"] == "yes"
    assert service["Restart"] == "always"
    assert service["MemoryMax"]
    assert service["ExecStart"].startswith(f"{service['WorkingDirectory']}/")
    assert f"XDG_CACHE_HOME=%C/{service['CacheDirectory']}" in service["Environment"].split()
    assert "MemoryDenyWriteExecute" not in service  # XLA writes what it runs
    if analyze := shutil.which("systemd-analyze"):
        here = {service_command()[0]: sys.executable, f"={service['WorkingDirectory']}\n": f"={ROOT}\n"}
        unit = tmp_path / "gradflow.service"
        unit.write_text(replaced((DEPLOY / unit.name).read_text(encoding="utf-8"), here), encoding="utf-8")
        result = subprocess.run([analyze, "verify", "--man=no", unit], capture_output=True, text=True)
        assert [line for line in result.stderr.splitlines() if unit.name in line] == []
