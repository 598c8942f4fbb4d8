"""The app and nginx as assets/deploy has them, on free ports and in one folder of a test."""

import configparser
import http.client
import os
import shlex
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPMessage
from pathlib import Path
from typing import NamedTuple

from gradflow.places import ROOT
from tests.browser.ports import free_ports, listens, ports_in_a_row
from tests.browser.server import START

DEPLOY = ROOT / "assets" / "deploy"
NGINX_CONF = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")  # where Debian has it, not on everybody's PATH

# What stands around a site's file in Debian, but in the foreground, as this user, and in one folder.
AROUND = """
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/gradflow.conf;
}}
"""


class Nginx(NamedTuple):
    """Its ports, and that of the app behind it."""

    plain: int
    secure: int
    app: int


SERVER = "    server 127.0.0.1:8501 max_fails=0;\n"


UNITS = "gradflow.service", "gradflow@.service"


def service_unit(name: str = UNITS[0]) -> configparser.ConfigParser:
    """Of a setting that is said twice, the second."""
    unit = configparser.ConfigParser(interpolation=None, strict=False)
    unit.read_string((DEPLOY / name).read_text(encoding="utf-8"))
    return unit


def service_command() -> list[str]:
    """How the service starts the app."""
    return shlex.split(service_unit()["Service"]["execstart"])


class App(NamedTuple):
    """Its port and its process."""

    port: int
    pid: int


@contextmanager
def app_running(log: Path, **environment: str) -> Iterator[App]:
    """The app, started as the service starts it, but on a free port."""
    (port,) = free_ports(1)
    words = [str(port) if word == "8501" else word for word in service_command()[1:]]
    with _running([sys.executable, "-m", "gradflow", *words], log, port, environment) as pid:
        yield App(port, pid)


@contextmanager
def processes_running(log: Path, count: int, *words: str) -> Iterator[tuple[int, range]]:
    """So many processes under one supervisor, started as the service starts it: its process, and their ports."""
    ports = ports_in_a_row(count)
    said = {"8501": str(ports[0]), "1": str(count)}
    command = [sys.executable, "-m", "gradflow", *(said.get(word, word) for word in service_command()[1:]), *words]
    with _running(command, log, ports[0]) as pid:
        while not all(map(is_ready, ports)):
            time.sleep(0.2)
        yield pid, ports


def is_ready(port: int) -> bool:
    """Whether learners may be sent to the process at this port."""
    try:
        return asked(port, "/gradflow/readyz", tls=False)[0] == 200
    except OSError:
        return False


@contextmanager
def nginx_running(
    nginx: str, app: int, folder: Path, *others: int, instead: dict[str, str] | None = None
) -> Iterator[Nginx]:
    """nginx in front of the app on this port, and of its other processes on theirs. instead: of numbers of the shipped
    file, for bounds that would take a test long to reach."""
    plain, secure = free_ports(2)
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
    filled_in = replaced(_filled_in(folder, plain, secure, [app, *others]), instead or {})
    (folder / "gradflow.conf").write_text(filled_in, encoding="utf-8")
    _certify(folder)
    command = [nginx, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    with _running(command, folder / "log.txt", secure):
        yield Nginx(plain, secure, app)


def _filled_in(folder: Path, plain: int, secure: int, apps: list[int]) -> str:
    """The shipped file with this machine's name, certificate and free ports, on IPv4 alone."""
    here = {
        "gradflow.example.org": "127.0.0.1",
        "/etc/ssl/gradflow": str(folder),
        "/var/log/nginx/error.log": str(folder / "error.log"),
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ": f"listen 127.0.0.1:{secure} ",
        SERVER: "".join(SERVER.replace("8501", str(app)) for app in apps),
    }
    ipv4 = "".join(line for line in NGINX_CONF.splitlines(keepends=True) if "listen [::]" not in line)
    return replaced(ipv4, here)


def replaced(text: str, here: dict[str, str]) -> str:
    for shipped, found in here.items():
        assert shipped in text
        text = text.replace(shipped, found)
    return text


def _certify(folder: Path) -> None:
    """A certificate that signs itself, under the names of the shipped file."""
    names = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem", "-subj", "/CN=127.0.0.1"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *names]
    subprocess.run(command, check=True, capture_output=True)


@contextmanager
def _running(command: list[str], log: Path, port: int, environment: dict[str, str] | None = None) -> Iterator[int]:
    """A server's process, from when it listens on its port to the end of the block."""
    with log.open("wb") as said:
        around = os.environ | {"STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none"} | (environment or {})  # as the unit says
        server = subprocess.Popen(command, cwd=ROOT, env=around, stdout=said, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + START
        while not listens(port):
            assert server.poll() is None and time.monotonic() < deadline, f"{command} did not start:\n{log.read_text()}"
            time.sleep(0.1)
        yield server.pid
    finally:
        server.terminate()
        server.wait(timeout=30)


def asked(
    port: int,
    path: str,
    headers: dict[str, str] | None = None,
    *,
    method: str = "GET",
    tls: bool = True,
    body: bytes | None = None,
) -> tuple[int, HTTPMessage, bytes]:
    """nginx's answer: status, headers and body."""
    secure = http.client.HTTPSConnection("127.0.0.1", port, timeout=60, context=ssl._create_unverified_context())
    connection = secure if tls else http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        # a websocket has no end to read up to
        return answer.status, answer.headers, b"" if answer.status == 101 else answer.read()
    finally:
        connection.close()
