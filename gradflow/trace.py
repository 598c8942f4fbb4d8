"""Trace: what was measured at every step and every depth of a run."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Annotated, ClassVar, get_type_hints

import numpy as np
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from gradflow.networks import OfFamily, mlp, rnn

Array = NDArray[np.float32]

STEP, DEPTH = "step", "depth"  # axes of a trace's arrays
# By which measure one sees that a value is not finite any more, in the order of a step, and at which end first:
# the lowest layer on the way up, the highest on the way back down.
ARISING = {"activation_rms": 0, "loss": 0, "signal_rms": -1, "weight_gradient_rms": -1, "update_norm": 0}
OfStep = Annotated[Array, (STEP,)]
OfDepth = Annotated[Array, (STEP, DEPTH)]


@dataclass(frozen=True)
class Trace:
    """Measurements of a run; every array is float32 with one row a step, and says what its axes are.

    `depth` is the axis the gradient travels: the layers of a layered network, the time steps of a recurrent
    one, which have measures of their own besides these (`LayeredTrace`, `RecurrentTrace`).

    [step] arrays, before the step's update unless said:
        loss, accuracy: of the training batch (accuracy is NaN for regression);
        activation_cosine: mean cosine between two examples of the last h, NaN where fewer than two are not 0;
        held_out_loss, held_out_accuracy: after the update, every 20 steps, NaN between;
        raw_norm, clipped_norm: global L2 norm of the gradient before and after clipping;
        update_norm: of what was added to the parameters.
    [step, depth] arrays, row i is hidden layer or time step i + 1, nearest the input first:
        activation_rms: of h, over batch and units;
        signal_rms: the backward signal, ∂loss/∂z of a layer or ∂loss/∂h of a time step, over batch and units;
        weight_gradient_rms: of what this depth contributes to ∂loss/∂W, before clipping;
        update_ratio: ‖ΔW‖ / ‖W‖ of the weights leading there, ΔW the real update;
        saturated_fraction: share of units and samples with |φ'| < 0.05 max |φ'|;
        dead_fraction: share of units with φ' = 0 on every sample of the batch.

    A run ends early at the first step with a value that is not finite, its last row. No number is a logarithm.

    >>> import gradflow
    >>> trace = gradflow.train(gradflow.Experiment(network=gradflow.MLP(width=8), steps=20))
    >>> trace.loss.shape, trace.signal_rms.shape
    ((20,), (20, 20))
    >>> bool(trace.signal_rms[0, 0] < 1e-6 * trace.signal_rms[0, -1])  # layer 1 against the last
    True
    """

    experiment: Experiment
    loss: OfStep
    accuracy: OfStep
    held_out_loss: OfStep
    held_out_accuracy: OfStep
    activation_cosine: OfStep
    raw_norm: OfStep
    clipped_norm: OfStep
    update_norm: OfStep
    activation_rms: OfDepth
    signal_rms: OfDepth
    weight_gradient_rms: OfDepth
    update_ratio: OfDepth
    saturated_fraction: OfDepth
    dead_fraction: OfDepth

    def __len__(self) -> int:
        return len(self.loss)

    @property
    def depth(self) -> int:
        return self.signal_rms.shape[1]

    @property
    def axis(self) -> str:
        """What `depth` counts: "layer", or "time" in a recurrent network (`Family.axis`)."""
        return self.experiment.family.axis

    @property
    def gradient_rms(self) -> Array:
        """`signal_rms` by the name it had until 2026-11."""
        return self.signal_rms

    @classmethod
    def names(cls, along: str = STEP) -> list[str]:
        """The names of the arrays that have this axis; all have steps."""
        return [name for name, axes in axes_of(cls).items() if along in axes]

    def arrays(self) -> dict[str, Array]:
        """The arrays by name."""
        return {name: getattr(self, name) for name in self.names()}

    @classmethod
    def empty(cls, experiment: Experiment) -> Trace:
        """A trace of no steps."""
        sizes = {STEP: 0, DEPTH: experiment.network.depth}
        arrays = {name: np.zeros([sizes[axis] for axis in axes], np.float32) for name, axes in axes_of(cls).items()}
        return cls(experiment, **arrays)

    @staticmethod
    def join(parts: list[Trace]) -> Trace:
        """Consecutive parts of one run as one trace."""
        last = parts[-1]
        columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in last.names()}
        return type(last)(last.experiment, **columns)

    @property
    def last_finite(self) -> int:
        """The latest step whose values are all finite; -1 where there is none."""
        return len(self) - 1 - (self.first_non_finite() is not None)

    def rows(self, which: slice) -> Trace:
        """The trace of these steps."""
        return dataclasses.replace(self, **{name: array[which] for name, array in self.arrays().items()})

    def first_non_finite(self) -> NonFinite | None:
        """Where the run left the numbers its precision can hold, or None."""
        return self._non_finite

    @cached_property  # a frame asks several times
    def _non_finite(self) -> NonFinite | None:
        if len(self) == 0:
            return None
        step = len(self) - 1  # only the last row can be non-finite
        for measure, end in ARISING.items():
            row = getattr(self, measure)[step]
            if not (finite := np.isfinite(row)).all():
                layer = int(np.flatnonzero(~finite)[end]) if row.ndim else self.depth
                return NonFinite(step, layer + 1, measure.removesuffix("_rms").removesuffix("_norm"))
        return None


@dataclass(frozen=True)
class LayeredTrace(Trace):
    """Of a layered network, whose backward signal is ∂loss/∂z, at the preactivation.

    activation_gradient_rms [step, depth] besides: of ∂loss/∂h, the same signal before it passes the activation's
    slope. weight_gradient_rms is of the whole ∂loss/∂W of the weights leading into the layer.
    """

    activation_gradient_rms: OfDepth


@dataclass(frozen=True)
class RecurrentTrace(Trace):
    """Of a recurrent network, whose backward signal is ∂loss/∂h_t; the states of stacked layers count as one.

    [step, depth] arrays besides: cell_gradient_rms: of ∂loss/∂c_t, the path along a gated cell's own state;
    opening_1, opening_2, opening_3: the mean opening of each of the cell's gates, in the order of
    `Cell.openings`; answered: how well the right answer would be given at each time step, on held-out data
    every 20 steps (`gradflow.engine.recurrent.held_out`); last_answer_rms, last_answer_cell_rms: where several answers
    count, signal_rms and cell_gradient_rms of the last one's loss alone, every 20 steps. NaN where there is none.
    weight_gradient_rms is of the time step's own contribution to ∂loss/∂U (Pascanu et al. 2013, eq. 4);
    update_ratio is the same at every time step, as the weights are.
    """

    cell_gradient_rms: OfDepth
    opening_1: OfDepth
    opening_2: OfDepth
    opening_3: OfDepth
    answered: OfDepth
    last_answer_rms: OfDepth
    last_answer_cell_rms: OfDepth
    OPENINGS: ClassVar[tuple[str, ...]] = ("opening_1", "opening_2", "opening_3")

    @property
    def activation_gradient_rms(self) -> Array:
        """∂loss/∂h by the name it has in every trace; over time it is the backward signal itself."""
        return self.signal_rms


TRACES = OfFamily[type[Trace]]({mlp.FAMILY: LayeredTrace, rnn.FAMILY: RecurrentTrace})


def trace_class(experiment: Experiment) -> type[Trace]:
    """What a run of this experiment leaves."""
    return TRACES[experiment.family]


@cache
def axes_of(made: type[Trace]) -> dict[str, tuple[str, ...]]:
    """The axes of every array of a class of traces, by its name."""
    hints = get_type_hints(made, include_extras=True)
    return {f.name: hints[f.name].__metadata__[0] for f in dataclasses.fields(made) if f.name != "experiment"}


@dataclass(frozen=True)
class NonFinite:
    """The first step, and at that step the first layer (counted from 1; depth + 1 is the output layer)."""

    step: int
    layer: int
    where: str
