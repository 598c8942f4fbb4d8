"""An experiment as JSON: the format, every field by name, and the changes as a list."""

import dataclasses
import json
from typing import Any

from gradflow.change import judge_changes
from gradflow.experiment import Change, Experiment, default_of
from gradflow.fields import judge
from gradflow.formats import FORMAT, NAMED, check_format
from gradflow.invalid import InvalidFields
from gradflow.link import NETWORK
from gradflow.networks import DEFAULT, family_named

CHANGES = "changes"
CHANGE = {"step", "name", "value"}


def to_json(experiment: Experiment) -> str:
    """The text; `from_json` reads it back to an equal experiment."""
    head = {NAMED: FORMAT, NETWORK: experiment.family.name}
    changes = [dataclasses.asdict(change) for change in experiment.changes]
    return json.dumps(head | experiment.values() | {CHANGES: changes}, indent=2) + "\n"


def from_json(text: str) -> Experiment:
    """The experiment; what is left out has its default, a layered network's where no network is named.

    ValueError where it is no experiment, InvalidFields names everything that is wrong in one.
    """
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise ValueError(f"not JSON: {broken}") from None
    if not isinstance(values, dict):
        raise ValueError("not an experiment: allowed is a JSON object of fields by name")
    check_format(NAMED, values.pop(NAMED, 1))
    listed = _listed(values.pop(CHANGES, []))
    start = default_of(family_named(values.pop(NETWORK, DEFAULT.name)).config)
    good, bad = judge(start.described(), values)
    changes, worse = judge_changes(listed, start.described(), good.get("steps", start.steps))
    if bad or worse:
        raise InvalidFields(*bad, *worse)
    return start.replace_checked(good, changes)


def _listed(listed: Any) -> list[Change]:
    if not isinstance(listed, list) or not all(_is_change(change) for change in listed):
        raise ValueError("changes: allowed is a list of objects with a step, the name of a field and its value")
    return [Change(**change) for change in listed]


def _is_change(change: Any) -> bool:
    return isinstance(change, dict) and set(change) == CHANGE and isinstance(change["name"], str)
