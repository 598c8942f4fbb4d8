"""The real app without a browser."""

import time
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from gradflow.places import ROOT

Open = Callable[..., AppTest]


@pytest.fixture
def opened() -> Open:
    """opened(depth="7", lang="zh"): the page that this link opens, once its first frame is there."""

    def open_link(**query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        return first_frame(app.run())

    return open_link


def until_ended(app: AppTest) -> AppTest:
    """Run the page until the last step of its run is on show; a busy machine makes few at a time."""
    end = time.monotonic() + 60
    while app.session_state["learner"].playback.waiting and not app.exception and time.monotonic() < end:
        app.run()
    return app


def first_frame(app: AppTest) -> AppTest:
    """Run the page until its run has steps to show; a new shape compiles beside it."""
    end = time.monotonic() + 60
    while app.session_state["learner"].playback.step == 0 and not app.exception and time.monotonic() < end:
        time.sleep(0.05)
        app.run()
    return app
