"""Changes of an experiment in the middle of its run."""

from dataclasses import dataclass

from gradflow.fields import Field, Value, check_all

MAX_CHANGES = 20


@dataclass(frozen=True)
class Change:
    """From `step` on, `name` has `value`."""

    step: int
    name: str
    value: Value | None


def parsed(text: str, described: dict[str, Field]) -> Change:
    step, _, rest = text.partition(":")
    name, _, value = rest.partition(":")
    if not step.isdecimal() or name not in described:
        raise ValueError(f"change = {text!r}: allowed is step:field:value")
    return Change(int(step), name, check_all(described, {name: value}, parse=True)[name])


def settled(changes: tuple[Change, ...], described: dict[str, Field], steps: int) -> tuple[Change, ...]:
    """Changes checked, in order of step, the last of several to one field at one step kept."""
    bad: list[str] = []
    kept: dict[tuple[int, str], Change] = {}
    for change in changes:
        if change.name in described and not described[change.name].live:
            live = ", ".join(name for name, spec in described.items() if spec.live)
            bad.append(f"change of {change.name}: it starts a new run; allowed in mid-run are {live}")
        elif type(change.step) is not int or not 1 <= change.step < steps:
            bad.append(f"change at step {change.step!r}: allowed is a whole number from 1 to {steps - 1}")
        else:
            try:
                value = check_all(described, {change.name: change.value})[change.name]
                kept[change.step, change.name] = Change(change.step, change.name, value)
            except ValueError as complaint:
                bad.append(f"change at step {change.step}: {complaint}")
    if len(kept) > MAX_CHANGES:
        bad.append(f"{len(kept)} changes: allowed are {MAX_CHANGES}")
    if bad:
        raise ValueError("; ".join(bad))
    return tuple(sorted(kept.values(), key=lambda change: (change.step, change.name)))
