"""What a recurrent network's headline ties together: how far the backward signal reaches, and what is asked for.

What it says is of one way, h or c, all of it; the number along h, that of the picture on the page, stands beside c's.
"""

from gradflow.decades import UNCHANGED
from gradflow.diagnosis import Diagnosis
from gradflow.experiment import Experiment
from gradflow.numbers import counted, factor, part, slope, times
from gradflow.parts.cells import CELLS
from gradflow.text import Words


def reached(diagnosis: Diagnosis, way: str, theory: str, words: Words) -> str:
    """The headline of a verdict about R. way: less, more or unchanged; theory: the clause that compares the slope.

    Where several answers count and nobody has looked at one of them alone, it says that it does not know.
    """
    memory, rate = diagnosis.memory, float(diagnosis.signal.numbers["slope"])
    assert memory is not None
    known = memory.farthest is not None or not memory.several
    sloped = {"slope": slope(rate), "factor": factor(10**rate), "theory": theory}
    along_c = diagnosis.signal.numbers["way"] == "c" or (memory.cell_reach or 0) > (memory.reach or 0)
    return words(
        "memory.headline",
        verdict=words(f"memory.{diagnosis.signal}"),
        reach=_reach(diagnosis, words),
        path=words("memory.along_c") if along_c and known else "",
        wanted=words("memory.asked" if memory.known else "memory.holds", asked=counted(memory.asked)),
        arrives=_arrives(memory.along_c if along_c else memory.along_h, words),
        slope=words(f"memory.slope_{way}", **sloped) if known else "",
        along_h=_along_h(diagnosis, words) if along_c and not memory.several else "",
        several=words("memory.several") if memory.several and known else "",
    )


def asked(diagnosis: Diagnosis, words: Words) -> str:
    """What the task asks for, or how much there is to remember, as a sentence after a verdict that names a place."""
    assert diagnosis.memory is not None
    memory = diagnosis.memory
    return words("memory.after" if memory.known else "memory.after_unknown", asked=counted(memory.asked))


def has_two_ways(experiment: Experiment) -> bool:
    """Whether its signal goes back along c as well as along h."""
    cell = CELLS.get(str(experiment.values().get("cell")))
    return cell is not None and cell.has_cell


def _reach(diagnosis: Diagnosis, words: Words) -> str:
    memory = diagnosis.memory
    assert memory is not None
    if memory.several and memory.farthest is None:
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


def _along_h(diagnosis: Diagnosis, words: Words) -> str:
    """What arrives along h; "" where nothing does, or nothing finite. Of several answers the picture shows them all
    together."""
    memory = diagnosis.memory
    if memory is None or memory.along_h is None:
        return ""
    amount = "less" if memory.along_h < 0 else "more"
    shown = {"part": part(min(0.0, memory.along_h)), "times": times(max(0.0, memory.along_h))}
    return words(f"memory.along_h_{amount}", layer=diagnosis.depth - memory.asked, **shown)
