"""Lesson 10: what a gate carries, and for how long."""

from gradflow.experiment import default_of
from gradflow.lessons.lesson import Card, Contrast, Exercise, Item, Lesson, Look, Misconception, Trial
from gradflow.lessons.prompt import Choose, Estimate, Mistaken, Option, Sketch
from gradflow.networks import RNN

LSTM = default_of(RNN).replace(cell="lstm", hidden_size=32, batch_size=32)  # 60 time steps, forget bias 1
TINY = {"initializer": "normal", "recurrent_initializer": "normal", "init_scale": 1e-4}
ALONE = LSTM.replace(**TINY)  # nothing but the forget gate
GRU = LSTM.replace(cell="gru")

OPEN = Estimate(reads="carry_opening", low=0, high=1, within=0.07)
LEARNED = Choose(
    reads="held_out_accuracy",
    at=100,
    options=(Option("chance", high=0.25), Option("half", 0.35, 0.6), Option("most", low=0.7)),
)

GATES = Lesson(
    name="gates",
    minutes=12,
    goals=3,
    builds_on=("again",),
    exercises=(
        Exercise(
            "opening",
            "gate",
            LSTM.replace(forget_bias=0.0),
            OPEN,
            Contrast({"forget_bias": 3.0}, OPEN, Look("gates")),
            Look("gates"),
        ),
        Exercise(
            "half",
            "half_life",
            ALONE,
            Estimate(reads="cell_half_life", low=0, high=120, within=1.5, unit="time_steps"),
            Contrast(
                {"forget_bias": 3.0},
                Estimate(reads="cell_half_life", low=0, high=120, within=4, unit="time_steps"),
                Look("gates"),
            ),
            Look("gates", layer=60),
        ),
        Exercise(
            "way",
            "ways",
            LSTM.replace(forget_bias=0.0),
            Sketch(reads="cell_signal", low=-20, mistaken=(Mistaken("gate", changes=TINY),)),
            Contrast(
                {"forget_bias": 3.0},
                Choose(
                    reads="cell_decades",
                    options=(
                        Option("formula", -1.6, -0.9, true_with=TINY),
                        Option("level", -0.4, 0.4),
                        Option("grows", low=0.6),
                    ),
                ),
                Look("gates", layer=1),
            ),
            Look("gates", layer=1),
        ),
        Exercise(
            "learns",
            "remembers",
            LSTM.replace(forget_bias=3.0),
            LEARNED,
            Contrast({"forget_bias": 1.0}, LEARNED, Look("reach")),
            Look("reach"),
        ),
        Exercise(
            "gru",
            "ways",
            GRU.replace(forget_bias=3.0),
            Estimate(reads="signal_decades", low=-20, high=3, within=0.7, decades=True),
            Contrast(
                {"cell": "tanh"},
                Choose(
                    reads="signal_decades",
                    options=(
                        Option("alike", -2.5, 0, true_with={"recurrent_initializer": "orthogonal", "gain": 0.5}),
                        Option("some", -7, -4, true_with={"sequence_length": 20}),
                        Option("gone", high=-11),
                    ),
                ),
                Look("gates"),
            ),
            Look("gates"),
        ),
    ),
    misconception=Misconception(
        "immune",
        "gate",
        (
            Trial(LSTM.replace(forget_bias=3.0), "cell_decades", low=-2, look=Look("gates")),
            Trial(LSTM.replace(forget_bias=0.0), "cell_decades", low=-2, look=Look("gates")),
        ),
    ),
    items=(
        Item("shut", "gate", LSTM.replace(forget_bias=-1.0), OPEN, Look("gates")),
        Item(
            "five",
            "half_life",
            ALONE.replace(forget_bias=5.0),
            Choose(
                reads="cell_half_life",
                options=(
                    Option("eleven", 5, 13),
                    Option("quarter", 16, 40),
                    Option("hundred", 80, 130),
                ),
            ),
            Look("gates"),
        ),
        Item(
            "two",
            "ways",
            ALONE.replace(forget_bias=2.0),
            Estimate(reads="cell_decades", low=-20, high=3, within=0.8, decades=True),
            Look("gates"),
        ),
        Item("short", "remembers", LSTM.replace(sequence_length=5), LEARNED, Look("reach")),
    ),
    card=Card(
        r"c_t = f_t \odot c_{t-1} + i_t \odot g_t, \qquad"
        r" \frac{\partial c_T}{\partial c_0} \approx \sigma(b)^T, \qquad \sigma(3)^{14} \approx \tfrac12",
        ALONE.replace(forget_bias=3.0),
    ),
)
