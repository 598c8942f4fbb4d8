"""Asked: set-ups that people met and asked about in public. What is wrong is said by a run, after the learner."""

from collections.abc import Sequence

from gradflow.casebook import set_ups as s
from gradflow.casebook.case import Case
from gradflow.casebook.reading import Bound, Reading, above, below, explodes, near, passes, vanishes
from gradflow.casebook.rule import among
from gradflow.casebook.set_ups import in_time, layers, relu
from gradflow.experiment import Experiment

NORMAL_1 = {"initializer": "normal", "init_scale": 1.0, "depth": 10}
XOR = layers(task="xor", width=8, depth=2, batch_size=128)
MILD = Bound(Reading("signal_decades", step=0), -3.0, -0.4)
HARDLY = above("signal_decades", -0.4, step=0)
HEARD = below("silent_layers", 0.5, step=0)  # by every layer
SATURATED = above("saturated", 0.3, step=0)
LEARNS = above("held_out_accuracy", 0.8)
FAILS = below("held_out_accuracy", 0.7)


def asked(
    name: str,
    topic: str,
    source: str,
    key: str,
    runs: Experiment | Sequence[Experiment],
    **answers: Bound | tuple[Bound, ...],
) -> Case:
    """answers: what the trouble may be, each with the bounds by which a run shows it."""
    rule = among({name: (bounds,) if isinstance(bounds, Bound) else bounds for name, bounds in answers.items()})
    experiments = (runs,) if isinstance(runs, Experiment) else tuple(runs)
    return Case(f"asked.{name}", "asked", topic, source, key, experiments, rule)


FLOW = {"vanishing": vanishes(), "passes": passes(), "exploding": explodes()}
SIZED = {"vanishing": vanishes(), "mild": MILD, "level": HARDLY}
SLOPES = {
    "vanishing": vanishes(),
    "saturated": (passes(), SATURATED),
    "exploding": above("signal_decades", 2.0, step=0),
}

QUESTIONS = (
    asked("sigmoid_four", "signal", "ai.stackexchange 16557", "mild", layers(depth=4), **SIZED),
    asked(
        "more_layers",
        "signal",
        "Nielsen, chapter 5",
        "hurts",
        (layers(depth=1, initializer="lecun_normal"), layers(depth=4, initializer="lecun_normal")),
        helps=above("held_out_accuracy", 0.05, run=1, less=0),
        same=near("held_out_accuracy", 0.0, 0.05, run=1, less=0),
        hurts=below("held_out_accuracy", -0.05, run=1, less=0),
    ),
    asked(
        "tanh_fifty", "activation", "laitimes", "mild", s.TANH.replace(initializer="lecun_normal", depth=50), **SIZED
    ),
    asked(
        "small_tanh",
        "weights",
        "CS231n",
        "vanishing",
        layers(activation="tanh", initializer="normal", init_scale=0.028, depth=10),
        **SLOPES,
    ),
    asked("large_tanh", "weights", "CS231n", "exploding", layers(activation="tanh", **NORMAL_1), **SLOPES),
    asked("large_sigmoid", "weights", "Géron", "saturated", layers(**NORMAL_1), **SLOPES),
    asked(
        "default_weights",
        "weights",
        "pytorch 15314",
        "vanishing",
        relu(initializer="torch_uniform"),
        vanishing=(vanishes(), below("dead_in_worst_layer", 0.9, step=0)),
        dead=above("dead_in_worst_layer", 0.9, step=0),
        exploding=explodes(),
    ),
    asked("residual_fifty", "connection", "residual networks", "exploding", s.RELU_RESIDUAL.replace(depth=50), **FLOW),
    asked("batch_fifty", "normalization", "kyleluther.github.io 2020", "exploding", s.RELU_BATCH, **FLOW),
    asked(
        "zero_weights",
        "weights",
        "stats.stackexchange 316898",
        "blocked",
        layers(initializer="zeros", depth=3),
        vanishing=(vanishes(), HEARD),
        passes=(passes(), HEARD),
        blocked=above("silent_layers", 0.5, step=0),
    ),
    asked(
        "equal_weights",
        "weights",
        "stats.stackexchange 316898",
        "symmetric",
        layers(initializer="constant", depth=3),
        vanishing=vanishes(),
        symmetric=(passes(), FAILS),
        learned=(passes(), LEARNS),
    ),
    asked(
        "xor_sigmoid",
        "optimizer",
        "Cross Validated",
        "plateau",
        XOR.replace(initializer="uniform", init_scale=0.5),
        vanishing=(vanishes(), above("loss", 0.6)),
        plateau=(passes(), above("loss", 0.6)),
        learned=below("loss", 0.3),
    ),
    asked(
        "xor_relu",
        "activation",
        "juejin 7449652882648940555",
        "learned",
        XOR.replace(activation="relu", initializer="he_normal", optimizer="adam", learning_rate=0.01, depth=1),
        dead=above("dead_in_worst_layer", 0.9),
        plateau=(below("dead_in_worst_layer", 0.9), FAILS),
        learned=(below("dead_in_worst_layer", 0.9), LEARNS),
    ),
    asked(
        "raw_inputs",
        "activation",
        "stats.stackexchange 450100",
        "alive",
        layers(task="curve", activation="relu", depth=1),
        dead=above("dead_in_worst_layer", 0.9),
        alive=below("dead_in_worst_layer", 0.5),
    ),
    asked(
        "large_step",
        "optimizer",
        "datascience.stackexchange 18667",
        "step_size",
        layers(activation="relu", depth=2, gain=10.0, learning_rate=1.0),
        vanishing=vanishes(),
        step_size=(passes(), above("first_update_ratio", 0.1, step=0)),
        passes=(passes(), below("first_update_ratio", 0.1, step=0)),
    ),
    asked(
        "relu_too_large",
        "weights",
        "Stack Overflow",
        "exploding",
        layers(activation="relu", initializer="normal", init_scale=0.4, depth=10),
        vanishing=vanishes(),
        dead=above("dead_in_worst_layer", 0.9, step=0),
        exploding=(above("signal_decades", 2.0, step=0), below("dead_in_worst_layer", 0.9, step=0)),
    ),
    asked(
        "half_precision",
        "numbers",
        "discuss.pytorch 1765, 137434",
        "precision",
        layers(precision="float16", optimizer="adam", learning_rate=0.003, depth=10),
        precision=above("silent_layers", 0.5, step=0),
        vanishing=(HEARD, vanishes()),
        passes=(HEARD, passes()),
    ),
    asked(
        "lstm_or_tanh",
        "time",
        "stats.stackexchange 340898",
        "tanh_farther",
        (
            in_time(initializer="lecun_normal", recurrent_initializer="orthogonal"),
            in_time(cell="lstm", forget_bias=0.0),
        ),
        lstm_farther=above("reach", 5.0, run=1, less=0, step=0),
        same=near("reach", 0.0, 5.0, run=1, less=0, step=0),
        tanh_farther=below("reach", -5.0, run=1, less=0, step=0),
    ),
    asked(
        "forget_bias",
        "time",
        "discuss.pytorch 21588",
        "forgets",
        s.LSTM,
        remembers=above("reach", 50.0, step=0),
        forgets=(below("reach", 50.0, step=0), below("signal_decades", 2.0, step=0)),
        exploding=above("signal_decades", 2.0, step=0),
    ),
)
