"""Earlier: the run before, as a link says it, so that why it changed is told after a reload too.

It says the fields alone in which the two differ, was=activation:sigmoid,initializer:glorot_normal.
"""

from gradflow.experiment import Experiment
from gradflow.invalid import InvalidFields, QueryPair
from gradflow.link import NETWORK, WAS, value_text

MOST = 6  # fields; a remedy sets one or two


def said_of(now: Experiment, before: Experiment | None) -> list[QueryPair]:
    """What a link says of the run before; nothing where there was none, or one that was another thing altogether."""
    if before is None or before.family is not now.family or before.changes != now.changes:
        return []
    past = before.values()
    parts = [f"{name}:{value_text(past[name])}" for name, value in now.values().items() if past[name] != value]
    return [(WAS, ",".join(parts))] if 0 < len(parts) <= MOST else []


def earlier(now: Experiment, said: str) -> Experiment | None:
    """The run before that a link speaks of; None where it speaks of none that there could be.

    >>> from gradflow import Experiment
    >>> now = Experiment().replace(activation="relu")
    >>> earlier(now, "activation:sigmoid") == Experiment(), earlier(now, "activation:red"), earlier(now, "")
    (True, None, None)
    """
    parts = (part.partition(":") for part in said.split(",")[:MOST])
    past: dict[str, str] = {name: value for name, _, value in parts}
    if NETWORK in past or not all(past.values()):
        return None
    kept = [(name, text) for name, text in now.to_pairs() if name not in past]
    try:
        before = Experiment.from_query([*kept, *past.items()])
    except InvalidFields:
        return None
    return before if before != now else None
