"""Streaming: what a page says to the stream of its visit, each time that it is drawn."""

from gradflow.streaming.live_page import LivePage
from gradflow.ui.session.visit import Visit


def show(visit: Visit, page: LivePage | None) -> None:
    """From now on this is on the page; None: nothing that moves.

    Where a frame could not be made, the page says why, and is not live any more.
    """
    if (failure := visit.stream.failure) is not None:
        visit.stream.failure = None
        visit.stream.show(None)
        raise failure
    visit.stream.show(page)
