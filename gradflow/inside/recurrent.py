"""The anatomy of a recurrent network's step: from the state of a time step to the next one's, and back, in the last of
its stacked layers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from gradflow.inside.anatomy import Anatomy
from gradflow.inside.normalizing import EVERY, Normalizing
from gradflow.networks import RNN, downcast
from gradflow.parts.cells import CELLS, Sent

Array = NDArray[np.float64]
SAMPLE = 0  # of the batch, whose Jacobian is looked at
TOP = -1  # the layer


class RecurrentWay:
    """A step of `gradflow.inspect`, read as the linear maps that its chain rule multiplies. Time counts from 0."""

    def __init__(self, experiment: Experiment, step: Any) -> None:
        self.network, self.step = downcast(experiment.network, RNN), step
        self.cell = CELLS[self.network.cell]
        weights = step.parameters
        self.h = np.asarray(step.states[TOP], np.float64)  # [time, sample, hidden]
        self.before = np.concatenate([np.zeros_like(self.h[:1]), self.h[:-1]])
        self.c = np.asarray(step.cells[TOP], np.float64) if self.cell.has_cell else np.zeros_like(self.h)
        self.c_before = np.concatenate([np.zeros_like(self.c[:1]), self.c[:-1]])
        self.weight = np.asarray(weights.weight_hh[TOP], np.float64).T  # [hidden, gates · hidden]
        self.scale = np.asarray(weights.state_scales[TOP], np.float64)
        self.kept = tuple(np.asarray(part[TOP], np.float64) for part in step.kept)

    @property
    def depth(self) -> int:
        return len(self.h)

    def _entering(self, time: slice) -> list[Normalizing]:
        """What enters each gate from the state before, where it is normalized; [] where it is not."""
        if self.network.normalization == "none":
            return []
        rows = (self.before[time] @ self.weight).reshape(-1, self.weight.shape[1])
        parts = zip(self._gates(rows), self._gates(self.scale[None]), strict=True)
        return [Normalizing.of(self.network.normalization, x[:, None], gamma[0]) for x, gamma in parts]

    def _gates(self, x: Array) -> list[Array]:
        return np.split(x, self.cell.gates, axis=-1)

    def _back(self, time: Any, onto_h: Array, onto_c: Array) -> tuple[Sent, Array]:
        """What a time step sends back [..., hidden], and ∂loss/∂(U h + b') [..., gates · hidden]. onto_c: by every way
        but through h."""
        kept, h, c = tuple(part[time] for part in self.kept), self.before[time], self.c_before[time]
        sent = self.cell.back(kept, h, c, onto_h, onto_c)  # type: ignore[arg-type]
        return sent, np.concatenate([np.asarray(part) for part in sent.onto_state], axis=-1)

    def back(self, at_last: Array) -> Array:
        """∂loss/∂h of the last time step [sample, hidden] -> ∂loss/∂h of every one [time, sample, hidden]."""
        signals = np.zeros((self.depth, *at_last.shape))
        onto_h, onto_c = at_last, np.zeros_like(at_last)
        for time in range(self.depth - 1, -1, -1):
            signals[time] = onto_h
            sent, onto_state = self._back(time, onto_h, onto_c)
            onto_h, onto_c = np.asarray(sent.onto_h) + self._onto_before(time, onto_state), np.asarray(sent.onto_old_c)
        return signals

    def _onto_before(self, time: int, onto_state: Array) -> Array:
        entering = self._entering(slice(time, time + 1))
        if entering:
            onto_state = self._onto_raw(entering, onto_state)
        return onto_state @ self.weight.T

    def _onto_raw(self, entering: list[Normalizing], onto: Array, of: slice = EVERY) -> Array:
        """∂loss/∂(what a normalization makes of U h) [row, gates · hidden] -> ∂loss/∂(U h)."""
        parts = zip(entering, self._gates(onto), strict=True)
        return np.concatenate([norm.back(part[:, None], of)[:, 0] for norm, part in parts], axis=-1)

    def jacobian(self, time: int) -> Array:
        """∂(h, c) of the time step after / ∂(h, c) of this one, of SAMPLE [in, out]; without c where there is none."""
        size, after = self.h.shape[2], time + 1
        both = size * (2 if self.cell.has_cell else 1)
        seeds = np.eye(both)
        one = (after, SAMPLE)
        onto_c = seeds[:, size:] if self.cell.has_cell else np.zeros((both, size))
        kept = tuple(np.broadcast_to(part[one], (both, size)) for part in self.kept)
        sent = self.cell.back(kept, self.before[one], self.c_before[one], seeds[:, :size], onto_c)  # type: ignore[arg-type]
        onto_state = np.concatenate([np.broadcast_to(part, (both, size)) for part in sent.onto_state], axis=-1)
        if entering := self._entering(slice(after, after + 1)):
            onto_state = self._onto_raw(entering, onto_state, slice(SAMPLE, SAMPLE + 1))
        onto_h = np.asarray(sent.onto_h) + onto_state @ self.weight.T
        rows = np.concatenate([onto_h, np.asarray(sent.onto_old_c)], axis=-1) if self.cell.has_cell else onto_h
        return rows.T

    def product(self, wanted: Sequence[int]) -> dict[int, Array]:
        """∂ of the last time step's state / ∂ of each wanted one's, of SAMPLE [in, out]."""
        size = self.h.shape[2] * (2 if self.cell.has_cell else 1)
        made = {self.depth - 1: np.eye(size)}
        running = made[self.depth - 1]
        for time in range(self.depth - 2, -1, -1):
            running = self.jacobian(time) @ running
            if time in wanted:
                made[time] = running
        return {time: made[time] for time in wanted}

    def onto(self) -> Array:
        """∂loss/∂(U h) of every time step [time, sample, gates · hidden]."""
        signals = np.asarray(self.step.signals[TOP], np.float64)
        through_h = np.zeros_like(signals)
        if self.cell.has_cell:  # what is known of c is by every way; its part through h is made again by the cell
            through_h = signals * self.kept[2] * np.asarray(self.cell.slope(self.kept))  # type: ignore[arg-type]
            through_h = np.asarray(self.step.cell_signals[TOP], np.float64) - through_h
        _, onto_state = self._back(slice(None), signals, through_h)
        if self.network.normalization == "none":
            return onto_state
        rows = onto_state.reshape(-1, onto_state.shape[-1])
        return self._onto_raw(self._entering(slice(None)), rows).reshape(onto_state.shape)


def recurrent(experiment: Experiment, step: Any) -> Anatomy:
    """The anatomy of a step of this experiment."""
    read = RecurrentWay(experiment, step)
    time, batch, hidden = read.h.shape
    start = np.broadcast_to(np.random.default_rng(0).normal(size=hidden), (batch, hidden))

    def together(states: Any) -> Array:
        """[layer, time, sample, hidden] -> [time, sample, layer · hidden]."""
        return np.moveaxis(np.asarray(states), 0, 2).reshape(time, batch, -1)

    onto = read.onto()
    return Anatomy(
        activations=together(step.states),
        signals=together(step.signals),
        entering=lambda at: read.before[at][:, None],
        onto=lambda at: onto[at][:, None],
        sent_back=read.back(start),
        inputs=np.moveaxis(np.asarray(step.inputs), 0, 1).reshape(batch, -1),
        jacobian=read.jacobian,
        product=read.product,
    )
