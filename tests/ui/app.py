"""The real app without a browser: its pages by Streamlit's own test client, what is live on them by one frame a run."""

from __future__ import annotations

import re
from typing import Any

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Widget

from gradflow.places import ROOT
from gradflow.streaming.live_page import Sight
from gradflow.ui.session.browser_state import VISIT
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.visit import Visit
from gradflow.ui.widgets.transport import RUN

INTERVAL = 0.25  # seconds between two frames


class App(AppTest):
    """After every run of the page it takes a frame, as a browser does, and has the page run again if that says so."""

    sight: Sight | None = None

    @classmethod
    def new(cls) -> App:
        return cls(str(ROOT / "app.py"), default_timeout=60)

    def run(self, *, timeout: float | None = None) -> App:
        super().run(timeout=timeout)
        return self

    def switch_page(self, page_path: str) -> App:
        super().switch_page(page_path)
        return self

    def _run(self, widget_state: Any = None, timeout: float | None = None) -> App:
        self._drawn(widget_state, timeout)
        return self.watch(timeout=timeout)

    def watch(self, frames: int = 1, timeout: float | None = None) -> App:
        """Take frames; the page itself is run only where one of them asks for it, as in a browser."""
        for _ in range(frames):
            if self.exception or VISIT not in self.session_state or not (page := visit_of(self).stream.page):
                break
            if page.advance:
                page.advance(INTERVAL)
            self.sight = page.look()
            if self.sight.state != page.state:
                self._drawn(self._tree.get_widget_states(), timeout)
        return self

    def _drawn(self, widget_state: Any, timeout: float | None) -> None:
        """A control that the page has moved is another one (`bound` in gradflow.ui.session.browser_state); tests ask
        for it by its first key."""
        super()._run(widget_state, timeout)
        for each in self._tree:
            if isinstance(each, Widget) and each.key:
                each.key = re.sub(r"\.turn\d$", "", each.key)

    def tell(self, command: str, to: int = 0) -> App:
        """As a click in a transport does, by the page's stream; then the frame, and the page as they leave it."""
        stream = visit_of(self).stream
        assert stream.page
        stream.obey(stream.page.session.name, command, to, stream.heard + 1)
        return self.run()

    def where(self, transport: str = RUN) -> dict[str, int]:
        """What the last frame says to this transport."""
        assert self.sight
        return dict(self.sight.transports[transport])

    @property
    def said(self) -> str:
        """The words of the last frame, a line each."""
        return "\n".join(self.sight.texts.values()) if self.sight else ""


def visit_of(app: AppTest) -> Visit:
    """What this browser session holds."""
    return app.session_state[VISIT]


def lab_of(app: AppTest) -> LabSession:
    """Its session in the laboratory on show."""
    lab = visit_of(app).lab
    assert lab is not None
    return lab
