"""What a change costs, in a sentence: no remedy is free."""

from gradflow.experiment import Experiment
from gradflow.text import Words


def price(field: str, experiment: Experiment, words: Words) -> str:
    """Of what this field is now; "" where nothing is known to be said."""
    value = experiment.values()[field]
    return words.get(f"price.{field}.{value}") or words.get(f"price.{field}.any")
