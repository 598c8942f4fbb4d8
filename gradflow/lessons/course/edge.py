"""Lesson 13, for those who want the theory: order, chaos and the edge between them."""

from gradflow.experiment import Experiment
from gradflow.lessons.lesson import Card, Contrast, Exercise, Item, Lesson, Look, Misconception, Trial
from gradflow.lessons.prompt import Choose, Estimate, Mistaken, Option, Sketch

TANH = Experiment().replace(activation="tanh")  # 20 layers of 64 neurons, Glorot's weights
BIASED = TANH.replace(bias_gain=0.5)
TRAINED = TANH.replace(depth=30, learning_rate=0.02)

ALIKE = Choose(
    reads="activation_cosine",
    options=(Option("apart", -0.4, 0.35), Option("some", 0.45, 0.85), Option("same", low=0.95)),
)
LEARNED = (Option("chance", high=0.2), Option("half", 0.3, 0.6), Option("most", low=0.75))

EDGE = Lesson(
    name="edge",
    minutes=14,
    goals=3,
    builds_on=("signal", "weights"),
    exercises=(
        Exercise(
            "two_phases",
            "phases",
            TANH.replace(depth=50, gain=0.8),
            Sketch(
                reads="signal",
                low=-12,
                high=16,
                mistaken=(Mistaken("level", changes={"gain": 1.0}),),
            ),
            Contrast(
                {"gain": 2.0},
                Sketch(
                    reads="signal",
                    low=-12,
                    high=16,
                    mistaken=(Mistaken("identity", changes={"activation": "identity"}),),
                ),
                Look("chain"),
            ),
            Look(layer=25),
        ),
        Exercise("alike", "phases", BIASED, ALIKE, Contrast({"gain": 3.0}, ALIKE, Look(layer=20)), Look(layer=20)),
        Exercise(
            "biases",
            "edge",
            BIASED,
            Choose(
                reads="signal_decades",
                options=(
                    Option("same", -1, 0, true_with={"bias_gain": 0.0}),
                    Option("less", -4, -1.5),
                    Option("more", low=1, true_with={"gain": 3.0}),
                ),
            ),
            Contrast(
                {"gain": 1.55},
                Choose(
                    reads="signal_decades",
                    options=(Option("less", -4, -1.5), Option("level", -0.8, 0.8), Option("more", low=1.5)),
                ),
                Look("chain"),
            ),
            Look("chain"),
        ),
        Exercise(
            "power",
            "edge",
            TANH.replace(depth=100),
            Estimate(reads="signal_decades", low=-30, high=10, within=1, decades=True),
            Contrast({"gain": 0.9}, Estimate(reads="signal_decades", low=-30, high=10, within=1.5, decades=True)),
            Look("chain"),
        ),
        Exercise(
            "trains",
            "trains",
            TRAINED.replace(gain=0.8),
            Choose(reads="held_out_accuracy", at=199, options=LEARNED),
            Contrast({"gain": 1.1}, Choose(reads="held_out_accuracy", at=199, options=LEARNED)),
        ),
    ),
    misconception=Misconception(
        "saturated",
        "phases",
        (
            Trial(TANH.replace(gain=3.0), "signal_decades", high=-1, look=Look("chain")),
            Trial(TANH.replace(bias_gain=2.0), "signal_decades", high=-1, look=Look("chain")),
        ),
    ),
    items=(
        Item(
            "he",
            "phases",
            TANH.replace(initializer="he_normal", depth=50),
            Choose(
                reads="signal_decades",
                options=(
                    Option("fades", high=-2, true_with={"gain": 0.5}),
                    Option("level", -0.5, 0.5, true_with={"gain": 0.8}),
                    Option("grows", low=0.7),
                ),
            ),
        ),
        Item(
            "fifty",
            "edge",
            BIASED.replace(depth=50),
            Estimate(reads="signal_decades", low=-30, high=10, within=1, decades=True),
        ),
        Item(
            "biased",
            "trains",
            TRAINED.replace(bias_gain=0.5),
            Choose(
                reads="held_out_accuracy",
                at=199,
                options=(
                    Option("chance", high=0.2),
                    Option("half", 0.3, 0.6),
                    Option("most", low=0.75, true_with={"gain": 1.55}),
                ),
            ),
        ),
    ),
    card=Card(
        r"\chi = \sigma_w^2\, \mathbb{E}\big[\varphi'(z)^2\big], \quad z \sim N(0, q), \qquad \chi = 1",
        TRAINED.replace(gain=1.1),
    ),
)
