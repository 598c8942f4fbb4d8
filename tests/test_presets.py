"""Every preset shows what it says it shows."""

import math
from functools import lru_cache
from typing import Any

import pytest

from gradflow.engine.train import train
from gradflow.experiment import Experiment
from gradflow.presets import PRESETS, Claim, Verdict, holds, measured, name_of
from gradflow.text import LANGUAGES, texts
from gradflow.trace import LayeredTrace, Trace

CLAIMS = [(name, claim) for name, preset in PRESETS.items() for claim in preset.shows]
LONGEST_LABEL = 40

# What a story says of the same run with one thing changed.
TWINS = [
    ("isometry", {"initializer": "glorot_normal"}, Claim("signal_decades", -0.5, 0.5, step=0)),
    ("isometry", {"initializer": "glorot_normal"}, Verdict("exploded")),
    ("residual_explodes", {"branch_scale": 0.2}, Claim("held_out_accuracy", low=0.85)),
    *(
        ("float16_underflow", wider, claim)
        for wider in ({"loss_scale": 1024}, {"precision": "bfloat16"}, {"precision": "float32"})
        for claim in (Verdict("vanishing", step=0), Claim("silent_layers", 0, 0), Claim("loss", high=2.15))
    ),
    ("he_tanh", {"initializer": "glorot_normal"}, Claim("held_out_accuracy", low=0.3)),
]


@lru_cache(maxsize=1)  # the claims of one preset stand together
def trained(name: str) -> Trace:
    return train(PRESETS[name].experiment)


@pytest.mark.parametrize(("name", "claim"), CLAIMS, ids=lambda value: value if isinstance(value, str) else "")
def test_it_shows_what_it_must(name: str, claim: Claim | Verdict) -> None:
    assert holds(claim, trained(name)), f"{claim}: measured is {measured(claim, trained(name))}"


@pytest.mark.parametrize(("name", "values", "claim"), TWINS)
def test_its_twin_shows_what_the_story_says(name: str, values: dict[str, Any], claim: Claim | Verdict) -> None:
    twin = train(PRESETS[name].experiment.replace(**values))
    assert holds(claim, twin), f"measured is {measured(claim, twin)}"


@pytest.mark.parametrize("name", PRESETS)
def test_its_link_leads_back_to_it(name: str) -> None:
    assert name_of(Experiment.from_query(PRESETS[name].experiment.to_query())) == name


def test_the_first_preset_is_the_page_that_opens() -> None:
    assert name_of(Experiment()) == next(iter(PRESETS))


def test_an_experiment_of_ones_own_is_no_preset() -> None:
    assert name_of(Experiment(seed=1)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_has_a_label_and_a_story(language: str) -> None:
    found = {key: text for key, text in texts(language).items() if key.startswith("preset.")}
    assert set(found) == {f"preset.{name}.{part}" for name in PRESETS for part in ("label", "story")}
    assert all(found.values())
    labels = [text for key, text in found.items() if key.endswith(".label")]
    assert len(set(labels)) == len(labels)
    assert max(map(len, labels)) <= LONGEST_LABEL


def test_a_step_that_is_not_there_yet_shows_nothing() -> None:
    start = trained("sigmoid").rows(slice(0, 10))
    for claim in (Claim("loss", step=10), Verdict("vanishing", step=10)):
        assert math.isnan(float(measured(claim, start)))
        assert not holds(claim, start)
    assert math.isnan(float(measured(Claim("loss"), LayeredTrace.empty(Experiment()))))
