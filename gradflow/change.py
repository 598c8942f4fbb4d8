"""Changes of an experiment in the middle of its run."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gradflow.fields import Choice, Field, Number, Value, judge
from gradflow.invalid import InvalidField
from gradflow.link import CHANGE, CHANGE_FORM

MAX_CHANGES = 20
LONGEST_STEP = 20  # digits; Python does not make a number of thousands


@dataclass(frozen=True)
class Change:
    """From `step` on, `name` has `value`."""

    step: int
    name: str
    value: Value | None


def read_changes(
    texts: Iterable[str], described: dict[str, Field], steps: int
) -> tuple[tuple[Change, ...], list[InvalidField]]:
    """The changes of a link, and what is wrong with others; `steps`: of the run."""
    changes: list[Change] = []
    bad: list[InvalidField] = []
    for text in texts:
        step, name, value = (*text.split(":", 2), "", "")[:3]
        pair = (CHANGE, text)
        if step.isdecimal() and name in described:
            at = int(step) if len(step) < LONGEST_STEP else step
            change, wrong = _judged(at, name, value, described, steps, parse=True)
            changes += [change] if change else []
            bad += [replace(each, pair=pair) for each in wrong]
        else:
            form = f"{CHANGE} = {text!r}: allowed is {CHANGE_FORM}"
            rule = Number(1, steps - 1, whole=True) if name in described else None
            bad.append(InvalidField(name, value, rule, step, pair, form))
    made, too_many = in_order(changes)
    return made, bad + too_many


def judge_changes(
    changes: Iterable[Change], described: dict[str, Field], steps: int
) -> tuple[tuple[Change, ...], list[InvalidField]]:
    """The changes that may be, in order, and what is wrong with others."""
    judged = [_judged(each.step, each.name, each.value, described, steps) for each in changes]
    made, too_many = in_order(change for change, _ in judged if change)
    return made, [each for _, wrong in judged for each in wrong] + too_many


def in_order(changes: Iterable[Change]) -> tuple[tuple[Change, ...], list[InvalidField]]:
    """By step and name, the last of several to one field at one step kept; and what is wrong with their number."""
    kept = {(change.step, change.name): change for change in changes}
    most = Number(0, MAX_CHANGES, whole=True)
    said = f"{len(kept)} changes: allowed are {MAX_CHANGES}"
    bad = [InvalidField("changes", len(kept), most, sentence=said)] if len(kept) > MAX_CHANGES else []
    return tuple(kept[key] for key in sorted(kept)), bad


def beyond_end(changes: Iterable[Change], steps: int) -> list[InvalidField]:
    """What is wrong with changes, each of which was right in a longer run."""
    return [_outside(each.step, each.name, each.value, steps) for each in changes if each.step >= steps]


def _judged(
    step: object, name: str, value: object, described: dict[str, Field], steps: int, parse: bool = False
) -> tuple[Change | None, list[InvalidField]]:
    good, bad = judge(described, {name: value}, parse)
    if bad:
        return None, [replace(each, step=step, sentence=f"change at step {step}: {each}") for each in bad]
    if not described[name].live:
        live = Choice(tuple(each for each, spec in described.items() if spec.live))
        said = f"change of {name}: it starts a new run; allowed in mid-run are {', '.join(live.options)}"
        return None, [InvalidField(name, value, live, step, sentence=said)]
    if type(step) is not int or not 1 <= step < steps:
        return None, [_outside(step, name, value, steps)]
    return Change(step, name, good[name]), []


def _outside(step: object, name: str, value: object, steps: int) -> InvalidField:
    said = f"change at step {step!r}: allowed is a whole number from 1 to {steps - 1}"
    return InvalidField(name, value, Number(1, steps - 1, whole=True), step, sentence=said)
