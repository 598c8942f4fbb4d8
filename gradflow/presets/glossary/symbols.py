"""Letters of the formulas, in LaTeX; what they mean is in glossary.toml."""

from collections.abc import Mapping

SYMBOLS: Mapping[str, str] = {
    "phi": r"\varphi,\ \varphi'",
    "zh": r"z,\ h",
    "w": r"W,\ U,\ b",
    "delta": r"\delta_l,\ \tfrac{\partial L}{\partial h_t}",
    "fan": r"\text{fan\_in},\ \text{fan\_out}",
    "odot": r"\odot",
    "sigma": r"\sigma(x) = \tfrac{1}{1 + e^{-x}}",
    "gamma": r"\gamma_j,\ \beta_j",
    "eta": r"\eta,\ \lambda",
    "alpha": r"\alpha",
    "transpose": r"T,\ A^{\mathsf T}",
    "g": r"g,\ m,\ v",
}
