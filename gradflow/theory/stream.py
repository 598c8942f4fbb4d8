"""How a connection joins layers: the stream's size going up, the signal's going down.

With independent weights and biases of mean zero, a branch h W + b is uncorrelated with every other part of the
stream, so squares add, forward and backward (Yang & Schoenholz 2017, arXiv:1712.08969). Sizes are
natural logarithms of mean squares per sample, [sample]; lists run over the hidden layers, from 0.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Float

from gradflow.parts.connections import Connection
from gradflow.theory.gate import Gate, gate_of
from gradflow.theory.layer import Layer, Passed, log_add, log_means, log_of

Gathered = Callable[[Float[np.ndarray, " sample"]], Float[np.ndarray, " sample"]]
Reads = Callable[[Passed], Float[np.ndarray, " sample"]]


def itself(sizes: Float[np.ndarray, " sample"]) -> Float[np.ndarray, " sample"]:
    """All units are read, and their mean square is one number."""
    return sizes


def all_units(passed: Passed) -> Float[np.ndarray, " sample"]:
    """log of the mean square of what weights read: of h."""
    return passed.second


@dataclass(frozen=True)
class Wiring:
    """The hidden part of a network at initialization.

    log_weight: log of width · Var W, the gain of a layer's mean square.
    log_bias: log of Var b, which every layer adds to its branch.
    log_scale: log of α², the weight of every branch that joins a skip.
    starts: for each layer the earlier layer its stream starts from, or None.
    gate_bias: of highway's gates, or None where there are none.
    gathered: log of the mean of mean squares over what one unit reads; of its patch, in a picture. reads: of an
    activation, log of the mean square that counts there on the way up. log_left: of what dropout multiplies every mean
    square by that goes through weights, 1/(1 - rate).
    """

    log_weight: float
    log_bias: float
    log_scale: float
    starts: list[int | None]
    gate_bias: float | None
    gathered: Gathered = itself
    reads: Reads = all_units
    log_left: float = 0.0


def starts_of(connection: Connection, depth: int, skip_length: int) -> list[int | None]:
    """Where each layer's stream starts: `every` layers before it at multiples of `every`, or at the input, or as far
    from the first layer as it is from the last."""
    if connection.mirrored:
        return [depth - 1 - j if depth - 1 - j < j else None for j in range(depth)]
    every = skip_length if connection.every == -1 else connection.every
    skips = [every > 0 and j >= every and j % every == 0 for j in range(depth)]
    return [(0 if connection.from_input else j - every) if skips[j] else None for j in range(depth)]


@dataclass(frozen=True)
class Upward:
    """Of every layer: log q of its preactivation, what φ and N make of it, and highway's gate into it."""

    sizes: list[Float[np.ndarray, " sample"]]
    passed: list[Passed]
    gates: list[Gate | None]

    @cached_property
    def entering(self) -> Float[np.ndarray, " depth"]:
        """log of the variance of what enters φ, of the sample in the middle. This and the next two hold once the
        lists are whole."""
        return np.median([passed.entering for passed in self.passed], axis=1)

    @cached_property
    def mean_size(self) -> Float[np.ndarray, " depth"]:
        """log of the mean of q over samples."""
        return log_means(self.sizes)

    @cached_property
    def mean_second(self) -> Float[np.ndarray, " depth"]:
        """log of the mean over samples of what counts of φ²."""
        return log_means([passed.second for passed in self.passed])


@dataclass(frozen=True, eq=False)  # two paths are never the same one
class Path:
    """One way from a layer to a later one.

    factor: log of what the signal's mean square is multiplied by on its way back, [sample].
    drawn: whether it leads through a random matrix, whose finite width makes the factor uncertain.
    gathered: the mean over whom a unit is read by, as in Wiring.
    """

    to: int
    factor: Float[np.ndarray, " sample"]
    drawn: bool = False
    gathered: Gathered = itself


def upward(log_q: Float[np.ndarray, " sample"], layer: Layer, wiring: Wiring) -> Upward:
    """The length map q = width · Var W · E φ² + Var b, from log q of the first preactivation up (Poole et al. 2016,
    eq. 3)."""
    up = Upward([log_q], [layer.passed(log_q)], [None])
    for j, start in enumerate(wiring.starts[1:], 1):
        branch = log_add(wiring.log_weight + wiring.reads(up.passed[j - 1]), wiring.log_bias)
        gate = None
        if wiring.gate_bias is not None:
            gate = gate_of(up.sizes[j - 1], branch, wiring.log_weight, wiring.gate_bias)
            size = log_add(gate.opened + branch, gate.carried + up.sizes[j - 1])
        else:
            size = branch if start is None else log_add(up.sizes[start], wiring.log_scale + branch)
        up.sizes.append(size)
        up.passed.append(layer.passed(size))
        up.gates.append(gate)
    return up


def paths_of(up: Upward, wiring: Wiring) -> list[list[Path]]:
    """Every path out of every layer.

    Through the next layer's branch: α² χ, χ = width · Var W · E φ'² (Schoenholz et al. 2017, eq. 12), over 1 - rate
    with dropout.
    Along a skip: 1. Through highway: E T² χ by the branch, E (1-T)² by the carry, and the gate's own.
    """
    paths: dict[int, list[Path]] = defaultdict(list)
    for j, start in enumerate(wiring.starts[1:], 1):
        chi = wiring.log_weight + up.passed[j - 1].slope + wiring.log_left
        gate = up.gates[j]
        if gate is not None:
            paths[j - 1] += [Path(j, gate.opened + chi, drawn=True), Path(j, gate.carried), Path(j, gate.turned)]
        elif start is None:
            paths[j - 1].append(Path(j, chi, drawn=True, gathered=wiring.gathered))
        else:
            paths[j - 1].append(Path(j, wiring.log_scale + chi, drawn=True, gathered=wiring.gathered))
            paths[start].append(Path(j, np.zeros_like(chi)))
    return [paths[i] for i in range(len(up.sizes))]


def downward(log_top: Float[np.ndarray, " sample"], paths: list[list[Path]]) -> list[Float[np.ndarray, " sample"]]:
    """log of the signal's mean square at every layer, from the last layer's down: squares of all paths add."""
    signal = [log_top] * len(paths)
    for i in range(len(paths) - 2, -1, -1):
        signal[i] = log_add(*(path.gathered(signal[path.to]) + path.factor for path in paths[i]))
    return signal


def log_scale_of(connection: Connection, branch_scale: float) -> float:
    """log α² at the first step."""
    return float(2 * log_of(0.0 if connection.learned_scale else branch_scale))
