"""Lesson 12: what truncation cuts and what it does not, orthogonal starts, and what an LSTM does not promise."""

from gradflow.experiment import default_of
from gradflow.lessons.course.cliff import EDGE
from gradflow.lessons.lesson import Card, Contrast, Exercise, Item, Lesson, Look, Misconception, Trial
from gradflow.lessons.prompt import Choose, Estimate, Mistaken, Option, Sketch
from gradflow.networks import RNN

TANH = default_of(RNN).replace(hidden_size=32, sequence_length=20, batch_size=32)
CUT = TANH.replace(window=5)
ROTATION = TANH.replace(cell="linear", recurrent_initializer="orthogonal")
GLOROT = {"initializer": "glorot_uniform", "recurrent_initializer": "glorot_uniform"}
LSTM = TANH.replace(cell="lstm", forget_bias=5.0)
LARGE = LSTM.replace(sequence_length=60, **GLOROT)
TINY = {"initializer": "normal", "recurrent_initializer": "normal", "init_scale": 1e-4}
LATCHED = EDGE.replace(clipping="norm")

SILENT = Estimate(reads="silent_layers", low=0, high=30, within=1, unit="time_steps")
ANSWERED = Choose(
    reads="held_out_accuracy",
    at=100,
    options=(
        Option("chance", high=0.25),
        Option("half", 0.35, 0.65),
        Option("most", low=0.85),
    ),
)

PROMISES = Lesson(
    name="promises",
    minutes=14,
    goals=3,
    builds_on=("gates", "cliff"),
    exercises=(
        Exercise(
            "cut",
            "cut",
            CUT,
            SILENT,
            Contrast(
                {"loss_at": "every"},
                Choose(
                    reads="silent_layers",
                    options=(Option("none", -1, 1), Option("some", 3, 12), Option("same", 14, 16)),
                ),
            ),
            Look(layer=15),
        ),
        Exercise(
            "beyond",
            "cut",
            ROTATION.replace(window=5),
            ANSWERED,
            Contrast({"spectral_radius": 0.5}, ANSWERED, Look("reach")),
            Look("reach"),
        ),
        Exercise(
            "start",
            "start",
            ROTATION,
            Choose(
                reads="signal_decades",
                at=100,
                options=(
                    Option("level", -0.3, 0.3, true_with={"learning_rate": 1e-6}),
                    Option("fades", high=-1, true_with={"cell": "sigmoid"}),
                    Option("grows", low=1.2),
                ),
            ),
            Contrast(
                {"learning_rate": 1e-5},
                Choose(
                    reads="signal_decades",
                    at=100,
                    options=(Option("level", -0.3, 0.3), Option("fades", high=-1), Option("grows", low=1.2)),
                ),
            ),
            Look("spectrum"),
        ),
        Exercise(
            "grows",
            "lstm",
            LARGE,
            Sketch(reads="cell_signal", low=-8, high=8, mistaken=(Mistaken("gate", changes=TINY),)),
            Contrast(
                {"sequence_length": 200},
                Estimate(reads="cell_decades", low=-10, high=20, within=1, decades=True),
                Look("gates"),
            ),
            Look("gates", layer=1),
        ),
        Exercise(
            "arrives",
            "enough",
            LSTM.replace(task="parity"),
            Choose(
                reads="held_out_accuracy",
                at=100,
                options=(Option("guessing", 0.35, 0.62), Option("better", 0.66, 0.8), Option("most", low=0.9)),
            ),
            Contrast({"task": "recall"}, ANSWERED, Look("reach")),
            Look("reach"),
        ),
        Exercise(
            "holds",
            "enough",
            LATCHED,
            Estimate(reads="reach", low=0, high=49, within=5, at=60, unit="time_steps"),
            Contrast(
                {"window": 10},
                Choose(
                    reads="held_out_loss",
                    at=60,
                    options=(Option("solved", high=0.1), Option("partly", 0.2, 0.8), Option("lost", 0.9, 1.1)),
                ),
                Look("reach"),
            ),
            Look("reach", layer=50),
        ),
    ),
    misconception=Misconception(
        "farther",
        "cut",
        (
            Trial(CUT, "solved_lag", high=4, at=100, look=Look("reach")),
            Trial(ROTATION.replace(window=5), "solved_lag", high=4, at=100, look=Look("reach")),
        ),
    ),
    items=(
        Item("window", "cut", TANH.replace(sequence_length=30, window=10), SILENT, Look(layer=20)),
        Item(
            "identity",
            "start",
            TANH.replace(
                cell="relu", recurrent_initializer="identity", initializer="normal", init_scale=0.05, sequence_length=60
            ),
            Choose(
                reads="signal_decades",
                options=(
                    Option("gone", high=-5, true_with={"recurrent_initializer": "glorot_uniform"}),
                    Option("level", -1, 0.5),
                    Option("grows", low=3, true_with={"spectral_radius": 1.2}),
                ),
            ),
        ),
        Item(
            "he",
            "lstm",
            LSTM.replace(
                sequence_length=60, forget_bias=3.0, initializer="he_normal", recurrent_initializer="he_normal"
            ),
            Choose(
                reads="cell_decades",
                options=(
                    Option("formula", -1.6, -0.9, true_with=TINY),
                    Option("level", -0.4, 0.4),
                    Option("grows", low=0.8),
                ),
            ),
            Look("gates"),
        ),
        Item(
            "held",
            "enough",
            LATCHED.replace(sequence_length=30),
            Choose(
                reads="signal_decades",
                at=60,
                options=(Option("level", -1, 1), Option("some", -3.5, -1.5), Option("gone", high=-5)),
            ),
            Look("reach"),
        ),
    ),
    card=Card(
        r"\text{reach of the signal} \;\ne\; \text{reach of the memory}",
        LATCHED,
    ),
)
