"""Trace: what was measured at every step and every depth of a run."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from gradflow.networks import RNN

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Trace:
    """Measurements of a run; every array is float32 with one row a step.

    `depth` is the axis the gradient travels: the layers of a layered network, the time steps of a recurrent
    one, which have measures of their own besides these (`LayeredTrace`, `RecurrentTrace`).

    [step] arrays, before the step's update unless said:
        loss, accuracy: of the training batch (accuracy is NaN for regression);
        held_out_loss, held_out_accuracy: after the update, every 20 steps, NaN between;
        raw_norm, clipped_norm: global L2 norm of the gradient before and after clipping;
        update_norm: of what was added to the parameters.
    [step, depth] arrays, row i is hidden layer or time step i + 1, nearest the input first:
        activation_rms: of h, over batch and units;
        signal_rms: the backward signal, over batch and units;
        weight_gradient_rms: of what this depth contributes to ∂loss/∂W, before clipping;
        update_ratio: ‖ΔW‖ / ‖W‖ of the weights leading there, ΔW the real update;
        saturated_fraction: share of units and samples with |φ'| < 0.05 max |φ'|;
        dead_fraction: share of units with φ' = 0 on every sample of the batch.

    A run ends early at the first step with a value that is not finite; that step is the last row. All numbers are
    in the units of the tensors themselves, none is a logarithm.

    >>> import gradflow
    >>> small = gradflow.Experiment(network=gradflow.MLP(width=8), steps=20)
    >>> trace = gradflow.train(small)
    >>> trace.loss.shape, trace.signal_rms.shape
    ((20,), (20, 20))
    >>> bool(trace.signal_rms[0, 0] < 1e-6 * trace.signal_rms[0, -1])  # layer 1 against the last
    True
    >>> trace.first_non_finite() is None
    True
    """

    AXIS: ClassVar[str] = "layer"  # what the rows of `depth` are; "time" in a recurrent network

    experiment: Experiment
    loss: Array
    accuracy: Array
    held_out_loss: Array
    held_out_accuracy: Array
    raw_norm: Array
    clipped_norm: Array
    update_norm: Array
    activation_rms: Array
    signal_rms: Array
    weight_gradient_rms: Array
    update_ratio: Array
    saturated_fraction: Array
    dead_fraction: Array

    BY_DEPTH: ClassVar[tuple[str, ...]] = (
        "activation_rms",
        "signal_rms",
        "weight_gradient_rms",
        "update_ratio",
        "saturated_fraction",
        "dead_fraction",
    )

    def __len__(self) -> int:
        return len(self.loss)

    @property
    def depth(self) -> int:
        return self.signal_rms.shape[1]

    @classmethod
    def names(cls) -> list[str]:
        """The names of the arrays."""
        return [f.name for f in dataclasses.fields(cls) if f.name != "experiment"]

    def arrays(self) -> dict[str, Array]:
        """The arrays by name."""
        return {name: getattr(self, name) for name in self.names()}

    @classmethod
    def empty(cls, experiment: Experiment) -> Trace:
        """A trace of no steps."""
        depth = experiment.network.depth
        shapes = {name: (0, depth) if name in cls.BY_DEPTH else (0,) for name in cls.names()}
        return cls(experiment, **{name: np.zeros(shape, np.float32) for name, shape in shapes.items()})

    @staticmethod
    def join(parts: list[Trace]) -> Trace:
        """Consecutive parts of one run as one trace."""
        kind = type(parts[-1])
        columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in kind.names()}
        return kind(parts[-1].experiment, **columns)

    @property
    def last_finite(self) -> int:
        """The latest step whose values are all finite; -1 where there is none."""
        return len(self) - 1 - (self.first_non_finite() is not None)

    def rows(self, which: slice) -> Trace:
        """The trace of these steps."""
        return dataclasses.replace(self, **{name: array[which] for name, array in self.arrays().items()})

    def first_non_finite(self) -> NonFinite | None:
        """Where the run left the numbers its precision can hold, or None."""
        if len(self) == 0:
            return None
        step = len(self) - 1  # only the last row can be non-finite
        upward = np.flatnonzero(~np.isfinite(self.activation_rms[step]))
        downward = np.flatnonzero(~np.isfinite(self.signal_rms[step]))
        weights = np.flatnonzero(~np.isfinite(self.weight_gradient_rms[step]))
        if upward.size:
            return NonFinite(step, int(upward[0]) + 1, "activation")  # the signal rises: first is lowest
        if not np.isfinite(self.loss[step]):
            return NonFinite(step, self.depth + 1, "loss")
        if downward.size:
            return NonFinite(step, int(downward[-1]) + 1, "signal")  # it comes back down: first is highest
        if weights.size:
            return NonFinite(step, int(weights[-1]) + 1, "weight_gradient")
        if not np.isfinite(self.update_norm[step]):
            return NonFinite(step, self.depth + 1, "update")
        return None


@dataclass(frozen=True)
class LayeredTrace(Trace):
    """Of a layered network, whose backward signal is ∂loss/∂z, at the preactivation.

    activation_gradient_rms [step, depth] besides: of ∂loss/∂h, the same signal before it passes the activation's
    slope. weight_gradient_rms is of the whole ∂loss/∂W of the weights leading into the layer.
    """

    activation_gradient_rms: Array

    BY_DEPTH: ClassVar[tuple[str, ...]] = (*Trace.BY_DEPTH, "activation_gradient_rms")


@dataclass(frozen=True)
class RecurrentTrace(Trace):
    """Of a recurrent network, whose backward signal is ∂loss/∂h_t; the states of stacked layers count as one.

    [step, depth] arrays besides: cell_gradient_rms: of ∂loss/∂c_t, the path along a gated cell's own state;
    opening_1, opening_2, opening_3: the mean opening of each of the cell's gates, in the order of
    `Cell.openings`; answered: how well the right answer would be given at each time step, on held-out data
    every 20 steps (`gradflow.engine.recurrent.held_out`). NaN where there is nothing of the kind.
    weight_gradient_rms is of the time step's own contribution to ∂loss/∂U (Pascanu et al. 2013, eq. 4);
    update_ratio is the same at every time step, as the weights are.
    """

    AXIS: ClassVar[str] = "time"

    cell_gradient_rms: Array
    opening_1: Array
    opening_2: Array
    opening_3: Array
    answered: Array

    BY_DEPTH: ClassVar[tuple[str, ...]] = (
        *Trace.BY_DEPTH,
        "cell_gradient_rms",
        "opening_1",
        "opening_2",
        "opening_3",
        "answered",
    )


def trace_class(experiment: Experiment) -> type[Trace]:
    """What a run of this experiment leaves."""
    return RecurrentTrace if isinstance(experiment.network, RNN) else LayeredTrace


@dataclass(frozen=True)
class NonFinite:
    """The first step, and at that step the first layer (counted from 1; depth + 1 is the output layer)."""

    step: int
    layer: int
    where: str
