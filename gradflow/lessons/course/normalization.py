"""Lesson 5: what a normalization gives back to the signal, and what it costs."""

from gradflow.experiment import Experiment
from gradflow.lessons.lesson import Card, Contrast, Exercise, Item, Lesson, Look, Misconception, Trial
from gradflow.lessons.prompt import Choose, Estimate, Mistaken, Option, Sketch

SIGMOID = Experiment().replace(normalization="batch")  # 20 layers of 64 neurons, Glorot's weights
LAYER = SIGMOID.replace(normalization="layer")
RELU = SIGMOID.replace(activation="relu")
DEEP = RELU.replace(depth=50)

LEARNED = (Option("guessing", high=0.2), Option("half", 0.3, 0.7), Option("most", low=0.8))

NORMALIZATION = Lesson(
    name="normalization",
    minutes=15,
    goals=3,
    builds_on=("signal", "weights"),
    exercises=(
        Exercise(
            "rescue",
            "spread",
            SIGMOID,
            Estimate(reads="signal_decades", low=-20, high=5, within=1.5, decades=True),
            Contrast(
                {"normalization": "layer"},
                Choose(
                    reads="signal_decades",
                    options=(
                        Option("level", -1.5, 1.5, true_with={"norm_position": "after"}),
                        Option("halfway", -10, -5),
                        Option("nothing", high=-11, true_with={"normalization": "none"}),
                    ),
                ),
                Look("chain"),
            ),
            Look("chain", layer=10),
        ),
        Exercise(
            "after",
            "which",
            LAYER.replace(norm_position="after"),
            Sketch(
                reads="signal", low=-12, high=6, mistaken=(Mistaken("before", changes={"norm_position": "before"}),)
            ),
            Contrast(
                {"normalization": "rms"},
                Choose(
                    reads="signal_decades",
                    options=(
                        Option("level", -1.5, 1.5, true_with={"normalization": "layer"}),
                        Option("fades", high=-5),
                        Option("grows", low=3),
                    ),
                ),
            ),
            Look(layer=1),
        ),
        Exercise(
            "price",
            "price",
            RELU,
            Estimate(reads="signal_factor", low=0, high=2, within=0.06),
            Contrast(
                {"depth": 50},
                Estimate(reads="signal_decades", low=-20, high=20, within=1, decades=True),
                Look(layer=1),
            ),
            Look("chain", layer=10),
        ),
        Exercise(
            "louder",
            "spread",
            RELU.replace(gain=8.0),
            Estimate(reads="signal_decades", low=-20, high=20, within=1, decades=True),
            Contrast(
                {"normalization": "none"},
                Choose(
                    reads="signal_decades",
                    options=(
                        Option("same", 0, 2.5, true_with={"normalization": "batch"}),
                        Option("thousands", 3, 6, true_with={"activation": "tanh", "gain": 4.0}),
                        Option("beyond", low=10),
                    ),
                ),
            ),
            Look("chain", layer=10),
        ),
        Exercise(
            "learns",
            "which",
            SIGMOID,
            Choose(reads="held_out_accuracy", at=99, options=LEARNED),
            Contrast({"normalization": "layer"}, Choose(reads="held_out_accuracy", at=99, options=LEARNED)),
        ),
    ),
    misconception=Misconception(
        "always_level",
        "which",
        (
            Trial(RELU.replace(normalization="layer"), "signal_decades", -1, 1),
            Trial(DEEP, "signal_decades", -1, 1),
            Trial(LAYER, "signal_decades", -1, 1),
        ),
    ),
    items=(
        Item(
            "gain_of_five",
            "spread",
            SIGMOID.replace(gain=5.0),
            Choose(
                reads="signal_decades",
                options=(
                    Option("fades", high=-2, true_with={"normalization": "none"}),
                    Option("level", -1.5, 1.5),
                    Option("explodes", low=3),
                ),
            ),
            Look("chain"),
        ),
        Item(
            "rms_before",
            "which",
            SIGMOID.replace(normalization="rms"),
            Choose(
                reads="signal_decades",
                options=(
                    Option("level", -1.5, 1.5, true_with={"normalization": "batch"}),
                    Option("fades", high=-5),
                    Option("grows", low=3),
                ),
            ),
        ),
        Item(
            "first_step",
            "price",
            DEEP,
            Choose(
                reads="first_update_ratio",
                options=(
                    Option("usual", high=0.1, true_with={"depth": 10}),
                    Option("about_once", 0.5, 5),
                    Option("many", low=20),
                ),
            ),
            Look("updates", "ratios", layer=1),
        ),
    ),
    card=Card(
        r"\text{ReLU:}\quad \frac{\text{slopes}}{\text{spread}} = \frac{\sqrt{1/2}}{\sqrt{1/2 - 1/(2\pi)}} ="
        r"\sqrt{\frac{\pi}{\pi - 1}} = 1.21",
        RELU,
    ),
)
