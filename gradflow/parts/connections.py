"""Connections: what carries the signal past a layer.

All act on the stream of preactivations z (pre-activation residual form, He et al. 2016): with the
branch v_l = h_{l-1} W_l + b_l, a skipping layer computes z_l = z_s + α v_l from an earlier layer s,
any other layer z_l = v_l. A plain network is the same thing without skips. Only in the original residual
block (He et al. 2015) what is added is an activation, h_s + α N(v_l), and a normalization N before φ is the branch's.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Connection:
    """One way of connecting.

    every: a layer skips from `every` layers before it, at each multiple of `every`; 0 means never,
        -1 that the field `skip_length` says how far.
    from_input: skip always from the first layer's preactivation, which is the embedded input.
    mirrored: skip from the layer as far from the first as this one is from the last, where it lies below.
    of_activations: what skips is the earlier layer's activation, and it joins after a normalization before φ.
    learned_scale: α is a parameter of each layer and starts at 0 (ReZero).
    gated: highway; a learned gate with weights of its own mixes branch and stream.
    dense: each layer reads all layers before it in its block, of as many layers as the field `block_length` says.
    """

    formula: str
    source: str = ""
    every: int = 0
    from_input: bool = False
    mirrored: bool = False
    of_activations: bool = False
    learned_scale: bool = False
    gated: bool = False
    dense: bool = False


CONNECTIONS: dict[str, Connection] = {
    "plain": Connection(r"z_l = h_{l-1} W_l + b_l"),
    "residual": Connection(r"z_l = z_{l-1} + \alpha\,(h_{l-1} W_l + b_l)", "He et al. 2016", every=1),
    "residual_post": Connection(
        r"z_l = h_{l-2} + \alpha\,(h_{l-1} W_l + b_l),\quad 2 \mid l - 1",
        "He et al. 2015",
        every=2,
        of_activations=True,
    ),
    "rezero": Connection(
        r"z_l = z_{l-1} + \alpha_l\,(h_{l-1} W_l + b_l),\ \alpha_l^{(0)} = 0",
        "Bachlechner et al. 2021",
        every=1,
        learned_scale=True,
    ),
    "long_skip": Connection(
        r"z_l = z_{l-k} + \alpha\,(h_{l-1} W_l + b_l),\quad k \mid l - 1", "He et al. 2016", every=-1
    ),
    "input_skip": Connection(r"z_l = z_1 + \alpha\,(h_{l-1} W_l + b_l)", every=1, from_input=True),
    "u_skip": Connection(
        r"z_{L+1-l} = z_l + \alpha\,(h_{L-l} W_{L+1-l} + b_{L+1-l}),\quad l < L+1-l",
        "Ronneberger et al. 2015",
        every=1,
        mirrored=True,
    ),
    "highway": Connection(
        r"z_l = T \odot (h_{l-1} W_l + b_l) + (1 - T) \odot z_{l-1},\ T = \sigma(z_{l-1} W^T_l + b^T_l)",
        "Srivastava et al. 2015",
        gated=True,
    ),
    "dense": Connection(
        r"z_l = [h_{l-1}, \dots, h_{l-p}]\,W_l + b_l,\quad p = 1 + (l - 2) \bmod k", "Huang et al. 2017", dense=True
    ),
}
