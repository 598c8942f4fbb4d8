"""What a layer of the twin reads: all that is below, or where its weights are kernels, nine positions of a picture.

Naive on purpose: position by position, from a list of whom each one has around it.
"""

from dataclasses import replace
from typing import Any

from gradflow.networks import CNN, Layered

SIDE = 8
POSITIONS = SIDE * SIDE


def around(position: int, circular: bool) -> list[int]:
    """The nine positions around one, line by line; POSITIONS where there is none."""
    line, place = divmod(position, SIDE)
    found = []
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            y, x = line + down, place + right
            inside = 0 <= y < SIDE and 0 <= x < SIDE
            found.append(SIDE * (y % SIDE) + x % SIDE if inside or circular else POSITIONS)
    return found


def read_by(xp: Any, network: Layered, below: Any) -> Any:
    """What the weights are multiplied with: [batch, fan_in], of pictures [batch · position, 9 · channel]."""
    if not isinstance(network, CNN):
        return below
    pictures = below.reshape(-1, POSITIONS, below.shape[1])
    nothing = xp.zeros_like(pictures[:, :1])
    wide = xp.concatenate([pictures, nothing], 1)
    whom = [around(position, network.circular) for position in range(POSITIONS)]
    return wide[:, whom].reshape(len(pictures) * POSITIONS, -1)


def pixels(network: Layered, inputs: Any) -> Any:
    """The inputs as rows of what one layer hands to the next: of pictures [batch · position, 1]."""
    return inputs.reshape(-1, 1) if isinstance(network, CNN) else inputs


def by_place(network: Layered, weights: Any) -> Any:
    """[place, unit below, unit]."""
    return weights.reshape(9 if isinstance(network, CNN) else 1, -1, network.width)


def nearest(network: Layered, weights: Any, layers: int) -> Any:
    """Of a dense block's weights those for so many layers, of which the one just below comes first at each place."""
    return by_place(network, weights)[:, : layers * network.width].reshape(-1, network.width)


def means(network: Layered, rows: Any) -> Any:
    """What the outputs are read from: of pictures the mean over all positions."""
    return rows.reshape(-1, POSITIONS, rows.shape[1]).mean(1) if isinstance(network, CNN) else rows


def rows_of(network: Layered, batch: int) -> int:
    """How many rows a layer's values have."""
    return batch * POSITIONS if isinstance(network, CNN) else batch


def in_rows(inspected: Any) -> Any:
    """A step of the engine's with the twin's shapes."""
    if inspected.inputs.ndim == 2:
        return inspected
    *_, width = inspected.activations.shape
    of_layers = ("preactivations", "activations", "slopes", "signals")
    rows = {name: getattr(inspected, name).reshape(inspected.activations.shape[0], -1, width) for name in of_layers}
    gradients = replace(inspected.gradients, **_matrices(inspected.gradients))
    inputs = inspected.inputs.reshape(-1, POSITIONS)
    return replace(inspected, inputs=inputs, gradients=gradients, **rows, **_matrices(inspected))


def _matrices(found: Any) -> dict[str, Any]:
    gates = found.gate_weights
    weights = [kernel.reshape(-1, kernel.shape[-1]) for kernel in found.weights]
    return {"weights": weights, "gate_weights": gates.reshape(len(gates), 9 * gates.shape[-2], gates.shape[-1])}
