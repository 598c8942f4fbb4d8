"""What each rule says of a drawing, in words: which part goes another way, how far the end is off, where it bends."""

from gradflow.lessons.drawn import RULES, Drawn
from gradflow.lessons.lesson import Asked
from gradflow.lessons.over_seeds import over_the_seeds
from gradflow.lessons.prompt import Sketch
from gradflow.lessons.readings import CURVES, LAST, handles_of
from gradflow.lessons.say import power_of
from gradflow.text import Words

GOES = {-1: "falls", 0: "level", 1: "rises"}


def ruled(asked: Asked, drawn: Drawn, words: Words) -> list[tuple[bool, str]]:
    """Rule by rule whether it holds, and a sentence."""
    assert isinstance(asked.prompt, Sketch)
    places, near = from_given(asked.prompt, asked.experiment.network.depth), share_of(asked.prompt)
    return [(drawn.right[rule], _said(rule, drawn, places, near, words)) for rule in RULES]


def share_of(prompt: Sketch) -> str:
    """The key of what is said of the share of handles: of other seeds, where they are drawn."""
    return "share" if over_the_seeds(prompt) else "near"


def from_given(prompt: Sketch, depth: int) -> list[int]:
    """The layers, or time steps, of its handles, from the given end."""
    at = handles_of(prompt, depth).tolist()
    return at[::-1] if CURVES[prompt.reads][1] == LAST else at


def _said(rule: str, drawn: Drawn, places: list[int], near: str, words: Words) -> str:
    if rule == "share":
        return words(f"lessons.rule.{near}.{'yes' if drawn.right[rule] else 'no'}", share=f"{100 * drawn.share:.0f}")
    if drawn.right[rule]:
        return words(f"lessons.rule.{rule}.yes")
    if rule == "total":
        return words("lessons.rule.total.no", drawn=power_of(drawn.meant), measured=power_of(drawn.far))
    if rule == "direction":
        assert drawn.astray
        ends = {"start": places[drawn.astray.start], "end": places[drawn.astray.end]}
        goes = {name: words(f"lessons.goes.{GOES[getattr(drawn.astray, name)]}") for name in ("drawn", "measured")}
        return words("lessons.rule.direction.no", **ends, **goes)
    measured, meant = (None if bend is None else places[bend] for bend in drawn.bends)
    if measured is None:
        return words("lessons.rule.bend.straight", place=meant)
    kind = "bent" if meant is None else "elsewhere"
    return words(f"lessons.rule.bend.{kind}", place=measured, yours=meant)
