"""Every preset shows what it says it shows."""

import math
from functools import lru_cache
from math import exp, log10
from typing import Any

import pytest

from gradflow.engine.train import train
from gradflow.experiment import Experiment, default_of
from gradflow.networks import FAMILIES, Family
from gradflow.presets import PRESETS, Claim, Verdict, about, after, holds, measured, name_of, presets_of
from gradflow.text import LANGUAGES, texts
from gradflow.trace import LayeredTrace, Trace

CLAIMS = [(name, claim) for name, preset in PRESETS.items() for claim in preset.shows]
LONGEST_LABEL = 40
ENDS = {  # how each part of a story ends, in either language
    "label": "",
    "question": ("?", "？"),
    "look": (".", "?", "。", "？"),
    "why": (".", "。"),
    "next": (".", "?", "。", "？"),
}

# What a story says of the same run with one thing changed.
TWINS = [
    ("isometry", {"initializer": "glorot_normal"}, Claim("signal_decades", -0.5, 0.5, step=0)),
    ("isometry", {"initializer": "glorot_normal"}, Verdict("overflow")),
    ("half_saturated", {"gain": 1.0, "steps": 1}, Claim("saturated", high=0.01)),
    ("flat_weight_gradient", {"optimizer": "adam", "learning_rate": 0.001}, Claim("held_out_accuracy", low=0.5)),
    ("convolutions_edge", {"padding": "circular", "steps": 1}, Claim("activation_decades", -0.2, 0.2, step=0)),
    ("residual_explodes", {"branch_scale": 0.2}, Claim("held_out_accuracy", low=0.85)),
    *(
        ("float16_underflow", wider, claim)
        for wider in ({"loss_scale": 1024}, {"precision": "bfloat16"}, {"precision": "float32"})
        for claim in (Verdict("vanishing", step=0), Claim("silent_layers", 0, 0), Claim("loss", high=2.15))
    ),
    ("he_tanh", {"initializer": "glorot_normal"}, Claim("held_out_accuracy", low=0.3)),
    ("layerwise", {"start": "random"}, Claim("signal_decades", -12.5, -11.5, step=0)),
    ("layerwise", {"start": "random"}, Claim("held_out_accuracy", high=0.15)),
    ("transfer", {"start": "random"}, Claim("held_out_accuracy", high=0.65, step=19)),
    ("transfer", {"frozen_layers": 5}, Claim("held_out_accuracy", high=0.7)),
    ("recall_lstm", {"forget_bias": 1.0}, Claim("signal_decades", -6.0, -4.5, step=0)),
    ("recall_lstm", {"forget_bias": 1.0}, Claim("held_out_accuracy", high=0.3)),
    *(
        ("lstm_carry", {"forget_bias": bias, "steps": 1}, Claim("cell_reach", reach, reach))
        for bias, reach in ((1.0, 14), (5.0, 59))
    ),
    ("lstm_carry", {"forget_bias": 1.0, "steps": 1}, about("cell_decades", -59 * log10(1 + exp(-1)), 0.01)),
    ("lstm_carry", {"forget_bias": 5.0, "steps": 1}, about("cell_decades", -59 * log10(1 + exp(-5)), 0.001)),
    *(
        ("rotation", {"spectral_radius": radius, "steps": 1}, about("signal_decades", 59 * log10(radius), 1e-4))
        for radius in (0.99, 1.0, 1.01, 1.1)
    ),
    ("rotation", {"spectral_radius": 1.0}, Claim("held_out_accuracy", low=0.95)),
    ("rotation", {"spectral_radius": 1.0}, Claim("solved_lag", 59, 59)),
    ("tanh_vanishes", {"sequence_length": 20, "steps": 1}, about("signal_decades", log10(1.2e-2), 0.3)),
    ("tanh_vanishes", {"sequence_length": 50, "steps": 1}, about("signal_decades", log10(3e-5), 0.3)),
    ("radius_above_one", {"initializer": "glorot_uniform", "steps": 1}, Claim("signal_decades", low=2.0)),
    ("explosion", {"clipping": "norm"}, Claim("held_out_accuracy", low=0.95)),
    ("cliff", {"clipping": "norm"}, about("clipped_norm", 1.0, 0.001, step=0)),
    ("cliff", {"clipping": "norm"}, Claim("held_out_loss", high=0.05)),
    ("cliff", {"clipping": "norm"}, Claim("solved_lag", 49, 49)),
    ("truncated", {"window": 0}, Claim("held_out_accuracy", low=0.9)),
    ("truncated", {"window": 0}, Claim("solved_lag", 19, 19)),
    ("gru_adds", {"forget_bias": 2.0, "steps": 200}, Claim("held_out_loss", high=0.1, step=190)),
    ("gru_adds", {"cell": "tanh"}, Claim("held_out_loss", 0.15, 0.25)),
    *(
        ("gru_adds", {"cell": "lstm", "forget_bias": 3.0}, claim)
        for claim in (Claim("signal_decades", -1.5, -0.5, step=0), Claim("held_out_loss", 0.15, 0.25))
    ),
]


