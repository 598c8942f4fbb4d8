"""What a recurrent network's headline ties together: how far the gradient reaches, what the task asks for, and how
well the network answers."""

from gradflow.diagnosis import Diagnosis
from gradflow.reading.numbers import counted, percent, slope
from gradflow.text import Words


def reached(diagnosis: Diagnosis, way: str, theory: str, words: Words) -> str:
    """The headline of a verdict about R. way: less, more or unchanged; theory: the clause that compares the slope."""
    memory = diagnosis.memory
    assert memory is not None
    reach = memory.farthest or 0
    amount = {0: "none", 1: "one", diagnosis.depth - 1: "all"}.get(reach, "some")
    along_c = memory.cell_reach is not None and memory.cell_reach > (memory.reach or 0)
    return words(
        "memory.headline",
        verdict=words(f"memory.{diagnosis.kind}"),
        reach=words(f"memory.reach_{amount}", reach=counted(reach)),
        path=words("memory.along_c") if along_c else "",
        asked=counted(memory.asked),
        answers=_answers(diagnosis, words),
        slope=words(f"memory.slope_{way}", slope=slope(diagnosis.slope or 0.0), theory=theory),
    )


def asked(diagnosis: Diagnosis, words: Words) -> str:
    """The same of a verdict that names a place, as a sentence after it."""
    assert diagnosis.memory is not None
    return words("memory.after", asked=counted(diagnosis.memory.asked), answers=_answers(diagnosis, words))


def _answers(diagnosis: Diagnosis, words: Words) -> str:
    memory = diagnosis.memory
    if memory is None or memory.answered is None:
        return words("memory.unknown")
    kind = "right" if memory.guessed else "explained"
    return words(f"memory.{memory.level}_{kind}", answered=percent(max(0.0, memory.answered)))
