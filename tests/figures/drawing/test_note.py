"""A note is read whole, however narrow its picture."""

import pytest

from gradflow.figures.drawing.note import ROOM, note
from gradflow.text import LANGUAGES, Words

NOTES = ("singular.waiting", "alike.waiting", "learned.waiting", "learned.not_finite", "features.waiting")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", NOTES)
def test_no_line_is_longer_than_a_phone_has_room_for_and_nothing_is_lost(key, language):
    text = Words(language)(key)
    lines = note(text)["text"].split("<br>")
    letters = {"en": ROOM, "zh": ROOM // 2}[language]
    assert all(len(line) <= letters + 1 for line in lines)  # a comma may stand at the end
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert not any(line[0] in "，。；：、" for line in lines)
