"""The remedy that stands first, which most people press first, helps by itself: the network learns."""

import pytest

from gradflow.diagnosis import diagnose
from gradflow.engine.train import train
from gradflow.experiment import default_of
from gradflow.networks import FAMILIES, Family
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("family", FAMILIES.values(), ids=str)
def test_the_first_remedy_is_enough(family: Family, seed: int) -> None:
    opening = default_of(family.config).replace(seed=seed)
    first = next(iter(LABORATORIES[family].remedies.values()))
    assert diagnose(train(opening)).learning == "at_chance"
    assert diagnose(train(opening.replace(**first))).learning in ("learning", "learned")
