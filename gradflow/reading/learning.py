"""Whether a run learns, and what may help, in sentences."""

from collections.abc import Callable

from gradflow.diagnosis import Diagnosis
from gradflow.numbers import counted, percent, size
from gradflow.text import Words

FORMATS: dict[str, Callable[..., str]] = {  # how each number is written
    "answered": lambda share: percent(max(0.0, share)),
    "best": lambda share: percent(max(0.0, share)),
    "guessed": percent,
    "loss": size,
    "guessed_loss": size,
}

STEPS_DID_IT = ("diverging", "falling_back")  # whatever the signal is now, the steps made it so


def learned(diagnosis: Diagnosis, words: Words) -> str:
    """The verdict on learning, in one sentence."""
    found = diagnosis.learning
    written = {name: FORMATS[name](value) for name, value in found.numbers.items() if name in FORMATS}
    return words(f"learning.{found.reason}", step=counted(diagnosis.step), **written)


def helps(diagnosis: Diagnosis, words: Words) -> str:
    """What may help, in one sentence; "" where nothing is wrong, or where the task is learned all the same."""
    if diagnosis.learning == "learned":
        return ""
    words = words.along(diagnosis.axis)
    of_signal, of_learning = diagnosis.signal.helps, diagnosis.learning.helps
    codes = dict.fromkeys(of_learning if diagnosis.learning in STEPS_DID_IT else (*of_signal, *of_learning))
    if not codes:
        return ""
    return words("help.title", helps=words("help.and").join(words(f"help.{code}") for code in codes))
