"""What a recurrent network's headline ties together: how far the backward signal reaches, and what is asked for."""

from gradflow.decades import UNCHANGED
from gradflow.diagnosis import Diagnosis
from gradflow.reading.numbers import counted, factor, part, slope, times
from gradflow.text import Words


def reached(diagnosis: Diagnosis, way: str, theory: str, words: Words) -> str:
    """The headline of a verdict about R. way: less, more or unchanged; theory: the clause that compares the slope."""
    memory, rate = diagnosis.memory, float(diagnosis.signal.numbers["slope"])
    assert memory is not None
    sloped = {"slope": slope(rate), "factor": factor(10**rate), "theory": theory}
    along_c = diagnosis.signal.numbers["way"] == "c" or (memory.cell_reach or 0) > (memory.reach or 0)
    return words(
        "memory.headline",
        verdict=words(f"memory.{diagnosis.signal}"),
        reach=_reach(diagnosis, words),
        path=words("memory.along_c") if along_c and not memory.all_along else "",
        asked=counted(memory.asked),
        arrives=_arrives(memory.arrives, words),
        slope="" if memory.all_along else words(f"memory.slope_{way}", **sloped),
    )


def asked(diagnosis: Diagnosis, words: Words) -> str:
    """What the task asks for, as a sentence after a verdict that names a place."""
    assert diagnosis.memory is not None
    return words("memory.after", asked=counted(diagnosis.memory.asked))


def _reach(diagnosis: Diagnosis, words: Words) -> str:
    memory = diagnosis.memory
    assert memory is not None
    if memory.all_along:
        return words("memory.reach_unknown")
    reach = memory.farthest or 0
    amount = {0: "none", 1: "one", diagnosis.depth - 1: "all"}.get(reach, "some")
    return words(f"memory.reach_{amount}", reach=counted(reach))


def _arrives(decades: float | None, words: Words) -> str:
    if decades is None or abs(decades) < UNCHANGED:
        return ""
    if decades < 0:
        return words("memory.arrives_less", part=part(decades))
    return words("memory.arrives_more", times=times(decades))