@lru_cache(maxsize=1)  # the claims of one run stand together
def trained(name: str, **changed: Any) -> Trace:
    return train(PRESETS[name].experiment.replace(**changed))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "claim"), CLAIMS, ids=lambda value: value if isinstance(value, str) else "")
def test_it_shows_what_it_must(name: str, claim: Claim | Verdict) -> None:
    assert holds(claim, trained(name)), f"{claim}: measured is {measured(claim, trained(name))}"


@pytest.mark.slow
@pytest.mark.parametrize(("name", "values", "claim"), TWINS)
def test_its_twin_shows_what_the_story_says(name: str, values: dict[str, Any], claim: Claim | Verdict) -> None:
    twin = trained(name, **values)
    assert holds(claim, twin), f"measured is {measured(claim, twin)}"


@pytest.mark.parametrize("name", PRESETS)
def test_its_link_leads_back_to_it(name: str) -> None:
    assert name_of(Experiment.from_query(PRESETS[name].experiment.to_query())) == name


@pytest.mark.parametrize("family", FAMILIES.values())
def test_the_first_preset_of_a_family_is_the_page_that_opens(family: Family) -> None:
    assert name_of(default_of(family.config)) == next(iter(presets_of(family)))


def test_the_path_leads_through_every_preset_and_back() -> None:
    path = ["sigmoid"]
    while (following := after(path[-1])) != path[0]:
        path.append(following)
    assert path == list(PRESETS)


@pytest.mark.parametrize("family", FAMILIES.values())
def test_an_experiment_of_ones_own_is_no_preset(family: Family) -> None:
    assert name_of(default_of(family.config).replace(seed=1)) is None


def test_every_preset_is_of_one_family() -> None:
    assert [name for family in FAMILIES.values() for name in presets_of(family)] == list(PRESETS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_asks_says_where_to_look_answers_and_leads_on(language: str) -> None:
    found = {key: text for key, text in texts(language).items() if key.startswith("preset.")}
    assert set(found) == {f"preset.{name}.{part}" for name in PRESETS for part in ENDS}
    wrong = [key for key, text in found.items() if not text.endswith(ENDS[key.rpartition(".")[2]])]
    assert wrong == []
    labels = [text for key, text in found.items() if key.endswith(".label")]
    assert len(set(labels)) == len(labels)
    assert max(map(len, labels)) <= LONGEST_LABEL


def test_a_step_that_is_not_there_yet_shows_nothing() -> None:
    start = trained("sigmoid").rows(slice(0, 10))
    for claim in (Claim("loss", step=10), Verdict("vanishing", step=10)):
        assert math.isnan(float(measured(claim, start)))
        assert not holds(claim, start)
    assert math.isnan(float(measured(Claim("loss"), LayeredTrace.empty(Experiment()))))


def test_layers_have_no_quantities_of_time() -> None:
    for quantity in ("reach", "cell_reach", "solved_lag", "cell_decades"):
        assert math.isnan(float(measured(Claim(quantity), trained("sigmoid"))))
