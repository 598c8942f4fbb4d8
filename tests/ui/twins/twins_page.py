"""The page of fair twins as a test without a browser drives it."""

from gradflow.link import TWIN
from gradflow.text import Words
from gradflow.ui.session.twins_session import TwinsSession
from tests.ui.app import App, visit_of
from tests.ui.conftest import until

SHORT = ["steps=6&depth=5&width=16&batch_size=32", "steps=6&depth=5&width=16&batch_size=32&normalization=batch"]
EN = Words("en")


def opened(twins=(), lang="en") -> App:
    """The page that a link to these twins opens, once the first steps are there."""
    app = App.new()
    app.query_params["lang"] = lang
    app.query_params["steps"] = "1"
    app.run().switch_page("pages/twins.py")  # from the frame, whose own page writes another link
    if twins:
        app.query_params[TWIN] = list(twins)
    app.run()
    return until(app, lambda: held(app).playback.step > 0)


def held(app) -> TwinsSession:
    twins = visit_of(app).twins
    assert twins is not None
    return twins


def ended(app) -> bool:
    return held(app).playback.ended(held(app).together())


def said(app) -> str:
    return "\n".join([app.said, *(each.value for each in [*app.main.markdown, *app.main.caption])])
