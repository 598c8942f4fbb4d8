"""Page shell: the scripts that stand in the page Streamlit sends, by their hashes, for the policy that allows no other.

Stands in for: a documented list of them. Read in Streamlit 1.67.0: `streamlit/static/index.html`.
"""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import streamlit

INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def inline_scripts() -> list[str]:
    """Each as a source of script-src has it."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
    return [f"sha256-{b64encode(sha256(script).digest()).decode()}" for script in INLINE.findall(page)]
