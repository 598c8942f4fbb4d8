"""An experiment as JSON comes back as it was, and what is wrong in it is named."""

import json

import pytest

from gradflow import MLP, RNN, Experiment
from gradflow.experiment import default_of, described_fields
from gradflow.export import from_json, to_json

CHANGED = (
    Experiment(task="moons", network=MLP(depth=7, tied=True, gain=1.5), epsilon=1e-5, steps=100)
    .with_change(60, normalization="batch", epsilon=None)
    .with_change(20, learning_rate=0.025, skip_length=3)
)
RECURRENT = Experiment("sine", RNN("gru", 16, 40, loss_at="every"), "adam", batch_size=32, steps=100)
CASES = {
    "default": Experiment(),
    "changed": CHANGED,
    "recurrent default": default_of(RNN),
    "recurrent changed": RECURRENT.with_change(20, window=5, normalization="layer"),
}


@pytest.mark.parametrize("experiment", CASES.values(), ids=CASES)
def test_there_and_back(experiment):
    assert from_json(to_json(experiment)) == experiment


def test_every_field_is_there_by_name():
    values = json.loads(to_json(CHANGED))
    assert set(values) == {"format", "network", *described_fields(), "changes"}
    assert values["changes"][0] == {"step": 20, "name": "learning_rate", "value": 0.025}


def test_what_is_left_out_has_its_default():
    assert from_json('{"depth": 5.0}') == Experiment().replace(depth=5)
    assert from_json('{"network": "rnn", "cell": "lstm"}') == default_of(RNN).replace(cell="lstm")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("depth: 5", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[5]", "not an experiment"),
        ("5", "not an experiment"),
        ('{"depth": 1000}', "depth = 1000: allowed is a whole number from 1 to 100"),
        ('{"gain": NaN}', "gain = nan"),
        ('{"gain": true, "width": "64"}', "gain = True.*width = '64'"),
        ('{"deep": 5}', "deep: no such field"),
        ('{"activation": ["relu"]}', "activation = "),
        ('{"network": {"depth": 5}}', "network = {'depth': 5}: allowed is one of mlp, rnn, cnn"),
        ('{"network": "transformer", "depth": 5}', "^network = 'transformer': allowed is one of mlp, rnn, cnn$"),
        ('{"network": "rnn", "depth": 5}', "depth: an RNN has no such field; an MLP or a CNN has"),
        ('{"cell": "gru"}', "cell: an MLP has no such field; an RNN has"),
        ('{"changes": {"60": "relu"}}', "changes: allowed is a list"),
        ('{"changes": [[60, "gain", 2]]}', "changes: allowed is a list"),
        ('{"changes": [{"step": 60}]}', "changes: allowed is a list"),
        ('{"changes": [{"step": 60, "name": ["l2"], "value": 0.1}]}', "changes: allowed is a list"),
        ('{"changes": [{"step": 60, "name": "deep", "value": 2}]}', "step 60: deep: no such field"),
        ('{"changes": [{"step": 60, "name": "depth", "value": 2}]}', "change of depth: it starts a new run"),
        ('{"changes": [{"step": 60.0, "name": "l2", "value": 0.1}]}', "change at step 60.0"),
        ('{"depth": 0, "changes": [{"step": 60, "name": "l2", "value": 7}]}', "depth = 0.*step 60: l2 = 7"),
    ],
)
def test_what_is_wrong_is_named(text, complaint):
    with pytest.raises(ValueError, match=complaint):
        from_json(text)
