"""Recording: a trace while it grows, cut at any step without copying; and what room a run takes."""

import numpy as np

from gradflow.experiment import Experiment
from gradflow.trace import Trace, trace_class

TRAINING_COPIES = 3  # the parameters and the optimizer's two memories


def weights_of(experiment: Experiment) -> int:
    """How many bytes the weights of a training take."""
    return TRAINING_COPIES * 4 * experiment.family.weights(experiment.network)


class Recording:
    """One writer appends; anyone reads a prefix.

    Rows once written never change, so a prefix handed out earlier stays true while more is written
    behind it. Room doubles when it runs out: an append costs the rows it brings, however long the run.
    """

    def __init__(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self._trace = trace_class(experiment)
        self._room = self._trace.empty(experiment).arrays()
        self._length = 0
        self._asked: Trace | None = None  # for, the last time

    def __len__(self) -> int:
        return self._length

    @property
    def nbytes(self) -> int:
        return sum(array.nbytes for array in self._room.values())

    def append(self, part: Trace) -> None:
        length = self._length + len(part)
        room = dict(self._room)
        for name, rows in part.arrays().items():
            if len(room[name]) < length:
                grown = np.empty((max(2 * self._length, length), *rows.shape[1:]), np.float32)
                grown[: self._length] = room[name][: self._length]
                room[name] = grown
            room[name][self._length : length] = rows
        self._room, self._length = room, length  # the length last: a reader never sees unwritten rows

    def upto(self, steps: int) -> Trace:
        """The first `steps` rows, or all there are; read-only. For as many as before it is the same trace, and knows
        what it was asked then."""
        length, asked = min(max(0, steps), self._length), self._asked
        if asked is None or len(asked) != length:
            columns = {name: array[:length] for name, array in self._room.items()}
            for column in columns.values():
                column.flags.writeable = False
            asked = self._asked = self._trace(self._experiment, **columns)
        return asked
