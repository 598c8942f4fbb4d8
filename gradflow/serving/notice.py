"""Notice: a page of a sentence or two, in the learner's language, where the app has none to show."""

from html import escape
from urllib.parse import parse_qs, quote

from starlette.responses import HTMLResponse
from starlette.types import Scope

from gradflow.link import LANGUAGE
from gradflow.serving.answers import header
from gradflow.serving.sent.logo import ICON, NAME
from gradflow.text import LANGUAGES, Words

PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>gradflow</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{refresh}
<link rel="icon" href="data:image/svg+xml,{icon}"><style>{style}</style></head>
<body><header>{name}{languages}</header><main><h1>{title}</h1>{text}</main></body></html>
"""
STYLE = """:root { color-scheme: light dark; --green: light-dark(#0e6b67, #4cc2b0);
--line: light-dark(#d5d5d2, #4a4a48) }
body { font: 1rem/1.6 "Source Sans", "Source Sans 3", system-ui, sans-serif; max-width: 40rem; margin: 0 auto;
padding: 0 1rem 3rem; color: light-dark(#111, #f0f0ee); background: light-dark(#fff, #171614) }
header { display: flex; justify-content: space-between; align-items: center; gap: 1rem; min-height: 2.75rem;
padding: 0.5rem 0; margin-bottom: 1rem } header svg { height: 1.75rem }
nav { display: flex } nav > * { padding: 0.35rem 0.75rem; border: 1px solid var(--line); text-decoration: none }
nav > :first-child { border-radius: 0.5rem 0 0 0.5rem } nav > :last-child { border-radius: 0 0.5rem 0.5rem 0;
border-left: 0 } nav a { color: inherit } nav b { font-weight: inherit; color: var(--green);
background: light-dark(#e7f0f0, #1d3330) }
h1 { font-size: 1.5rem; line-height: 1.3 } a { color: var(--green) } [role=alert] { font-weight: 600 }
button { font: inherit; min-height: 2.75rem; padding: 0.4rem 1.5rem; border: 0; border-radius: 0.5rem; color: #fff;
background: #0e6b67; cursor: pointer }
input:is([type=number], [name=code]) { font: inherit; padding: 0.4rem 0.6rem; border: 1px solid var(--line);
border-radius: 0.5rem; color: inherit; background: light-dark(#f7f7f5, #23221f) } input { accent-color: var(--green) }
:is(button, a, input):focus-visible { outline: 2px solid var(--green); outline-offset: 2px }"""


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
    """text: HTML, of which whatever a stranger said has been escaped. Where nothing asks again by itself, the other
    language is one touch away."""
    languages = "" if status == 503 else f'<nav aria-label="{escape(words("app.language"))}">{_languages(words)}</nav>'
    said = {"language": words.language, "title": escape(title), "text": text, "refresh": refresh}
    filled = PAGE.format(**said, languages=languages, name=NAME, icon=quote(ICON), style=STYLE)
    return HTMLResponse(filled, status, {"Cache-Control": "no-store"} | (headers or {}))


def _languages(words: Words) -> str:
    """Each by its own name; the one that is on is no link."""
    return "".join(
        f'<b lang="{each}">{name}</b>'
        if each == words.language
        else f'<a lang="{each}" href="?{LANGUAGE}={each}">{name}</a>'
        for each, name in LANGUAGES.items()
    )


def language_of(scope: Scope) -> str:
    """The link's, or the first that the browser names."""
    (asked,) = parse_qs(scope["query_string"].decode("latin-1")).get(LANGUAGE, [""])[:1]
    named = asked or header(scope, b"accept-language")[:2].lower()
    return named if named in LANGUAGES else "en"
