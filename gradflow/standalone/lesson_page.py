"""A lesson as one page that works without a server: predict, commit, and see what a stored run says."""

import json

from gradflow.casebook.running import trained
from gradflow.lessons.bank import Train
from gradflow.lessons.lesson import Lesson
from gradflow.service.training.seed_band import profiles
from gradflow.standalone.document import document, packed
from gradflow.standalone.stored_lesson import Band, StoredLesson
from gradflow.text import Words

STYLES = ("page.css", "sketch.css", "lesson_parts.css", "lesson_page.css")
ENTRY = "lesson_page.js"


def lesson_page(lesson: Lesson, language: str = "en", train: Train = trained, band: Band = profiles) -> str:
    """HTML, in both languages, that opens in this one; some 200 kB. band: of seeds, in which a drawing may lie.

    >>> from gradflow.lessons import LESSONS
    >>> lesson_page(LESSONS["signal"]).startswith("<!doctype html>")
    True
    """
    record = StoredLesson(lesson, train, band).record(language)
    held = {"lesson": packed(json.dumps(record, ensure_ascii=False, allow_nan=False).encode())}
    title = f"{Words(language)(f'lesson.{lesson.name}.title')} · gradflow"
    return document(title, language, '<div id="page"></div>', STYLES, ENTRY, held)
