"""What is left of a tensor of the twin once it is stored in a format, by the conversion of NumPy (bfloat16: ml_dtypes).

On the way back the gradient at the same place is stored in the same format, times the loss scale.
"""

from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import numpy as np
import torch
from numpy.typing import NDArray

from gradflow.experiment import Experiment


def on_grid(x: NDArray[Any], precision: str) -> NDArray[Any]:
    """x as the format holds it, in float64; in float32 it stays as precise as it is."""
    if precision == "float32":
        return x
    with np.errstate(over="ignore"):  # what overflows is a result
        return np.asarray(x, np.float32).astype(jnp.dtype(precision)).astype(np.float64)


class _Stored(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Any, precision: str, scale: float) -> Any:
        ctx.kind = precision, scale
        return torch.tensor(on_grid(x.detach().numpy(), precision), dtype=x.dtype)

    @staticmethod
    def backward(ctx: Any, gradient: Any) -> Any:  # type: ignore[override]
        precision, scale = ctx.kind
        kept = on_grid(gradient.numpy() * scale, precision) / scale
        return torch.tensor(kept, dtype=gradient.dtype), None, None


def storing(experiment: Experiment) -> Callable[[Any], Any]:
    """The function that stores a tensor in the experiment's precision."""
    if experiment.precision == "float32":
        return lambda x: x
    return lambda x: _Stored.apply(x, experiment.precision, float(experiment.loss_scale))
