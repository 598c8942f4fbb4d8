"""How far a repair is, in words, as markdown."""

from collections.abc import Mapping

from gradflow.experiment import Experiment
from gradflow.fields import Value
from gradflow.presets.claim import Claim
from gradflow.repairs.price import price
from gradflow.repairs.repair import Inspection, Repair
from gradflow.text import Words, number


def budget(repair: Repair, words: Words) -> str:
    """How much may be changed, how long the run is, and what stays."""
    steps, some = repair.broken.steps, repair.changes > 1
    allowed = words("repairs.budget" if some else "repairs.budget_one", changes=repair.changes, steps=steps)
    return words("repairs.stays", budget=allowed, names=_names(repair.keeps, words)) if repair.keeps else allowed


def goal(repair: Repair, words: Words) -> list[str]:
    """Each part of what a mended network shows."""
    return [_part(claim, words) for claim in repair.goal]


def report(name: str, repair: Repair, experiment: Experiment, found: Inspection, words: Words) -> str:
    """Which parts of the goal are reached, what has been changed; and once it is mended, why, and at what price."""
    marks = [words("repairs.reached" if shown else "repairs.open_yet") for shown in found.shown]
    parts = [words("repairs.part", part=part, mark=mark) for part, mark in zip(goal(repair, words), marks, strict=True)]
    wanted = words("repairs.goal", parts=words("repairs.besides").join(parts))
    more = _mended(name, repair, experiment, found, words) if found.repaired else _unmended(found, words)
    return "\n\n".join([words("repairs.sentences").join([wanted, _changes(found, words)]), *more])


def _part(claim: Claim, words: Words) -> str:
    share = claim.quantity in ("held_out_accuracy", "dead_in_worst_layer")
    low, high = (f"{value:.0%}" if share else number(value) for value in (claim.low, claim.high))
    return words(f"repair.goal.{claim.quantity}", low=low, high=high)


def _changes(found: Inspection, words: Words) -> str:
    left = {0: words("repairs.left_none"), 1: words("repairs.left_one")}.get(found.left)
    said = [words("repairs.made", names=_names(found.changed, words))] if found.changed else []
    if found.forbidden:
        said.append(words("repairs.forbidden", names=_names(found.forbidden, words)))
    elif found.left < 0:
        said.append(words("repairs.too_many", count=-found.left))
    else:
        said.append(left or words("repairs.left", left=found.left))
    return words("repairs.sentences").join(said)


def _unmended(found: Inspection, words: Words) -> list[str]:
    return [words("repairs.not_yet")] if found.ended and found.changed and found.allowed else []


def _mended(name: str, repair: Repair, experiment: Experiment, found: Inspection, words: Words) -> list[str]:
    prices = [said for field in dict.fromkeys(found.changed) if (said := price(field, experiment, words))]
    known = words("repairs.or").join(_way(way, words) for way in repair.ways)
    return [
        words("repairs.done", cause=words(f"repair.{name}.cause")),
        *([words("repairs.price", prices=words("repairs.sentences").join(prices))] if prices else []),
        words("repairs.ways", ways=known),
    ]


def _way(way: Mapping[str, Value], words: Words) -> str:
    return words("repairs.and").join(words.set_to(field, value) for field, value in way.items())


def _names(fields: tuple[str, ...], words: Words) -> str:
    return words("repairs.and").join(words(f"field.{field}.label") for field in dict.fromkeys(fields))
