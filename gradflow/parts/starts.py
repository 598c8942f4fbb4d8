"""Starts: what the first weights are, before the whole network is trained for the first time."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Start:
    """formula: what each layer is trained for beforehand, "" for nothing."""

    formula: str = ""
    source: str = ""


STARTS: dict[str, Start] = {
    "random": Start(),
    "layerwise": Start(
        r"\min_{W_\ell,\,b_\ell,\,c}\ \bigl\lVert \phi(h_\ell W_\ell^{\mathsf T} + c) - h_{\ell-1} \bigr\rVert^2",
        "Bengio et al. 2006",
    ),
    "pretrained": Start(r"W_\ell \leftarrow W_\ell^{\text{source}},\quad \ell \le m", "Yosinski et al. 2014"),
}
MOST_LAYER_STEPS = 200  # a hundred layers of so many take 5 s, during which a page has nothing to show yet
