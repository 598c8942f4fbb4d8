"""The front: what a request passes before Streamlit or a route of ours answers it, from the outside in."""

from collections.abc import Callable, Sequence

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from gradflow.service.server import Server
from gradflow.serving.endpoints import OnlyKnownEndpoints
from gradflow.serving.entrance import Entrance
from gradflow.serving.headers import SecurityHeaders
from gradflow.serving.messages import MessageBounds
from gradflow.serving.seats import Seats
from gradflow.serving.sent.assets import CompressedAssets
from gradflow.serving.sent.shell import Shell
from gradflow.serving.uploads import UploadBounds
from gradflow.tasks.own import LARGEST_FILE
from gradflow.ui.first_paint import first_paint
from gradflow.ui.settings import embed_in
from gradflow.ui.site import PAGES
from gradflow.ui.streamlit_internals.page_shell import inline_scripts
from gradflow.ui.streamlit_internals.uploaded_files import is_here, keep_newest


def base_path() -> str:
    """The path that a proxy serves the app under, "" or "/gradflow"."""
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def middleware(
    server: Server, own: Sequence[BaseRoute], seats: Seats, is_closing: Callable[[], bool]
) -> Sequence[Middleware]:
    """own: our own routes. is_closing: whether nobody new is let in, for this process ends."""
    base, pages = base_path(), ["", *(page.name for page in PAGES)]
    return [
        Middleware(SecurityHeaders, scripts=inline_scripts(), embed_in=embed_in()),
        Middleware(OnlyKnownEndpoints, base=base, pages=pages, own=own),
        Middleware(Entrance, base=base, pages=pages, seats=seats, is_closing=is_closing),
        Middleware(MessageBounds, base=base),
        Middleware(
            UploadBounds,
            base=base,
            kept=LARGEST_FILE,
            sent=keep_newest,
            has_room=server.memory.has_room,
            is_here=is_here,
        ),
        Middleware(Shell, base=base, pages=pages, edited=first_paint),
        Middleware(CompressedAssets, base=base),
    ]
