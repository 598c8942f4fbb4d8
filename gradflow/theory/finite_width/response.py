"""What a little more of one layer's mean square does to all that follows, at finite width.

A layer's mean square differs from mean-field theory by a share of variance O(1/width), and so do, to the extent that
their tables are steep, the sizes and the slopes of the layers above.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from gradflow.theory.layer import Layer, log_mean
from gradflow.theory.moments import steepness
from gradflow.theory.stream import Upward, Wiring

Profile = Float[np.ndarray, " depth"]
LITTLE = 0.2  # of log q


@dataclass(frozen=True)
class Response:
    """size, slope: how much more of ln E φ² and ln E φ'² a layer has for a little more of ln q [depth]; size_bend,
    slope_bend: how much more these are. branch, carried: the shares of a layer's stream that come through the matrix
    below it and along a skip or past a gate [depth]; starts: from where, or None."""

    size: Profile
    slope: Profile
    size_bend: Profile
    slope_bend: Profile
    branch: Profile
    carried: Profile
    starts: list[int | None]


def response_of(up: Upward, wiring: Wiring, layer: Layer) -> Response:
    log_q = up.entering
    steep = [steepness(log_q, table) for table in (layer.moments.second, layer.moments.slope)]
    bends = [
        (steepness(log_q + LITTLE, table) - steepness(log_q - LITTLE, table)) / (2 * LITTLE)
        for table in (layer.moments.second, layer.moments.slope)
    ]
    branch, carried = np.zeros((2, len(up.sizes)))
    starts = [j - 1 if up.gates[j] is not None else start for j, start in enumerate(wiring.starts)]
    for j, start in enumerate(wiring.starts[1:], 1):
        gate, size = up.gates[j], up.mean_size[j]
        scale = log_mean(gate.opened) if gate is not None else 0.0 if start is None else wiring.log_scale
        branch[j] = np.exp(scale + wiring.log_weight + up.mean_second[j - 1] - size)
        if gate is not None:
            carried[j] = np.exp(log_mean(gate.carried + up.sizes[j - 1]) - size)
        elif start is not None:
            carried[j] = np.exp(up.mean_size[start] - size)
    return Response(steep[0], steep[1], bends[0], bends[1], branch, carried, starts)


def onto_signal(response: Response, returned: Profile) -> tuple[Profile, Profile]:
    """How much more of ln (mean square of the signal) at a layer a little more of ln E φ² of this layer makes, and a
    little more of its ln q, by way of the slopes from there to the last layer but one, [depth] each.

    returned: the share of a layer's signal that comes back through its own slope [depth].
    """
    last = len(returned) - 1
    of_value, of_size = np.zeros((2, last + 1))
    for j in range(last, -1, -1):
        if j < last:
            of_value[j] = response.branch[j + 1] * of_size[j + 1]
            of_size[j] += returned[j] * response.slope[j] + response.size[j] * of_value[j]
        start = response.starts[j]
        if start is not None:
            of_size[start] += response.carried[j] * of_size[j]
    return of_value, of_size


def variance_from_below(response: Response, variance: Profile) -> Profile:
    """Variance over seeds of ln q of each layer, from that of each layer's own ln E φ², [depth]."""
    found = np.zeros(len(variance))
    for j in range(1, len(variance)):
        start, below = response.starts[j], response.branch[j] * response.size[j - 1]
        own = response.branch[j] ** 2 * variance[j - 1]
        if start == j - 1:
            found[j] = own + (below + response.carried[j]) ** 2 * found[j - 1]
        else:
            skipped = 0.0 if start is None else response.carried[j] ** 2 * found[start]
            found[j] = own + below**2 * found[j - 1] + skipped
    return found
