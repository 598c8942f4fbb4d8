"""Which tests workers side by side take as one: a file, and all files that share a server or compiled programs.

Two workers that want the same program at the same time both compile it, and each worker has servers of its own.
So such files form a room of one worker, and the longest rooms begin first: at the end none is left alone with one.
Browsers wait more than they work: so there are three workers for two cores, and their files are three rooms, of which
two begin beside another kind.
"""

import re

from xdist.scheduler import LoadFileScheduling

# The longest first, each found by what is in the path of its files. Where two fit, the first holds.
ROOMS = {
    "browser H to L": r"^tests/browser/test_[h-l]",  # a browser, and one server of every script
    "browser M to Z": r"^tests/browser/test_[m-z]",
    "layered": r"^tests/(engine/(?!recurrent)|export/(?!test_recurrent))",
    "browser A to G": r"^tests/browser/",
    "recurrent": r"recurrent|test_grid_run",
    "lessons": r"^tests/lessons/",  # the runs of their exercises
}
ALONE_AND_LONG = ("test_tools", "test_presets", "test_readme_examples", "test_wheel", "test_own_data", "test_predict")


def room_of(test: str) -> str:
    """The name of a test's room, or its file."""
    file = test.split("::", 1)[0]
    return next((room for room, pattern in ROOMS.items() if re.search(pattern, file)), file)


def rank(test: str) -> int:
    """Where its room stands in the order of length; those of no rank come last, in the order they are found."""
    room, order = room_of(test), [*ROOMS, *ALONE_AND_LONG]
    return next((place for place, name in enumerate(order) if name in room), len(order))


class InRooms(LoadFileScheduling):
    """Hands out rooms in the order in which their tests are found."""

    def _split_scope(self, nodeid: str) -> str:
        return room_of(nodeid)
