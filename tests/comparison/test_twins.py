"""Twins: what differs, whether it is fair, the link, and what every ready comparison must show."""

import dataclasses

import numpy as np
import pytest

from gradflow.comparison.twins import LONGEST, MOST, READY, differing, read, texts_of, to_query, unfair, varied
from gradflow.engine.train import begin_training
from gradflow.experiment import Experiment, default_of
from gradflow.networks import FAMILIES, MLP, RNN

E = Experiment()


@pytest.mark.parametrize("family", FAMILIES.values())
def test_varying_a_field_makes_exactly_that_field_differ(family):
    base = default_of(family.config)
    for name, described in base.described().items():
        if not base.reads(name) or len(getattr(described.rule, "options", "some")) == 1:
            continue
        group = varied(base, name, MOST)
        assert group[0] == base and len(group) > 1, name
        assert differing(group) == (name,)
        assert len(set(group)) == len(group) <= MOST


def test_a_field_nobody_reads_differs_for_nobody():
    assert differing([E, E.replace(leaky_slope=0.5)]) == ()
    assert differing([E, E.replace(leaky_slope=0.5, activation="leaky_relu")]) == ("activation", "leaky_slope")


def test_changes_in_mid_run_are_a_difference():
    assert differing([E, E.with_change(5, learning_rate=0.01)]) == ("changes",)


@pytest.mark.parametrize("name", ["task", "seed", "batch_size"])
def test_other_data_or_another_order_is_not_fair(name):
    assert unfair(varied(E, name, 2)) == (name,)


@pytest.mark.parametrize("name", ["initializer", "normalization", "depth", "learning_rate", "steps"])
def test_a_knob_of_the_network_or_of_training_is_fair(name):
    assert unfair(varied(E, name, 2)) == ()


@pytest.mark.parametrize("name", READY)
def test_the_link_holds_all_of_them(name):
    assert read(texts_of(READY[name])) == (READY[name], [])
    assert to_query(READY[name]).count("twin=") == len(READY[name])


def test_the_longest_twin_fits_into_a_link():
    steps = dataclasses.replace(E, steps=20_000)
    for made in range(20):
        steps = steps.with_change(10_000 + made, normalization="batch")
    assert len(steps.to_query()) < LONGEST


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("depth=1000", "unknown"),
        ("colour=red", "unknown"),
        ("network=gan", "unknown"),
        ("network=rnn", "kinds"),
        ("task=own-0123", "elsewhere"),
        ("depth=" + "2" * LONGEST, "long"),
    ],
)
def test_one_bad_twin_leaves_the_rest(text, why):
    good, [wrong] = read(["network=mlp", text, "depth=7"])
    assert good == (E, E.replace(depth=7))
    assert (wrong.number, wrong.why) == (2, why)


def test_a_link_of_too_many_is_cut():
    good, [wrong] = read([f"depth={depth}" for depth in range(2, 12)])
    assert [each.network.depth for each in good] == [2, 3, 4, 5] and wrong.why == "many"


# decades between the first and the last twin at layer 1 (time step 1), at the first step
APART = {
    "normalization": (12, 13),
    "initializer": (4, 5),
    "activation": (10, 14),
    "connection": (7, 9),
    "clipping": (0, 0),
    "cell": (6, 10),
    "forget_bias": (4, 7),
    "recurrent_initializer": (8, 13),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", READY)
def test_every_ready_comparison_differs_in_one_knob_and_shows_what_it_must(name):
    group = READY[name]
    assert differing(group) == (name,) and unfair(group) == () and len(group) <= MOST
    first, last = (begin_training(each).advance(2) for each in (group[0], group[-1]))
    low, high = APART[name]
    assert low <= np.log10(last.signal_rms[0, 0] / first.signal_rms[0, 0]) <= high
    assert (first.first_non_finite() is not None) == (name == "clipping")
    assert last.first_non_finite() is None


def test_there_are_comparisons_of_both_kinds():
    assert {type(group[0].network) for group in READY.values()} == {MLP, RNN}
