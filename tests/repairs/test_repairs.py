"""Every network of the repair shop is broken, and every way that is known mends it."""

from functools import lru_cache

import pytest

from gradflow.engine.train import train
from gradflow.experiment import Experiment
from gradflow.presets import measured
from gradflow.repairs import REPAIRS, inspect
from gradflow.repairs.price import price
from gradflow.text import LANGUAGES, Words, texts
from gradflow.trace import Trace

WAYS = [(name, way) for name, repair in REPAIRS.items() for way in repair.ways]
SYMPTOMS = 8  # at least so many kinds are wanted


@lru_cache
def run(experiment: Experiment) -> Trace:
    return train(experiment)


@pytest.mark.slow
@pytest.mark.parametrize("name", REPAIRS)
def test_it_is_broken(name: str):
    repair = REPAIRS[name]
    found = inspect(repair, repair.broken, run(repair.broken))
    assert found.ended and found.allowed and not found.changed and not all(found.shown)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "way"), WAYS, ids=[f"{name}-{'-'.join(way)}" for name, way in WAYS])
def test_a_known_way_mends_it(name: str, way: dict[str, object]):
    repair = REPAIRS[name]
    trace = run(mended := repair.broken.replace(**way))
    found = inspect(repair, mended, trace)
    assert found.repaired, [(claim, measured(claim, trace)) for claim in repair.goal]
    assert set(found.changed) == set(way) and found.left == repair.changes - len(way)


@pytest.mark.parametrize("name", REPAIRS)
def test_there_are_two_ways_that_differ_in_more_than_a_number(name: str):
    ways = REPAIRS[name].ways
    assert len(ways) >= 2
    choices = {(field, value if isinstance(value, str) else "") for way in ways for field, value in way.items()}
    assert len(choices) >= 2


def test_there_are_enough():
    assert len(REPAIRS) >= SYMPTOMS


def test_more_changes_than_allowed_repair_nothing():
    repair = REPAIRS["vanishing"]
    trace = run(repair.broken.replace(normalization="batch"))
    both = repair.broken.replace(normalization="batch", connection="residual")
    found = inspect(repair, both, trace)
    assert found.left == -1 and not found.allowed and not found.repaired


def test_what_is_to_stay_stays():
    repair = REPAIRS["vanishing"]
    found = inspect(repair, repair.broken.replace(depth=3), run(repair.broken))
    assert found.forbidden == ("depth",) and not found.allowed
    assert repair.stays("activation") and repair.stays("steps") and not repair.stays("normalization")


def test_a_change_that_nothing_reads_is_none():
    repair = REPAIRS["vanishing"]
    assert repair.changed(repair.broken.replace(max_norm=0.1)) == ()


def test_a_change_in_mid_run_counts():
    repair = REPAIRS["vanishing"]
    assert repair.changed(repair.broken.with_change(step=50, normalization="batch")) == ("normalization",)


def test_it_is_not_repaired_before_its_steps_are_over():
    repair = REPAIRS["vanishing"]
    mended = repair.broken.replace(normalization="batch")
    assert not inspect(repair, mended, run(mended).rows(slice(150))).repaired


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPAIRS)
def test_every_repair_has_its_words(name: str, language: str):
    words = texts(language)
    assert all(f"repair.{name}.{part}" in words for part in ("label", "symptom", "cause"))
    assert all(f"repair.goal.{claim.quantity}" in words for claim in REPAIRS[name].goal)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "way"), WAYS, ids=[f"{name}-{'-'.join(way)}" for name, way in WAYS])
def test_every_remedy_of_a_way_has_its_price(name: str, way: dict[str, object], language: str):
    changed = REPAIRS[name].broken.replace(**way)
    assert all(price(field, changed, Words(language)) for field in way)
