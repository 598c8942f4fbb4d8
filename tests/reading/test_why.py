"""Why it changed: what a change did to the signal, factor by factor, told from two runs of one seed."""

import numpy as np
import pytest

import gradflow
from gradflow.diagnosis.chain import chain_of
from gradflow.experiment import Experiment, default_of
from gradflow.networks import RNN
from gradflow.parts.connections import CONNECTIONS
from gradflow.reading import headline, verdicts, why
from gradflow.text import LANGUAGES, Words

DEFAULT = Experiment(steps=3).replace(width=32)


def told(changes, base=DEFAULT, language="en"):
    return why(gradflow.train(base.replace(**changes)), gradflow.train(base), Words(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_relu_and_he_are_told_by_their_factors(language):
    changes = {"activation": "relu", "initializer": "he_normal"}
    said, words = told(changes, language=language), Words(language)
    chains = [chain_of(gradflow.train(each), 0) for each in (DEFAULT.replace(**changes), DEFAULT)]
    for chain in chains:
        for part in (chain.weights, chain.slopes, chain.total):
            assert f"×{10 ** part.mean():.2f}" in said
    assert words.set_to("activation", "relu") in said and words.set_to("initializer", "he_normal") in said


def test_what_a_normalization_does_is_told_with_the_slope():
    assert "slope and normalization now leave" in told({"normalization": "batch"})
    assert "the slope now leaves" in told({"activation": "tanh"})


@pytest.mark.parametrize("changes", [{"connection": "residual"}, {"normalization": "batch", "connection": "residual"}])
def test_a_skip_is_told_by_what_a_whole_layer_does(changes):
    """What comes past the weights belongs to no factor: by their parts a branch made smaller would leave more."""
    said = told(changes)
    assert "one layer back now leaves ×" in said and "slope" not in said


@pytest.mark.parametrize(("language", "on_steps"), [("en", "acts on the steps"), ("zh", "影响的是更新")])
def test_what_a_normalization_takes_out_again_is_not_said_to_act_on_the_steps(language, on_steps):
    normalized = DEFAULT.replace(normalization="batch")
    said = told({"gain": 10.0}, normalized, language)
    assert on_steps not in said and Words(language)("why.sized_anew").strip() in said
    assert on_steps in told({"learning_rate": 0.02}, normalized, language)


@pytest.mark.slow
@pytest.mark.parametrize("connection", [name for name in CONNECTIONS if name != "plain"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_factor_is_told_that_is_not_a_number(connection, language):
    said = told({"connection": connection}, language=language)
    assert said and "∞" not in said and "nan" not in said


def test_clipping_that_never_acted_says_so():
    said = told({"clipping": "norm", "max_norm": 100.0})
    assert "changed nothing" in said and "100" in said


def test_clipping_that_acts_brings_no_signal_back():
    said = told({"clipping": "norm", "max_norm": 1e-6})
    assert "3 of 3 updates" in said and "the signal is what it was" in said


def test_a_learning_rate_acts_on_the_steps():
    said = told({"learning_rate": 0.02})
    assert "acts on the steps, not on the signal" in said


def test_luck_and_many_changes_at_once_are_no_cause():
    assert told({"seed": 1}) == told({"task": "moons"}) == told({}) == ""
    assert told({"activation": "relu", "initializer": "he_normal", "normalization": "batch", "gain": 2.0}) == ""


def test_over_time_one_factor_a_time_step():
    base = default_of(RNN).replace(steps=2, hidden_size=16, sequence_length=12)
    said = told({"cell": "lstm"}, base)
    after, before = (gradflow.train(each).signal_rms[0] for each in (base.replace(cell="lstm"), base))
    for row in (after, before):
        assert f"×{(float(row[0]) / float(row[-1])) ** (1 / 11):.2f}" in said
    assert "at training step 0, one time step back" in said
    assert said.count("along h") == 1  # of two runs, one has a way along c as well


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_remedies_that_explode_together_say_what_is_added(language, first):
    remedies = [{"activation": "relu", "initializer": "he_normal"}, {"connection": "residual"}]
    one, both = DEFAULT.replace(**remedies[first]), DEFAULT.replace(**remedies[0], **remedies[1])
    trace = gradflow.train(both)
    said = why(trace, gradflow.train(one), Words(language))
    a_layer = (float(trace.signal_rms[0, 0]) / float(trace.signal_rms[0, -1])) ** (2 / 19)
    assert a_layer == pytest.approx(2, rel=0.15)  # the skip's 1, and as much of a branch that keeps its size
    assert f"{a_layer - 1:.2f}" in said and f"{20**-0.5:.2f}" in said


def test_weights_too_large_for_relu_are_told_by_their_factor():
    he = DEFAULT.replace(activation="relu", initializer="he_normal")
    said = told({"gain": 10.0}, he)
    assert "the weights ×14" in said and "5·10¹⁸ times the signal" in said


def test_a_change_that_costs_right_answers_says_so():
    base = Experiment(steps=100).replace(depth=4, activation="tanh", learning_rate=0.1)
    assert "Right answers on held-out data by step 99" in told({"gain": 0.02}, base)


def test_a_gate_says_how_much_it_keeps_until_it_is_open():
    base = default_of(RNN).replace(steps=2, hidden_size=16, sequence_length=12)
    assert "σ(1) = 73%" in told({"cell": "gru"}, base)
    assert "σ" not in told({"forget_bias": 4.0}, base.replace(cell="gru"))


def test_normalization_takes_the_orthogonal_matrix_its_effect():
    base = default_of(RNN).replace(steps=1, recurrent_initializer="orthogonal")
    assert "an orthogonal matrix cannot make up for that" in told({"normalization": "layer"}, base)
    assert "orthogonal" not in told({"normalization": "layer"}, base.replace(recurrent_initializer="torch_uniform"))
    lost, kept = (gradflow.train(base.replace(normalization=n)).signal_rms[0] for n in ("layer", "none"))
    assert lost[0] / lost[-1] < kept[0] / kept[-1] / 10


def test_a_signal_of_exactly_zero_has_no_factor():
    dead = gradflow.train(DEFAULT.replace(initializer="zeros", activation="relu"))
    assert not np.any(dead.signal_rms[0, 0]) and why(dead, gradflow.train(DEFAULT), Words("en")) == ""


def answering(share, **changes):
    """A run of 40 steps that has come to so many right answers."""
    fields = {"initializer": "he_normal", "activation": "relu"} | changes
    trace = gradflow.train(DEFAULT.replace(steps=40, **fields))
    trace.held_out_accuracy[[19, 39]] = share
    return trace


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("share", "key"), [(0.88, "nothing"), (0.7, "answers"), (0.95, "answers")])
def test_a_change_that_brings_no_signal_and_no_answers_says_so(language, share, key):
    words, before = Words(language), answering(0.9)
    told = {"step": 39, "right": f"{share:.0%}", "right_before": "90%"}
    said = why(answering(share, connection="rezero"), before, words)
    for each in ("nothing", "answers"):
        assert said.endswith(words(f"why.{each}", **told)) == (each == key)


@pytest.mark.parametrize(("before", "now"), [(1.0, 1.1), (1.1, 1.0)])
def test_right_answers_are_told_wherever_both_are_known(before, now):
    past, present = (answering(share, gain=gain, learning_rate=0.01) for share, gain in ((0.5, before), (0.9, now)))
    said = Words("en")("why.answers", step=39, right="90%", right_before="50%")
    assert why(present, past, Words("en")).endswith(said)


@pytest.mark.parametrize(("share", "luck"), [(0.7, False), (0.88, True)])
def test_what_clipping_costs_is_told(share, luck):
    before, clipped = answering(0.9), answering(share, clipping="norm", max_norm=1e-3)
    told = {"step": 39, "right": f"{share:.0%}", "right_before": "90%"}
    said = Words("en")("why.answers", **told) + (Words("en")("why.luck") if luck else "")
    assert why(clipped, before, Words("en")).endswith(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_difference_that_chance_makes_is_called_so(language):
    words, before = Words(language), answering(0.9)
    for share, luck in ((0.92, True), (0.98, False)):
        assert (words("why.luck") in why(answering(share, learning_rate=0.02), before, words)) == luck


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("connection", "weakest"), [("u_skip", 8), ("input_skip", 2)])
def test_where_no_layer_has_the_average_factor_none_is_told(connection, weakest, language):
    """By mirrored skips the signal falls in the upper half as it does without, and grows in the lower as much."""
    words, plain = Words(language), DEFAULT.replace(depth=15, steps=30)
    trace = gradflow.train(plain.replace(connection=connection))
    found, said = gradflow.diagnose(trace), why(trace, gradflow.train(plain), words)
    assert int(trace.signal_rms[0].argmin()) + 1 == weakest and "×" not in said
    assert words("why.whole") in said
    assert verdicts(found, words).startswith(f"`{words('chip.of.by_skips')}`")
    assert words("headline.starved_inside", sentence="", layer=weakest, part="|").split("|")[1] in headline(
        found, None, words
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_healed_since_the_start_is_told_beside_the_start(language):
    words, before = Words(language), gradflow.train(DEFAULT)
    trace = gradflow.train(DEFAULT.replace(normalization="batch"))
    healed = trace.signal_rms[-1].copy()
    assert words("why.by_now", step=2, receives=words("why.whole")) not in why(trace, before, words)
    trace.signal_rms[-1] = healed[-1]
    trace.signal_rms[0, 0] = 1e5 * trace.signal_rms[0, -1]
    assert words("why.by_now", step=2, receives=words("why.whole")) in why(trace, before, words)
