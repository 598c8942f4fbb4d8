"""The real app without a browser."""

import time
from collections.abc import Callable, Generator

import pytest

from gradflow.service.server import Server
from gradflow.text import Words
from gradflow.ui.session.visit import Visit
from tests.ui.app import App, lab_of

Open = Callable[..., App]


@pytest.fixture
def server() -> Generator[Server]:
    """One of the test's own, for sessions without Streamlit."""
    server = Server()
    yield server
    server.close()


@pytest.fixture
def visit(server) -> Visit:
    return Visit(server, Words("en"))


@pytest.fixture
def opened() -> Open:
    """opened(depth="7", lang="zh"): the page that this link opens, once its first frame is there."""

    def open_link(**query: str) -> App:
        app = App.new()
        for name, value in query.items():
            app.query_params[name] = value
        return first_frame(app.run())

    return open_link


def until(app: App, there: Callable[[], bool]) -> App:
    """Watch until it is there, at most a minute: a new shape compiles beside the page, and a busy machine is slow."""
    end = time.monotonic() + 60
    while not there() and not app.exception and time.monotonic() < end:
        time.sleep(0.02)
        app.watch()
    assert there() or app.exception
    return app


def until_ended(app: App) -> App:
    """Watch until the last step of its run is on show."""
    return until(app, lambda: not lab_of(app).playback.waiting)


def first_frame(app: App) -> App:
    """Watch until its run has steps to show."""
    return until(app, lambda: lab_of(app).playback.step > 0)


def target_of(app: App):
    """The menu of the columns of a learner's own data."""
    return next(box for box in app.selectbox if str(box.key).startswith("en.own.target."))
