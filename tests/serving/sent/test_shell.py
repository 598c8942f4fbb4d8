"""What a browser has before the scripts of a page have come."""

import asyncio
import gzip
from pathlib import Path

import streamlit

from gradflow.networks import FAMILIES
from gradflow.serving.sent.shell import Shell
from gradflow.ui.first_paint import NETWORK, first_paint
from gradflow.ui.site import PAGES, laboratory_of
from tests.serving.asked import ask

SENT = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
VERSION = [(b"content-type", b"text/html"), (b"etag", b'"1"'), (b"content-length", str(len(SENT)).encode())]


async def streamlit_s(scope, receive, send):
    """A page, in two parts; to who has it already, nothing; packed for who takes that."""
    asked = {name for name, _ in scope["headers"]}
    sent = gzip.compress(SENT) if b"accept-encoding" in asked else SENT
    status = 304 if b"if-none-match" in asked else 200
    await send({"type": "http.response.start", "status": status, "headers": list(VERSION)})
    await send({"type": "http.response.body", "body": sent[:100], "more_body": True})
    await send({"type": "http.response.body", "body": sent[100:]})


def answered(path, **said):
    shell = Shell(streamlit_s, "/course", ["", "glossary"], first_paint)
    return asyncio.run(ask(shell, path, **said))


def test_a_page_is_ours_before_its_scripts_have_come():
    for path in ("/course/", "/course/glossary"):
        # Both of which Streamlit heeds, and a page that is edited cannot.
        answer = answered(path, if_none_match='"1"', accept_encoding="gzip")
        assert answer.status == 200 and b"gradflow</title>" in answer.body and b"Streamlit</t" not in answer.body
        assert int(answer.headers["content-length"]) == len(answer.body) and "etag" not in answer.headers
        assert answer.body.count(b"<style>") == 1 and answer.body.endswith(SENT[-40:])


def test_the_window_has_the_name_of_the_page_in_its_language():
    for path, accepted, title in (
        ("", "zh", "gradflow"),
        ("glossary", "zh-CN", "术语表 · gradflow"),
        ("glossary", "fr", "Glossary · gradflow"),
    ):
        assert f"<title>{title}</title>".encode() in answered(f"/course/{path}", accept_language=accepted).body


def test_where_a_network_comes_its_place_is_there_at_once():
    laboratories = {laboratory_of(family).name for family in FAMILIES.values()} | {""}
    shown = {path for path in ["", *(page.name for page in PAGES)] if NETWORK.encode() in first_paint(path, SENT, "en")}
    assert shown == laboratories


def test_everything_else_is_sent_as_it_is():
    for path, said in (("/course/static/x.html", {}), ("/course/", {"method": "HEAD"}), ("/glossary", {})):
        assert answered(path, **said).body == SENT
