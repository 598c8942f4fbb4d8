"""The tests of a lesson stand together, whichever file has them: they read the same runs, of which so many are kept
(`KEPT` in gradflow.casebook.running)."""

from pathlib import Path
from typing import Any

import pytest

from gradflow.lessons import LESSONS

HERE = Path(__file__).parent
PLACES = {name: place for place, name in enumerate(LESSONS)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = [place for place, item in enumerate(items) if item.path.is_relative_to(HERE)]
    for place, item in zip(places, sorted((items[place] for place in places), key=_lesson_of), strict=True):
        items[place] = item


def _lesson_of(item: pytest.Item) -> int:
    """Its place in the course, -1 for what is of none."""
    called = getattr(item, "callspec", None)
    given: dict[str, Any] = called.params if called else {}
    name = given["asked"].key.split(".")[1] if "asked" in given else getattr(given.get("lesson"), "name", None)
    return PLACES.get(name or str(given.get("name")), -1)
