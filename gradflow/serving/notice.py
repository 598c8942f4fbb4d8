"""Notice: a page of a sentence or two, in the learner's language, where the app has none to show."""

from html import escape
from urllib.parse import parse_qs

from starlette.responses import HTMLResponse
from starlette.types import Scope

from gradflow.link import LANGUAGE
from gradflow.serving.answers import header
from gradflow.text import LANGUAGES, Words

PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>gradflow</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{refresh}
<style>:root {{ color-scheme: light dark }} body {{ font: 1.1rem/1.6 system-ui, sans-serif; max-width: 34rem;
margin: 22vh auto 0; padding: 0 1.5rem }} h1 {{ font-size: 1.5rem; line-height: 1.3 }}
a {{ color: light-dark(#0e6b67, #4cc2b0) }}</style></head>
<body><main><h1>{title}</h1>{text}</main></body></html>
"""


def full(scope: Scope, again: int) -> HTMLResponse:
    """All places are taken; the page asks again after so many seconds."""
    return _asking_again("full", scope, again)


def closing(scope: Scope, again: int) -> HTMLResponse:
    """The process ends, and another will be there."""
    return _asking_again("closing", scope, again)


def _asking_again(why: str, scope: Scope, again: int) -> HTMLResponse:
    words = Words(language_of(scope))
    refresh = f'<meta http-equiv="refresh" content="{again}">'
    text = f"<p>{escape(words(f'{why}.text', seconds=again))}</p>"
    return page(words, words(f"{why}.title"), text, 503, refresh, {"Retry-After": str(again)})


def missing(scope: Scope, home: str) -> HTMLResponse:
    """There is no page at this address; home: that of the first."""
    words = Words(language_of(scope))
    way = f'<p><a href="{escape(home)}?{LANGUAGE}={words.language}">{escape(words("missing.way"))}</a></p>'
    return page(words, words("missing.title"), way, 404)


def page(
    words: Words, title: str, text: str, status: int, refresh: str = "", headers: dict[str, str] | None = None
) -> HTMLResponse:
    """text: HTML, of which whatever a stranger said has been escaped."""
    filled = PAGE.format(language=words.language, refresh=refresh, title=escape(title), text=text)
    return HTMLResponse(filled, status, {"Cache-Control": "no-store"} | (headers or {}))


def language_of(scope: Scope) -> str:
    """The link's, or the first that the browser names."""
    (asked,) = parse_qs(scope["query_string"].decode("latin-1")).get(LANGUAGE, [""])[:1]
    named = asked or header(scope, b"accept-language")[:2].lower()
    return named if named in LANGUAGES else "en"
