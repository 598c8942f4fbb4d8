"""Loss and every gradient of the twin at one step, by PyTorch's autograd or by `jax.grad`, in float64.

The same in float32 says what rounding alone does to the numbers: see `tests.twin.agreement`.
"""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import torch
from jax.scipy.special import erf
from numpy.typing import NDArray

from gradflow.experiment import Experiment
from gradflow.tasks import task_of
from tests.networks.known import layered_of
from tests.twin.network import Parameters, forward, loss
from tests.twin.pictures import rows_of
from tests.twin.stored import storing

torch.set_num_threads(1)  # these arrays are small: more threads only wait for each other

Array = NDArray[Any]


class JaxNumpy:
    """The few functions the twin needs, under the names they have in torch too."""

    concatenate, exp, expm1, logaddexp, tanh, where, zeros_like = (
        jnp.concatenate,
        jnp.exp,
        jnp.expm1,
        jnp.logaddexp,
        jnp.tanh,
        jnp.where,
        jnp.zeros_like,
    )
    erf = erf


class Truth(NamedTuple):
    """One step. preactivations, entering (what enters φ), activations, signals ∂loss/∂z, activation_signals
    ∂loss/∂h: lists of [batch, width], one a layer; gradients: of every layer's own use of each parameter,
    so of a tied matrix each layer's contribution; statistics: of what is normalized, mean and biased variance."""

    loss: float
    output: Array
    preactivations: list[Array]
    entering: list[Array]
    activations: list[Array]
    signals: list[Array]
    activation_signals: list[Array]
    gradients: Parameters
    statistics: list[tuple[Array, Array]]


def _cast(parameters: Parameters, convert: Any) -> Parameters:
    return Parameters(*([convert(array) for array in field] for field in parameters))


def by_torch(
    experiment: Experiment, parameters: Parameters, inputs: Array, targets: Array, dtype: Any = np.float64
) -> Truth:
    """Reverse-mode by torch.autograd: the workhorse, ten times quicker than JAX without jit.

    In float32 every activation is shaken by SHAKE, at random. What flows is stored in the experiment's precision.
    """
    mlp, kind = layered_of(experiment), task_of(experiment.task).objective
    x, y = torch.tensor(np.asarray(inputs, dtype)), torch.tensor(np.asarray(targets, dtype))
    leaves = _cast(parameters, lambda array: torch.tensor(np.asarray(array, dtype), requires_grad=True))
    size = rows_of(mlp, len(x)), mlp.width
    zeros = [torch.zeros(size, dtype=x.dtype, requires_grad=True) for _ in range(2 * mlp.depth)]
    nudges, lifts = zeros[: mlp.depth], zeros[mlp.depth :]
    store, shakes = storing(experiment), None if dtype == np.float64 else _shakes(nudges)
    done = forward(torch, mlp, _cast(leaves, store), x, nudges, None, shakes, lifts, store)
    value = loss(torch, kind, done.output, y)
    flat = zeros + [leaf for field in leaves for leaf in field]
    slopes = iter(torch.autograd.grad(value, flat, allow_unused=True))
    signals = [_numbers(next(slopes), zero) for zero in zeros]
    gradients = Parameters(*([_numbers(next(slopes), leaf) for leaf in field] for field in leaves))
    return Truth(
        float(value.detach()),
        _numbers(done.output),
        [_numbers(z) for z in done.preactivations],
        [_numbers(u) for u in done.entering],
        [_numbers(h) for h in done.activations],
        signals[: mlp.depth],
        signals[mlp.depth :],
        gradients,
        [(_numbers(mean), _numbers(variance)) for mean, variance in done.statistics],
    )


SHAKE = 2.0**-22
"""Two units in the last place of float32: what a tanh, an exp or a root of another maker differs by."""


def _shakes(like: list[Any]) -> list[Any]:
    rng = torch.Generator().manual_seed(0)
    return [1 + SHAKE * (2 * torch.rand(x.shape, generator=rng) - 1) for x in like]


def _numbers(tensor: Any, like: Any = None) -> Array:
    """float64 numbers of a tensor; zeros where a leaf took no part."""
    return np.zeros(like.shape) if tensor is None else tensor.detach().double().numpy()


def by_jax(
    experiment: Experiment, parameters: Parameters, inputs: Array, targets: Array, dtype: Any = np.float64
) -> Truth:
    """Reverse-mode by `jax.grad`, operation by operation; 64 bits only inside, so that nothing leaks."""
    mlp, kind = layered_of(experiment), task_of(experiment.task).objective
    with jax.enable_x64(True):
        x, y = jnp.asarray(inputs, dtype), jnp.asarray(targets, dtype)
        zeros = [jnp.zeros((rows_of(mlp, len(x)), mlp.width), dtype) for _ in range(2 * mlp.depth)]

        def value_of(p: Parameters, zeros: list[Any]) -> tuple[Any, Any]:
            done = forward(JaxNumpy, mlp, p, x, zeros[: mlp.depth], lifts=zeros[mlp.depth :])
            return loss(JaxNumpy, kind, done.output, y), done

        start = _cast(parameters, lambda array: jnp.asarray(array, dtype))
        (value, done), (gradients, signals) = jax.value_and_grad(value_of, (0, 1), has_aux=True)(start, zeros)
        return jax.tree.map(
            lambda leaf: np.asarray(leaf, np.float64),
            Truth(
                float(value),
                done.output,
                done.preactivations,
                done.entering,
                done.activations,
                signals[: mlp.depth],
                signals[mlp.depth :],
                gradients,
                done.statistics,
            ),
        )


def held_out(
    experiment: Experiment, parameters: Parameters, running: list[tuple[Array, Array]], inputs: Array, targets: Array
) -> tuple[float, Array]:
    """Loss and output on other data, with running statistics in batch normalization."""
    x, y = torch.tensor(np.asarray(inputs, np.float64)), torch.tensor(np.asarray(targets, np.float64))
    tensors = _cast(parameters, lambda array: torch.tensor(np.asarray(array, np.float64)))
    statistics = [(torch.tensor(mean), torch.tensor(variance)) for mean, variance in running]
    nudges = [torch.zeros(1)] * experiment.network.depth
    output = forward(torch, layered_of(experiment), tensors, x, nudges, statistics).output
    return float(loss(torch, task_of(experiment.task).objective, output, y)), output.numpy()
