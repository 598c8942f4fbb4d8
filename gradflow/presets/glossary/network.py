"""Terms of the network and of its gradient."""

from collections.abc import Mapping

from gradflow.presets.glossary.term import Term, in_view
from gradflow.presets.named import PRESETS

NETWORK: Mapping[str, Term] = {
    "neuron": Term("network", r"h = \varphi\Big(\sum_i w_i x_i + b\Big)"),
    "layer": Term("network", r"z_l = h_{l-1} W_l + b_l,\quad h_l = \varphi(z_l)", PRESETS["isometry"]),
    "preactivation": Term("network", r"z_l = h_{l-1} W_l + b_l", linked=True),
    "activation": Term("network", r"h_l = \varphi(z_l)", PRESETS["relu_he"]),
    "slope": Term(
        "network",
        r"\sigma'(z) = \sigma(z)\,(1 - \sigma(z)) \le \tfrac14,\quad \tanh'(z) \le 1",
        PRESETS["half_saturated"],
        linked=True,
    ),
    "saturated": Term("network", r"\varphi'(z) \approx 0", PRESETS["half_saturated"], linked=True),
    "dead": Term("network", r"\varphi'(z) = 0", PRESETS["dead_relu"], linked=True),
    "loss": Term("network", r"L = \frac1N \sum_{n=1}^N \ell_n", PRESETS["relu_he"]),
    "held_out": Term("network", run=PRESETS["relu_he"], linked=True),
    "guessing": Term("network", r"L = \ln 10 \approx 2.30", PRESETS["sigmoid"]),
    "step": Term("network", run=PRESETS["relu_he"]),
    "seed": Term("network", run=in_view("relu_he", "seeds")),
    "gradient": Term("gradient", r"\nabla_w L = \frac{\partial L}{\partial w}", PRESETS["plateau"]),
    "backpropagation": Term(
        "gradient",
        r"\delta_l = (\delta_{l+1} W_{l+1}^{\mathsf T}) \odot \varphi'(z_l)",
        in_view("sigmoid", "walk"),
        linked=True,
    ),
    "chain_rule": Term(
        "gradient",
        r"\delta_1 = \delta_n \prod_{l=2}^{n} \frac{\partial z_l}{\partial z_{l-1}}",
        PRESETS["half_saturated"],
        linked=True,
    ),
    "signal": Term(
        "gradient",
        r"\delta_l = \frac{\partial L}{\partial z_l},\quad \frac{\partial L}{\partial h_t}",
        PRESETS["sigmoid"],
        linked=True,
    ),
    "weight_gradient": Term(
        "gradient",
        r"\frac{\partial L}{\partial W_l} = h_{l-1}^{\mathsf T}\, \delta_l",
        PRESETS["flat_weight_gradient"],
        linked=True,
    ),
    "decade": Term("gradient", r"\log_{10} \frac{a}{b}", PRESETS["sigmoid"], linked=True),
    "rms": Term(
        "gradient", r"\mathrm{rms}(x) = \sqrt{\tfrac1n \textstyle\sum_i x_i^2}", PRESETS["isometry"], linked=True
    ),
    "ratio": Term(
        "gradient", r"R = \log_{10} \frac{\mathrm{rms}\,\delta_1}{\mathrm{rms}\,\delta_n}", PRESETS["sigmoid"]
    ),
}
