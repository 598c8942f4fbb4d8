"""An experiment as JSON: every field by name, and the changes as a list."""

import dataclasses
import json
from typing import Any

from gradflow.experiment import Change, Experiment, default_of
from gradflow.networks import kind_name, network_named

CHANGE = {"step", "name", "value"}


def to_json(experiment: Experiment) -> str:
    """The text; `from_json` reads it back to an equal experiment."""
    kind = {"network": kind_name(experiment.network)}
    changes = [dataclasses.asdict(change) for change in experiment.changes]
    return json.dumps(kind | experiment.values() | {"changes": changes}, indent=2) + "\n"


def from_json(text: str) -> Experiment:
    """The experiment; what is left out has its default, a layered network's where no network is named.

    ValueError names everything that is wrong.
    """
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise ValueError(f"not JSON: {broken}") from None
    if not isinstance(values, dict):
        raise ValueError("not an experiment: allowed is a JSON object of fields by name")
    listed = values.pop("changes", [])
    experiment, complaints = default_of(network_named(values.pop("network", "mlp"))), []
    try:
        experiment = experiment.replace(**values)
    except ValueError as complaint:
        complaints.append(str(complaint))
    try:
        experiment = _with_changes(experiment, listed)
    except ValueError as complaint:
        complaints.append(str(complaint))
    if complaints:
        raise ValueError("; ".join(complaints))
    return experiment


def _with_changes(experiment: Experiment, listed: Any) -> Experiment:
    if not isinstance(listed, list) or not all(_is_change(change) for change in listed):
        raise ValueError("changes: allowed is a list of objects with a step, the name of a field and its value")
    return dataclasses.replace(experiment, changes=tuple(Change(**change) for change in listed))


def _is_change(change: Any) -> bool:
    return isinstance(change, dict) and set(change) == CHANGE and isinstance(change["name"], str)
