"""The same run without its latest change in mid-run: what a change did is what the two differ by."""

import dataclasses

from gradflow.experiment import Experiment


def without_change(experiment: Experiment) -> Experiment:
    """A copy that goes on without the latest of its changes, and is the same run, batch by batch, up to there.

    What was changed at the same step goes together. Raises ValueError where nothing is changed.

    >>> import gradflow
    >>> deep = gradflow.Experiment(network=gradflow.MLP(depth=20, width=8), steps=40)
    >>> cured = deep.with_change(20, normalization="batch")
    >>> gradflow.without_change(cured) == deep
    True
    """
    if not experiment.changes:
        raise ValueError("changes: the experiment has none; allowed is one with a change in mid-run")
    latest = max(change.step for change in experiment.changes)
    return dataclasses.replace(experiment, changes=tuple(c for c in experiment.changes if c.step < latest))
