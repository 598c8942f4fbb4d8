"""Broken layered networks, in the order of the shop. Their words are in repairs.toml."""

from collections.abc import Mapping

from gradflow.experiment import Experiment
from gradflow.presets.claim import Claim
from gradflow.repairs.repair import Repair


def _network(**values: object) -> Experiment:
    return Experiment().replace(steps=200, **values)


_RELU = {"activation": "relu", "initializer": "he_normal"}
_GROWS = _RELU | {"connection": "residual", "depth": 30, "learning_rate": 0.02}  # √2 a block: 4.4 decades in 29

# The bounds lie well below what the ways reach over several seeds, and well above what the broken network does.
LAYERED: Mapping[str, Repair] = {
    "vanishing": Repair(
        _network(),
        goal=(Claim("held_out_accuracy", low=0.8),),
        changes=1,
        keeps=("activation",),
        ways=({"normalization": "batch"}, {"connection": "residual"}, {"connection": "rezero"}),
    ),
    "symmetric": Repair(
        _network(activation="tanh", initializer="constant", depth=3),
        goal=(Claim("held_out_accuracy", low=0.9),),
        changes=1,
        keeps=("activation",),
        ways=({"initializer": "glorot_normal"}, {"initializer": "orthogonal"}),
    ),
    "dead": Repair(
        _network(**_RELU, depth=5, optimizer="adam", learning_rate=0.1),
        goal=(Claim("dead_in_worst_layer", high=0.35), Claim("held_out_accuracy", low=0.85)),
        changes=1,
        keeps=("activation",),
        ways=({"learning_rate": 0.001}, {"optimizer": "sgd"}, {"normalization": "batch"}),
    ),
    "exploding": Repair(
        _network(**_GROWS),
        goal=(Claim("held_out_accuracy", low=0.8),),
        changes=1,
        keeps=("activation", "connection"),
        ways=({"branch_scale": 0.18}, {"normalization": "batch"}, {"normalization": "layer"}),
    ),
    "clipped": Repair(
        _network(**_GROWS, clipping="norm"),
        goal=(Claim("activation_decades", high=1.0), Claim("held_out_accuracy", low=0.75)),
        changes=1,
        keeps=("activation", "connection", "clipping"),
        ways=({"branch_scale": 0.18}, {"normalization": "layer"}),
    ),
    "later": Repair(
        _network(**_RELU, learning_rate=1.0),
        goal=(Claim("held_out_accuracy", low=0.6),),
        changes=2,
        keeps=("activation", "initializer", "normalization", "connection"),
        ways=({"clipping": "norm", "max_norm": 0.1}, {"learning_rate": 0.05}),
    ),
    "chaos": Repair(
        _network(activation="tanh", gain=4.0),
        goal=(Claim("signal_decades", high=2.0, step=0), Claim("held_out_accuracy", low=0.8)),
        changes=1,
        keeps=("activation",),
        ways=({"gain": 1.0}, {"normalization": "batch"}),
    ),
    "underflow": Repair(  # 0.65 decades a layer, and float16's smallest number is 6e-8
        _network(depth=10, optimizer="adam", learning_rate=0.003, epsilon=1e-16, precision="float16"),
        goal=(Claim("silent_layers", high=0), Claim("loss", high=2.15)),
        changes=1,
        keeps=("activation", "precision"),
        ways=({"loss_scale": 4096}, {"normalization": "batch"}, {"connection": "residual"}),
    ),
    "first_step": Repair(  # √(π/(π - 1)) a layer
        _network(**_RELU, normalization="batch", depth=50),
        goal=(Claim("first_update_ratio", high=1.0, step=0), Claim("held_out_accuracy", low=0.8)),
        changes=1,
        keeps=("activation", "normalization"),
        ways=({"connection": "residual"}, {"connection": "rezero"}),
    ),
}
