"""What a browser sends as an answer, checked: one of the options, a number in range, a curve of as many handles."""

from typing import Any

from gradflow.lessons.lesson import Asked, Misconception
from gradflow.lessons.mark import Answer
from gradflow.lessons.memory import SURE
from gradflow.lessons.prompt import Choose, Estimate, Sketch
from gradflow.lessons.readings import CURVES, handles_of


class NoAnswer(ValueError):
    """why: the key, under `lessons.refused`, of the sentence that says what is missing."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def checked(asked: Asked, answer: Any, sure: Any) -> tuple[Answer, int]:
    """The answer and how sure, as they may be kept. Raises NoAnswer."""
    prompt = asked.prompt
    if answer is None:
        raise NoAnswer("answer")
    if isinstance(prompt, Choose) and answer not in [option.name for option in prompt.options]:
        raise NoAnswer("answer")
    if isinstance(prompt, Estimate) and not _is_number(answer):
        raise NoAnswer("answer")
    if isinstance(prompt, Estimate) and not _asked_for(answer, prompt):
        raise NoAnswer("range")
    if isinstance(prompt, Sketch):
        handles = len(handles_of(prompt, asked.experiment.network.depth))
        if not isinstance(answer, list) or len(answer) != handles:
            raise NoAnswer("handles")
        if not all(_within(each, prompt.low, prompt.high) for each in answer) or answer[CURVES[prompt.reads][1]] != 0:
            raise NoAnswer("heights")
        answer = tuple(map(float, answer))
    if sure not in SURE:
        raise NoAnswer("sure")
    return answer, int(sure)


def checked_vote(believed: Misconception, answer: Any, sure: Any) -> tuple[str, int]:
    """The same of a sentence that is voted on. Raises NoAnswer."""
    if answer not in believed.rule.answers:
        raise NoAnswer("answer")
    if sure not in SURE:
        raise NoAnswer("sure")
    return answer, int(sure)


def _asked_for(number: Any, prompt: Estimate) -> bool:
    return _within(number, prompt.low, prompt.high) and not (prompt.whole and number % 1)


def _within(number: Any, low: float, high: float) -> bool:
    return _is_number(number) and low <= number <= high


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
