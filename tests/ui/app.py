"""The real app without a browser: its pages by Streamlit's own test client, what is live on them by one frame a run."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest

from gradflow.places import ROOT
from gradflow.streaming.stream import Sight
from gradflow.tasks.own import Own
from gradflow.ui.session.browser_state import VISIT
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.visit import Visit

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
        super()._run(widget_state, timeout)
        if not self.exception and VISIT in self.session_state and (page := visit_of(self).stream.page):
            self.sight = page.look(INTERVAL)
            if self.sight.state != page.state:
                super()._run(self._tree.get_widget_states(), timeout)
        return self

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


def own_of(app: AppTest) -> Own:
    """The data of one's own that it holds."""
    own = lab_of(app).own
    assert own is not None
    return own
