"""The page of lessons without a browser: opened, read, pressed, and gone on with as a browser's stream would."""

import re
import time
from collections.abc import Callable

from gradflow.text import Words
from gradflow.ui.session.lessons.lessons_session import LessonsSession
from tests.ui.app import App, visit_of

EN = Words("en")


def lessons_of(app: App) -> LessonsSession:
    session = visit_of(app).lessons
    assert session
    return session


def opened(lesson: str = "signal", lang: str = "en") -> App:
    app = App.new()
    app.query_params["lang"], app.query_params["lesson"] = lang, lesson
    app.switch_page("pages/lessons.py").run()
    assert not app.exception
    return app


def said(app: App) -> str:
    return "\n".join(str(each.value) for each in (*app.markdown, *app.header, *app.caption, *app.warning, *app.info))


def press(app: App, label: str) -> App:
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def until_marked(app: App) -> None:
    """Until the runs have said whether the answer is right."""
    _until(app, lambda: lessons_of(app).given.right is not None)


def until(app: App, text: str) -> None:
    """Until the page says this."""
    _until(app, lambda: text in said(app))


def until_shown(app: App, text: str) -> None:
    """Until a frame says this."""
    _until(app, lambda: text in app.said)


def name_of(app: App) -> str:
    """Of the page: its one heading of the first level."""
    (body,) = [each.proto.body for each in app.get("html") if "<h1" in each.proto.body]
    assert not app.title
    return re.sub("<.*?>", "", body)


def _until(app: App, there: Callable[[], bool]) -> None:
    """What a browser's stream does: go on, and have the page drawn anew."""
    end = time.monotonic() + 180  # of a machine that is busy with something else
    while not there():
        assert time.monotonic() < end and not app.exception
        page = visit_of(app).stream.page
        if page and page.advance:
            page.advance(1.0)
        app.run()
