"""The page that asks for a code."""

from html import escape

from starlette.requests import Request
from starlette.responses import Response

from gradflow.classroom.codes import LENGTH
from gradflow.serving.notice import language_of, page
from gradflow.text import Words

FORM = """<form action="{action}"><p><label>{label}<br><input name="code" required maxlength="{most}" autofocus
autocomplete="off" autocapitalize="characters" spellcheck="false" value="{code}"
style="font: 600 1.75rem/1.4 ui-monospace, monospace; width: 9.5em; max-width: 100%; box-sizing: border-box;
letter-spacing: 0.15em; text-transform: uppercase; margin-top: 0.5rem"></label></p>
<input type="hidden" name="lang" value="{language}"><p><button>{button}</button></p></form>"""
WRONG = '<p role="alert"><strong>{why}</strong></p>'


def form(base: str, words: Words, why: str = "", code: str = "", status: int = 200, wait: float = 0.0) -> Response:
    said = {"action": f"{base}/join", "label": words("class.join.label"), "button": words("class.join.button")}
    said |= {"language": words.language, "code": code[:LENGTH]}
    asked = FORM.format(most=LENGTH + 2, **{name: escape(text) for name, text in said.items()})
    alert = WRONG.format(why=escape(why)) if why else ""
    headers = {"Retry-After": str(max(1, round(wait)))} if wait else {}
    return page(words, words("class.join.title"), alert + asked, status, "", headers)


def words_of(request: Request) -> Words:
    return Words(language_of(request.scope))
