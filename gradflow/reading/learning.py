"""Whether a run learns, and what may help, in sentences."""

from collections.abc import Callable

from gradflow.diagnosis import Diagnosis
from gradflow.numbers import cosine, counted, grouped, percent, size
from gradflow.text import Words

FORMATS: dict[str, Callable[..., str]] = {  # how each number is written
    "answered": lambda share: percent(max(0.0, share)),
    "best": lambda share: percent(max(0.0, share)),
    "guessed": percent,
    "from_chance": percent,
    "batch": lambda share: percent(max(0.0, share)),
    "cosine": cosine,
    "leapt": counted,
    "changed": counted,
    "thrown": counted,
    "ratio": size,
    "longer": grouped,
    "loss": size,
    "loss_before": size,
    "loss_after": size,
    "guessed_loss": size,
}

STEPS_DID_IT = ("diverging", "falling_back")  # whatever the signal is now, the steps made it so


def learned(diagnosis: Diagnosis, words: Words) -> str:
    """The verdict on learning, in one sentence; and what made a run fall back, or a batch that bodes it."""
    found = diagnosis.learning
    written = {name: FORMATS[name](value) for name, value in found.numbers.items() if name in FORMATS}
    if what := found.numbers.get("what"):
        written["what"] = words.changed(str(what))
    sentence = words(f"learning.{found.reason}", step=counted(diagnosis.step), **written)
    if fall := found.numbers.get("fall"):
        return sentence + words(f"fall.{fall}", **written)
    more = {"batch": "slips", "cosine": "was_parallel", "thrown": "was_thrown"}
    return sentence + "".join(words(f"learning.{key}", **written) for name, key in more.items() if name in written)


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
