"""How a finding's numbers are written."""

from collections.abc import Callable

from gradflow.diagnosis import Finding
from gradflow.numbers import (
    amount,
    angle,
    cosine,
    counted,
    factor,
    part,
    percent,
    signed,
    size,
    slope,
)
from gradflow.text import Words

FORMATS: dict[str, Callable[..., str]] = {
    "layer": counted,
    "share": percent,
    "start": percent,
    "part": part,
    "size": size,
    "product": size,
    "loss": size,
    "slope": slope,
    "decades": signed,
    "amount": amount,
    "factor": factor,
    "added": factor,
    "scale": size,
    "weight_amount": amount,
    "since": counted,
    "precision": str,
    "cell_amount": amount,
    "window": counted,
    "limit": counted,
    "examples": counted,
    "cosine": cosine,
    "angle": angle,
    "heard": counted,
    "of": counted,
    "changed": counted,
    "seen_at": counted,
}


def written(finding: Finding, words: Words) -> dict[str, str]:
    """A finding's numbers, each as its kind is written; a gate and a field are called by their names."""
    numbers = {name: value for name, value in finding.numbers.items() if name != "way"}
    rate = {"factor": factor(10 ** float(numbers["slope"]))} if "slope" in numbers else {}
    named = {"gate": "gate.{}", "field": "field.{}.label"}
    return rate | {n: words(named[n].format(v)) if n in named else FORMATS[n](v) for n, v in numbers.items()}
