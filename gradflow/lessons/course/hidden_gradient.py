"""Lesson 3: what the weight gradient hides. Level bars, and a signal that has vanished."""

from gradflow.experiment import Experiment
from gradflow.lessons.lesson import Card, Contrast, Exercise, Item, Lesson, Look, Misconception, Trial
from gradflow.lessons.prompt import Choose, Estimate, Mistaken, Option, Sketch

DEFAULT = Experiment().replace(activation="relu", initializer="torch_uniform")  # 20 layers, 0.41 a layer
HE = DEFAULT.replace(initializer="he_normal")
LARGE = HE.replace(initializer="glorot_normal", gain=4.0)  # 2.9 a layer
CAREFUL = DEFAULT.replace(learning_rate=0.05)

BARS = "weight_gradient_decades"
LEARNED = (Option("guessing", high=0.2), Option("some", 0.3, 0.75), Option("most", low=0.85))

HIDDEN_GRADIENT = Lesson(
    name="hidden_gradient",
    minutes=13,
    goals=3,
    builds_on=("signal", "weights"),
    exercises=(
        Exercise(
            "bars",
            "product",
            DEFAULT,
            Sketch(reads="weight_gradient", mistaken=(Mistaken("signal", reads="signal"),)),
            Contrast(
                {"activation": "sigmoid"},
                Sketch(reads="weight_gradient", low=-20, mistaken=(Mistaken("level", changes={"activation": "relu"}),)),
                Look(every_map=True),
            ),
            Look(every_map=True),
        ),
        Exercise(
            "forward",
            "product",
            DEFAULT,
            Estimate(reads="activation_decades", low=-20, high=10, within=1.5, decades=True),
            Contrast(
                {"initializer": "he_normal"},
                Choose(
                    reads=BARS,
                    beside=True,
                    options=(Option("rise", low=3), Option("same", -1, 1), Option("fall", high=-3)),
                ),
                Look(every_map=True),
            ),
            Look(layer=20, every_map=True),
        ),
        Exercise(
            "larger",
            "reading",
            LARGE,
            Estimate(reads=BARS, low=-12, high=12, within=1, decades=True),
            Contrast(
                {"activation": "tanh"},
                Choose(
                    reads=BARS,
                    options=(
                        Option("smaller", high=-2),
                        Option("level", -1, 1, true_with={"activation": "relu"}),
                        Option("larger", low=2),
                    ),
                ),
                Look(every_map=True),
            ),
            Look(every_map=True),
        ),
        Exercise(
            "later",
            "reading",
            DEFAULT,
            Choose(
                reads=BARS,
                at=59,
                options=(
                    Option("fallen", -9, -3),
                    Option("level", -1.5, 1.5, true_with={"initializer": "he_normal"}),
                    Option("risen", low=3),
                ),
            ),
            Contrast({"bias_gain": 1.0}, Estimate(reads=BARS, low=-20, high=3, within=1.5, decades=True)),
            Look(every_map=True),
        ),
        Exercise(
            "learns",
            "starved",
            CAREFUL,
            Choose(
                reads="held_out_accuracy",
                at=99,
                options=(
                    LEARNED[0],
                    Option("some", LEARNED[1].low, LEARNED[1].high, true_with={"initializer": "he_normal"}),
                    LEARNED[2],
                ),
            ),
            Contrast({"initializer": "he_normal"}, Choose(reads="held_out_accuracy", at=99, options=LEARNED)),
            Look("updates", "ratios"),
        ),
    ),
    misconception=Misconception(
        "level_bars",
        "reading",
        (
            Trial(DEFAULT, "signal_decades", -1, 1, look=Look(every_map=True)),
            Trial(HE, "signal_decades", -1, 1, look=Look(every_map=True)),
        ),
    ),
    items=(
        Item(
            "tiny_tanh",
            "product",
            Experiment().replace(activation="tanh", initializer="normal", init_scale=0.014),
            Choose(
                reads=BARS,
                options=(
                    Option("fall", high=-10, true_with={"bias_gain": 1.0}),
                    Option("level", -1, 1),
                    Option("rise", low=10),
                ),
            ),
            Look(every_map=True),
        ),
        Item(
            "bounded",
            "reading",
            Experiment().replace(gain=12.0),
            Choose(
                reads="signal_decades",
                options=(
                    Option("vanished", high=-3),
                    Option("level", -1.5, 1.5),
                    Option("exploded", low=3, true_with={"activation": "relu", "gain": 4.0}),
                ),
            ),
            Look(every_map=True),
        ),
        Item(
            "forty",
            "starved",
            Experiment().replace(activation="relu", depth=40),
            Choose(
                reads="first_update_ratio",
                options=(
                    Option("usual", low=1e-3, true_with={"initializer": "he_normal"}),
                    Option("slow", 1e-6, 1e-4),
                    Option("nothing", high=1e-7),
                ),
            ),
            Look("updates", "ratios", layer=1),
        ),
    ),
    card=Card(
        r"\frac{\partial L}{\partial W_l} = h_{l-1}^{\mathsf T}\,\delta_l, \qquad f^{\,l-1}\cdot f^{\,20-l} = f^{\,19}",
        DEFAULT,
    ),
)
