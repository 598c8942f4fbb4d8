"""The composition root of the app: where its one Server is built, and its Classroom, for every visitor of this process.

Streamlit runs app.py anew for every visitor and every click, so what is to stay is kept by a module. Not by
`st.cache_resource`: any browser may send the message that empties it.
"""

import sys
import threading
from functools import cache

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.store.database import database_url
from gradflow.classroom.upkeep import keep_up
from gradflow.service.server import Server
from gradflow.ui.settings import cores, memory_limit

# Python lets a thread go on for 5 ms while others wait. Those that draw frames, send them and train hand over a
# thousand times a second: they would wait for longer than they work.
SWITCH = 0.00005  # seconds

_building = threading.Lock()  # two first visitors at once


def server() -> Server:
    """Built, and warming up, at the first call."""
    with _building:
        return _built()


@cache
def classroom() -> Classroom:
    """The rooms of the database that this process is told of; it is opened when somebody first asks for a room."""
    built = Classroom(database_url())
    keep_up(built, threading.Event())
    return built


@cache
def _built() -> Server:
    sys.setswitchinterval(SWITCH)
    built = Server(memory_limit=memory_limit(), cores=cores())
    built.warm()
    return built
