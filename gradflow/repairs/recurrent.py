"""Broken recurrent networks, in the order of the shop. Their words are in repairs.toml."""

from collections.abc import Mapping

from gradflow.experiment import Experiment, default_of
from gradflow.networks import RNN
from gradflow.presets.claim import Claim
from gradflow.presets.recurrent import ROTATION
from gradflow.repairs.repair import Repair


def _network(**values: object) -> Experiment:
    return default_of(RNN).replace(**values)


RECURRENT: Mapping[str, Repair] = {
    "forgetful": Repair(  # σ(-2) a time step: e⁻¹ of the cell's state is left after half a step
        _network(cell="lstm", forget_bias=-2.0, steps=100),
        goal=(Claim("held_out_accuracy", low=0.9),),
        changes=2,
        keeps=(),
        ways=({"forget_bias": 3.0}, {"cell": "linear", "recurrent_initializer": "orthogonal"}),
    ),
    "stretching": Repair(  # 1.2⁵⁹: 4.7 decades
        _network(**ROTATION, spectral_radius=1.2, learning_rate=0.1, steps=150),
        goal=(Claim("held_out_accuracy", low=0.9),),
        changes=2,
        keeps=("cell",),
        ways=({"clipping": "norm"}, {"spectral_radius": 1.0, "learning_rate": 0.001}),
    ),
}
