"""Lesson 8: where the numbers of a computer end, below and above."""

from gradflow.experiment import Experiment
from gradflow.lessons.lesson import Card, Contrast, Exercise, Item, Lesson, Look, Misconception, Trial
from gradflow.lessons.prompt import Choose, Estimate, Option

SIGMOID = Experiment().replace(precision="float16")  # 20 layers of 64 sigmoid neurons, Glorot's weights
GROWS = SIGMOID.replace(activation="relu", initializer="he_normal", gain=2.0)
TANH = SIGMOID.replace(activation="tanh")
FAST = Experiment().replace(activation="relu", initializer="he_normal", learning_rate=10.0)

SILENT = Estimate(reads="silent_layers", low=0, high=20, within=2)
BREAKS = Estimate(reads="non_finite_layer", low=1, high=20, within=2)
ENDS = (Option("few", high=5), Option("some", 10, 40), Option("all", low=60))

NUMBERS = Lesson(
    name="numbers",
    minutes=12,
    goals=3,
    builds_on=("signal",),
    exercises=(
        Exercise("silent", "below", SIGMOID, SILENT, Contrast({"loss_scale": 1024}, SILENT), Look(layer=13)),
        Exercise(
            "wide",
            "range",
            SIGMOID.replace(precision="bfloat16"),
            Choose(
                reads="silent_layers",
                options=(
                    Option("none", high=0),
                    Option("some", 2, 10),
                    Option("more", 11, 20, true_with={"precision": "float16"}),
                ),
            ),
            Contrast({"depth": 100}, Estimate(reads="silent_layers", low=0, high=100, within=5)),
        ),
        Exercise("breaks", "above", GROWS, BREAKS, Contrast({"gain": 4.0}, BREAKS), Look(every_map=True)),
        Exercise(
            "scaled",
            "above",
            TANH.replace(gain=2.0, loss_scale=65536),
            Choose(
                reads="steps",
                at=59,
                options=(
                    Option("few", high=5),
                    Option("some", 10, 40),
                    Option("all", low=60, true_with={"loss_scale": 1024}),
                ),
            ),
            Contrast({"precision": "bfloat16"}, Choose(reads="steps", at=59, options=ENDS)),
        ),
        Exercise(
            "not_a_number",
            "above",
            FAST,
            Choose(
                reads="steps",
                at=59,
                options=(
                    Option("few", high=5),
                    Option("some", 10, 40),
                    Option("all", low=60, true_with={"learning_rate": 0.1}),
                ),
            ),
            Contrast({"activation": "tanh"}, Choose(reads="steps", at=59, options=ENDS)),
            Look(every_map=True),
        ),
    ),
    misconception=Misconception(
        "digits",
        "range",
        (
            Trial(TANH, "held_out_accuracy", high=0.85, at=99),
            Trial(TANH.replace(precision="bfloat16"), "held_out_accuracy", high=0.85, at=99),
        ),
    ),
    items=(
        Item("fifty", "below", SIGMOID.replace(depth=50), Estimate(reads="silent_layers", low=0, high=50, within=3)),
        Item(
            "fifty_wide",
            "range",
            SIGMOID.replace(depth=50, precision="bfloat16"),
            Choose(
                reads="silent_layers",
                options=(
                    Option("none", high=0),
                    Option("half", 15, 30),
                    Option("most", 35, 50, true_with={"precision": "float16"}),
                ),
            ),
        ),
        Item(
            "residual",
            "above",
            GROWS.replace(gain=1.0, connection="residual", depth=50),
            Estimate(reads="non_finite_layer", low=1, high=50, within=4),
        ),
    ),
    card=Card(
        r"6 \cdot 10^{-8} \le |x_{\mathrm{float16}}| \le 65504, \qquad "
        r"10^{-38} \lesssim |x_{\mathrm{bfloat16}}| \lesssim 3 \cdot 10^{38}",
        SIGMOID,
    ),
)
