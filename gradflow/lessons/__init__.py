"""Lessons: predict, run, explain. Data that the engine decides, and words.

Read in this order: `prompt` (what is asked), `lesson` (what a lesson is made of), `readings` (which number of a run is
meant), `mark` and `drawn` (what a run says of an answer), `wanting` (what a lesson lacks), `course` (all of them).
"""

from gradflow.lessons.course import LESSONS
from gradflow.lessons.lesson import Asked, Lesson
from gradflow.lessons.mark import Marked, marked
from gradflow.lessons.wanting import lacks

__all__ = ["LESSONS", "Asked", "Lesson", "Marked", "lacks", "marked"]
