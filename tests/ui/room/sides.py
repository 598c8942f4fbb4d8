"""What a side of a room says, and what is pressed there."""

from gradflow.text import Words
from gradflow.ui.session.lessons.room_session import RoomSession
from tests.ui.app import App, visit_of

EN, ZH = Words("en"), Words("zh")
PROJECTOR = "projector"


def said(app: App) -> str:
    kinds = (app.markdown, app.header, app.subheader, app.caption, app.warning, app.info, app.success)
    shown = [str(each.value) for kind in kinds for each in kind]
    bodies = [each.proto.body for each in app.get("html")]
    return "\n".join([*shown, *(each for each in bodies if "<style>" not in each)])


def press(app: App, label: str) -> None:
    """label: or the key of its words."""
    next(each for each in app.button if each.label in (label, EN.get(label))).click()
    app.run()


def session_of(app: App) -> RoomSession:
    found = visit_of(app).room
    assert found
    return found


def until_told(app: App, words: Words) -> None:
    """Draw the page; again while the run that decides is still trained."""
    app.run()
    while words("lessons.running") in said(app):
        app.run()
