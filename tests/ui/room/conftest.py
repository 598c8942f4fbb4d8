"""The three sides of a room without a browser."""

from collections.abc import Callable, Iterator

import pytest

from gradflow.classroom.classroom import Classroom
from gradflow.ui.room import entrance, page
from gradflow.ui.session.lessons.room_session import LEARNER, PANE
from tests.classroom.klass import Class
from tests.ui.app import App
from tests.ui.room.sides import PROJECTOR


@pytest.fixture
def klass(tmp_path) -> Iterator[Class]:
    classroom = Classroom(f"sqlite:///{tmp_path}/rooms.sqlite")
    yield Class(classroom, *classroom.rooms.open("signal", rehearsal=True))
    classroom.close()


@pytest.fixture
def side(klass: Class, monkeypatch: pytest.MonkeyPatch) -> Callable[..., App]:
    """side(screen, language): the page, as somebody with the cookies for it sees it."""
    sides = {LEARNER: (LEARNER, "ann", ""), PROJECTOR: (PROJECTOR, "", ""), PANE: (PANE, "", klass.secret)}
    for module in (page, entrance):
        monkeypatch.setattr(module, "classroom", lambda: klass.classroom)
    monkeypatch.setattr(page, "_side", lambda rooms, code, cookies, asked: sides[asked])

    def opened(screen: str, language: str = "en") -> App:
        app = App.new()
        app.query_params["lang"], app.query_params["room"], app.query_params["screen"] = language, klass.code, screen
        return app.switch_page("pages/room.py").run()

    return opened
