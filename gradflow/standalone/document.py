"""A page that holds its styles, its scripts and its data, and can ask nobody for anything."""

import gzip
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from html import escape

from gradflow.standalone.modules import script, source

# What it makes itself are pictures to save.
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"


def document(
    title: str,
    language: str,
    body: str,
    styles: Iterable[str],
    entry: str,
    held: Mapping[str, str],
    attributes: str = "",
) -> str:
    """body: HTML. styles: of stylesheets, by name. entry: the module that is run. held: texts that the script reads, by
    the id of their element. attributes: of the page's body."""
    written = "\n".join(source(name).read_text(encoding="utf-8") for name in styles)
    texts = "\n".join(f'<script type="text/plain" id="{name}">{inline(text)}</script>' for name, text in held.items())
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width">
<title>{escape(title)}</title>
<style>
{written}
</style>
</head>
<body{attributes}>
<main>
{body}
</main>
{texts}
<script>
{inline(script(entry))}
</script>
</body>
</html>
"""


def inline(code: str) -> str:
    """As it may stand inside a script's element. Raises ValueError where it would end it."""
    if ends := re.search(r"</script|<!--", code):
        raise ValueError(f"a script says {ends[0]}, which would end it inside a page")
    return code


def packed(content: bytes) -> str:
    return b64encode(gzip.compress(content, mtime=0)).decode()
