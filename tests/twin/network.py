"""The twin: the network of an experiment written out layer by layer, naive on purpose.

Nothing is shared with the package but the names of the choices. `xp` is torch or jax.numpy.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from gradflow.networks import Layered
from tests.twin.activations import activate, sigmoid, standard_gain
from tests.twin.pictures import by_place, means, nearest, pixels, read_by, rows_of

EPSILON = 1e-5


class Parameters(NamedTuple):
    """What may be trained; every field is a list, the input side first.

    weights: depth + 1 of (fan_in, fan_out), one a layer even when they are tied; biases: depth + 1
    of [fan_out]; norm_scales γ and norm_shifts β: depth of [width]; branch_scales α: depth scalars;
    gate_weights (width, width) and gate_biases [width]: depth - 1, of layers 2, 3, …; weight_scales g, [width] of the
    same layers, where weights are made of others, or none.
    """

    weights: list[Any]
    biases: list[Any]
    norm_scales: list[Any]
    norm_shifts: list[Any]
    branch_scales: list[Any]
    gate_weights: list[Any]
    gate_biases: list[Any]
    weight_scales: list[Any]


class Pass(NamedTuple):
    """What a forward pass computes: lists of [batch, width], one a layer, and the output; in a network of pictures
    every row of the batch is 64 rows, one a position.

    entering: what enters φ. statistics: mean and biased variance over the batch of what is
    normalized, one pair a layer.
    """

    preactivations: list[Any]
    entering: list[Any]
    activations: list[Any]
    statistics: list[tuple[Any, Any]]
    output: Any


def forward(
    xp: Any,
    mlp: Layered,
    parameters: Parameters,
    inputs: Any,
    nudges: list[Any],
    running: list[tuple[Any, Any]] | None = None,
    shakes: list[Any] | None = None,
    lifts: list[Any] | None = None,
    store: Callable[[Any], Any] = lambda x: x,
) -> Pass:
    """All layers, bottom to top.

    nudges: zeros [batch, width], one a layer, added to z_l: ∂loss/∂nudge_l is the backward signal.
    running: statistics to use in place of the batch's in batch normalization (held-out data).
    lifts: zeros [batch, width], one a layer, added to h_l: ∂loss/∂lift_l is ∂loss/∂h_l.
    store: what is done to everything that flows, to store it in a format; parameters come stored.
    shakes: factors near 1 [batch, width], one a layer, on φ: the rounding of another implementation.
    """
    zs: list[Any] = []
    us: list[Any] = []
    hs: list[Any] = []
    statistics: list[tuple[Any, Any]] = []
    before, after = (mlp.normalization != "none" and mlp.norm_position == p for p in ("before", "after"))
    for j in range(mlp.depth):
        below = pixels(mlp, store(inputs)) if j == 0 else hs[j - 1]
        weight = store(_made(xp, mlp, parameters, j))
        if mlp.connection == "dense" and j > 0:
            read = [hs[j - 1 - i] if i <= (j - 1) % mlp.block_length else 0 * below for i in range(mlp.block_length)]
            below = xp.concatenate(read, 1)
        branch = read_by(xp, mlp, below) @ weight + parameters.biases[j]
        given = None if running is None else running[j]
        seen = branch
        if mlp.connection == "residual_post" and j >= 2 and j % 2 == 0:  # He et al. 2015: x + N(W h), and then φ
            seen = branch = store(branch)
            if before:
                branch = parameters.norm_scales[j] * _normalize(mlp, branch, given) + parameters.norm_shifts[j]
            u = z = store(hs[j - 2] + mlp.branch_scale * branch + nudges[j])
        else:
            u = seen = z = store(_connect(xp, mlp, parameters, j, branch, zs) + nudges[j])
        if before and seen is z:
            u = parameters.norm_scales[j] * _normalize(mlp, z, given) + parameters.norm_shifts[j]
        h = phi = activate(xp, mlp.activation, u, mlp.leaky_slope) * (1 if shakes is None else shakes[j])
        if after:
            h = parameters.norm_scales[j] * _normalize(mlp, phi, given) + parameters.norm_shifts[j]
        h = store(h if lifts is None else h + lifts[j])
        seen = phi if after else seen
        zs.append(z)
        us.append(u)
        hs.append(h)
        statistics.append((seen.mean(axis=0), ((seen - seen.mean(axis=0)) ** 2).mean(axis=0)))
    return Pass(zs, us, hs, statistics, store(means(mlp, hs[-1]) @ parameters.weights[-1] + parameters.biases[-1]))


def _made(xp: Any, mlp: Layered, parameters: Parameters, j: int) -> Any:
    """The weights into layer j (from 0), made of those that are trained."""
    v = parameters.weights[j]
    if j == 0 or mlp.connection == "highway" or mlp.reparametrization == "none":
        return v
    g, read = parameters.weight_scales[j - 1], v
    if mlp.connection == "dense":
        read = nearest(mlp, v, (j - 1) % mlp.block_length + 1)
    if mlp.reparametrization == "weight_norm":
        made = read * g / ((read**2).sum(axis=0) + 1e-30) ** 0.5
    else:
        centred = read - read.mean(axis=0)
        squared = (centred**2).sum(axis=0)
        size = xp.where(squared > 1e-4, squared, 0 * squared + 1e-4) ** 0.5
        made = centred * g * standard_gain(mlp.activation, mlp.leaky_slope) / size
    made = by_place(mlp, made)
    unread = 0 * by_place(mlp, v)[:, made.shape[1] :]
    return xp.concatenate([made, unread], 1).reshape(v.shape)


def _connect(xp: Any, mlp: Layered, parameters: Parameters, j: int, branch: Any, zs: list[Any]) -> Any:
    """z of layer j (from 0) out of its branch and the preactivations below."""
    match mlp.connection:
        case "plain" | "residual_post" | "dense":
            return branch
        case "residual":
            return branch if j == 0 else zs[j - 1] + mlp.branch_scale * branch
        case "rezero":
            return branch if j == 0 else zs[j - 1] + parameters.branch_scales[j] * branch
        case "long_skip":
            k = mlp.skip_length
            return zs[j - k] + mlp.branch_scale * branch if j >= k and j % k == 0 else branch
        case "input_skip":
            return branch if j == 0 else zs[0] + mlp.branch_scale * branch
        case "u_skip":
            mirror = mlp.depth - 1 - j
            return zs[mirror] + mlp.branch_scale * branch if mirror < j else branch
        case "highway":
            if j == 0:
                return branch
            read = read_by(xp, mlp, zs[j - 1])
            gate = sigmoid(xp, read @ parameters.gate_weights[j - 1] + parameters.gate_biases[j - 1])
            return gate * branch + (1 - gate) * zs[j - 1]
    raise NotImplementedError(f"the twin does not know the connection {mlp.connection}: write it here")


def _normalize(mlp: Layered, x: Any, given: tuple[Any, Any] | None) -> Any:
    """x [batch, width] without γ and β."""
    match mlp.normalization:
        case "batch":
            mean, variance = given or (x.mean(axis=0), ((x - x.mean(axis=0)) ** 2).mean(axis=0))
            return (x - mean) / (variance + EPSILON) ** 0.5
        case "layer":
            mean = x.mean(axis=1, keepdims=True)
            variance = ((x - mean) ** 2).mean(axis=1, keepdims=True)
            return (x - mean) / (variance + EPSILON) ** 0.5
        case "group":
            groups = x.reshape(-1, rows_of(mlp, 1), 4, x.shape[1] // 4)
            mean = groups.mean(axis=(1, 3), keepdims=True)
            variance = ((groups - mean) ** 2).mean(axis=(1, 3), keepdims=True)
            return ((groups - mean) / (variance + EPSILON) ** 0.5).reshape(x.shape)
        case "rms":
            return x / ((x**2).mean(axis=1, keepdims=True) + EPSILON) ** 0.5
    raise NotImplementedError(f"the twin does not know the normalization {mlp.normalization}: write it here")


def loss(xp: Any, kind: str, output: Any, targets: Any) -> Any:
    """Mean over the batch of -ln softmax(output)[class], or mean of (output - target)²."""
    if kind == "regression":
        return ((output - targets) ** 2).mean()
    log_sum = output[:, 0]
    for other in range(1, output.shape[1]):
        log_sum = xp.logaddexp(log_sum, output[:, other])
    return (log_sum - (output * targets).sum(axis=1)).mean()
