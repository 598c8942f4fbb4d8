"""What the mean square of the signal is beside mean-field theory, to first order in 1/width, of plain networks.

Three things: sizes of activations vary, and slopes are no straight line over them; an excess of size and one of slope
come together; and W stands in both passes, so that of Wᵀ δ the part along h is not drawn anew but is (z · δ)/‖h‖.
"""

import numpy as np
from jaxtyping import Float

from gradflow.parts.normalizations import GROUPS
from gradflow.theory.finite_width.response import Response, onto_signal
from gradflow.theory.finite_width.samples import Pairs
from gradflow.theory.layer import Layer
from gradflow.theory.moments import interpolate
from gradflow.theory.stream import Upward

Profile = Float[np.ndarray, " depth"]
# Batch normalization: no closed form is known where batch and width are alike. Measured with 8 to 128 units, batches of
# 8 to 512, of tanh, sigmoid, ReLU, GELU, SELU: a layer adds 1 to 3 over the width, the top ones together 5 to 10 more.
ONE_LAYER, AT_THE_TOP, FEW_UNITS = 2.0, 7.0, 8
ALIKE_AT_FIRST = 0.1  # of ln; measured with 256 units and five layers, whose first samples are not yet independent


def excess_of(
    up: Upward, layer: Layer, response: Response, pairs: Pairs, width: int, orthogonal: bool
) -> tuple[Profile, Profile]:
    """Of ln (mean square at a layer / at the last one), and how far it may be off, [depth] each; 0 for what is not
    worked out here: skips and gates."""
    depth = len(up.passed)
    none = np.zeros(depth)
    if layer.normalization == "batch":
        layers = np.append(np.full(depth - 1, ONE_LAYER), 0.0)
        layers[depth - 2 : depth - 1] += AT_THE_TOP
        found = _summed(layers / (width + FEW_UNITS))
        return found, np.append(found[:-1] / 3 + ALIKE_AT_FIRST, 0.0)
    if any(start is not None for start in response.starts):
        return none, none
    if layer.normalization == "none":
        return _summed(_plain(up, response, pairs, orthogonal) / width), none
    if layer.before:
        return _summed(_divided(response) / (width // GROUPS if layer.normalization == "group" else width)), none
    found = _summed(_divided_after(up, layer, response, pairs) / width)
    return found, found / 4  # measured: second order is a quarter where layers are narrow and many


def _divided(response: Response) -> Profile:
    """n times what a norm over n units before φ adds, layer by layer.

    E 1/σ² is 1 + 2/n; of the signal the share (1 + 2 s)/n, along u itself, is taken off; and u lies on a sphere.
    """
    s = response.slope
    return 1 - 2 * s - _on_a_sphere(s, response.slope_bend)


def _divided_after(up: Upward, layer: Layer, response: Response, pairs: Pairs) -> Profile:
    """n times what a norm over n units after φ adds, layer by layer.

    E 1/σ² and slopes vary together with E φ²; of the signal the share along h, (z · δ)², is taken off, so far as it is
    not gone already, as all of it is for ReLU; and with layer normalization that along the units' mean.
    """
    a, s = response.size, response.slope
    noise = np.array([pair.values[-1] - pair.crossed[-1] for pair in pairs.at])
    entering = np.array([each.entering for each in up.passed])
    sizes, slopes = (np.median(interpolate(entering, table), axis=1) for table in (layer.counted, layer.moments.slope))
    gone = a**2 * np.exp(sizes - slopes - up.entering)
    return noise - np.maximum(1 + 2 * s - gone, 0.0) - (layer.normalization == "layer")


def _on_a_sphere(steep: Profile, bend: Profile) -> Profile:
    """n times by how much less an average over n units is where Σ z² does not vary: t² F''/F of F(t) = E f(√t z)²."""
    return steep**2 - steep + bend


def _plain(up: Upward, response: Response, pairs: Pairs, orthogonal: bool) -> Profile:
    """n times what is added, layer by layer."""
    a, s, depth = response.size, response.slope, len(up.passed)
    own = np.array([[pair.values[-1] - 1, pair.crossed[-1] - 1] for pair in pairs.at])
    values, together = own[:, 0] - 2 * a**2 * orthogonal, own[:, 1] - 2 * a * s * orthogonal
    sphere = [_on_a_sphere(*each) * orthogonal for each in ((a, response.size_bend), (s, response.slope_bend))]
    of_value, _ = onto_signal(response, np.append(np.ones(depth - 1), 0.0))
    added = of_value * together + of_value**2 * values / 2 - sphere[1]
    mean = below = 0.0  # n times the mean and the variance of ln q beside theory's
    for j in range(depth - 1):
        added[j] += s[j] * mean + response.slope_bend[j] * below / 2
        branch, bend = response.branch[j + 1], response.size_bend[j]
        mean = branch * (a[j] * mean + bend * below / 2 - values[j] / 2 - sphere[0][j])
        below = branch**2 * (a[j] ** 2 * below + values[j])
    kept = np.exp(np.median([each.second - each.slope for each in up.passed], axis=1) - up.entering)
    along = 2 * s[-1]  # (z · δ)²/(q ‖δ‖²) - 1
    for j in range(depth - 2, -1, -1):
        along = response.branch[j + 1] * along
        added[j] += along * (own[j, 1] + 1 - orthogonal)
        along = 2 * s[j] + a[j] ** 2 * kept[j] * along
    added[-1] = 0.0
    return added


def _summed(layers: Profile) -> Profile:
    """From the last layer, which is what all are relative to, down."""
    return np.append(np.cumsum(layers[:-1][::-1])[::-1], 0.0)
