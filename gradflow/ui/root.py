"""The composition root of the app: where its one Server is built, for every visitor of this process.

Streamlit runs app.py anew for every visitor and every click, so what is to stay is kept by a module. Not by
`st.cache_resource`: any browser may send the message that empties it.
"""

import threading
from functools import cache

from gradflow.service.server import Server

_building = threading.Lock()  # two first visitors at once


def server() -> Server:
    """Built, and warming up, at the first call."""
    with _building:
        return _built()


@cache
def _built() -> Server:
    built = Server()
    built.warm()
    return built
