"""Addresses of a room, as others have to type or scan them."""

from html import escape
from urllib.parse import urlsplit

import segno
import streamlit as st

from gradflow.text import Words
from gradflow.ui.session.lessons.room_session import RoomSession

OWN = ("localhost", "127.0.0.1", "::1")


def address_of(path: str) -> str:
    """The whole address of a route beside the page on show, as this browser reaches the server."""
    here = (st.context.url or "").partition("?")[0].rstrip("/")
    return f"{here.rpartition('/')[0]}/{path}"


def plain(path: str) -> str:
    """The same as one types it."""
    return address_of(path).partition("://")[2]


def is_of_this_machine() -> bool:
    """Whether the address on show leads others to their own device."""
    return urlsplit(st.context.url or "").hostname in OWN


def code_and_picture(session: RoomSession, words: Words) -> None:
    """How to join: the address, the code, and both as a picture for phones."""
    whole = address_of(f"join/{session.code}")
    picture(whole, words("class.join.picture", address=whole))
    said = escape(words("class.join.how", address="\0")).replace("\0", f"<b>{escape(plain('join'))}</b>")
    st.html(f'<p class="gradflow-address-line">{said}</p><p class="gradflow-code">{escape(session.code)}</p>')


def picture(address: str, said: str) -> None:
    """A QR code of it."""
    drawn = segno.make(address, error="m").svg_data_uri(scale=8, border=2, light="#fff")
    st.html(f'<img class="gradflow-qr" alt="{escape(said)}" src="{drawn}">')
