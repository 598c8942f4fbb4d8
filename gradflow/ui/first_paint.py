"""First paint: what a browser shows until the scripts of a page have come, and until they have drawn something.

The place of the network, where a laboratory is asked for: the tracks of its layers, and of its map. Streamlit's own
grey blocks, one for each thing that is to come, say nothing.
"""

from html import escape

from gradflow.networks import DEFAULT, FAMILIES
from gradflow.text import Words
from gradflow.ui.site import laboratory_of

DARK = "#171614"  # of Streamlit's dark theme, which is there once its scripts are
# Something is there. That a run of the page has ended says little: what it told of may still be on its way.
SHOWN = ".gradflow-figure, .stMain :is(h1, h2), .stException"

# What Streamlit draws before our rules of style have come, which it fetches a script for, stands where nothing belongs.
EVERY_PAGE = f"""
.stMain:not(:has(.stException, .stAlert)) {{ opacity: 0; }}
@media (prefers-color-scheme: dark) {{ html:not(:has(.stApp)) {{ background: {DARK}; }} }}
[data-testid="stSkeleton"] {{ visibility: hidden; }}
"""

# They hide it: `STYLED`, among the rules of style.
NETWORK = """
body::before {
  --track: rgb(128 128 128 / 10%);
  content: ""; position: fixed; z-index: 1; pointer-events: none;
  inset: 202px calc(max(240px, 22vw) + 72px) auto 86px; height: 244px; border-radius: 4px;
  background: repeating-linear-gradient(var(--track) 0 60%, transparent 0 100%) 0 / 36% 5%,
    linear-gradient(var(--track), var(--track)) 100% / 55% 100%;
  background-repeat: repeat-y, no-repeat;
}
@media (max-width: 640px) {
  body::before { inset: 170px 100px auto 58px; height: 220px; background-size: 100% 5%, 0 0; }
}
"""

STYLED = f"""
.stApp .stMain.stMain {{ opacity: 1; }}
body:has({SHOWN})::before {{ display: none; }}
"""

_LABORATORIES = {laboratory_of(family).name for family in FAMILIES.values()} | {""}


def title_of(path: str, words: Words) -> str:
    """What a browser's tab and its history call the page of this address."""
    return "gradflow" if path in ("", laboratory_of(DEFAULT).name) else f"{words(f'page.{path}')} · gradflow"


def first_paint(path: str, page: bytes, language: str) -> bytes:
    """The page that Streamlit sends for the address, with its name and what there is to see at first."""
    css = EVERY_PAGE + NETWORK * (path in _LABORATORIES)
    named = page.replace(
        b"<title>Streamlit</title>", f"<title>{escape(title_of(path, Words(language)))}</title>".encode(), 1
    )
    return named.replace(b"</head>", f"<style>{css}</style></head>".encode(), 1)
