"""Lesson 4: saturated, dead, symmetric. Three ways to be stuck, and saturation that does not vanish."""

from gradflow.experiment import Experiment
from gradflow.lessons.lesson import Card, Contrast, Exercise, Item, Lesson, Look, Misconception, Trial
from gradflow.lessons.prompt import Choose, Estimate, Mistaken, Option, Sketch

TANH = Experiment().replace(activation="tanh")  # 20 layers of 64 neurons, Glorot's weights
PUSHED = TANH.replace(bias_gain=4.0)
LARGE = TANH.replace(initializer="normal", init_scale=1.0)
ZEROS = TANH.replace(initializer="zeros")
CLONES = TANH.replace(initializer="constant", init_scale=0.05, depth=2)
FAST = TANH.replace(activation="relu", learning_rate=3.0)

LEARNED = (
    Option("little", high=0.25),
    Option("half", 0.35, 0.65),
    Option("most", low=0.75, true_with={"initializer": "glorot_normal"}),
)

STUCK = Lesson(
    name="stuck",
    minutes=15,
    goals=3,
    builds_on=("signal", "weights"),
    exercises=(
        Exercise(
            "pushed",
            "saturated",
            PUSHED,
            Estimate(reads="signal_decades", low=-20, high=10, within=1.5, decades=True),
            Contrast(
                {"gain": 8.0},
                Choose(
                    reads="signal_decades",
                    options=(
                        Option("less", high=-11),
                        Option("same", -10, -6, true_with={"gain": 1.0}),
                        Option("grows", low=3),
                    ),
                ),
                Look("chain"),
            ),
            Look("chain", layer=10),
        ),
        Exercise(
            "large",
            "saturated",
            LARGE,
            Sketch(reads="signal", low=-10, high=10, mistaken=(Mistaken("fading", changes={"init_scale": 0.05}),)),
            Contrast(
                {"init_scale": 0.05},
                Sketch(
                    reads="signal",
                    low=-10,
                    high=10,
                    mistaken=(Mistaken("level", changes={"initializer": "glorot_normal"}),),
                ),
            ),
            Look("chain", layer=1),
        ),
        Exercise(
            "zeros",
            "symmetric",
            ZEROS,
            Choose(
                reads="silent_layers",
                options=(
                    Option("none", high=0.5, true_with={"initializer": "glorot_normal"}),
                    Option("some", 1, 19),
                    Option("every", low=19.5),
                ),
            ),
            Contrast(
                {"activation": "sigmoid"},
                Choose(
                    reads="silent_layers",
                    at=3,
                    options=(
                        Option("every", low=19.5, true_with={"activation": "tanh"}),
                        Option("three_less", 16.5, 17.5),
                        Option("none", high=0.5, true_with={"initializer": "glorot_normal"}),
                    ),
                ),
            ),
        ),
        Exercise(
            "clones",
            "symmetric",
            CLONES,
            Choose(reads="held_out_accuracy", at=99, options=LEARNED),
            Contrast(
                {"initializer": "glorot_normal"},
                Choose(reads="held_out_accuracy", at=99, options=tuple(Option(e.name, e.low, e.high) for e in LEARNED)),
            ),
        ),
        Exercise(
            "dead",
            "dead",
            FAST,
            Choose(
                reads="silent_layers",
                at=59,
                options=(
                    Option("none", high=0.5, true_with={"learning_rate": 0.1}),
                    Option("some", 1, 19),
                    Option("every", low=19.5),
                ),
            ),
            Contrast(
                {"activation": "leaky_relu"},
                Choose(
                    reads="silent_layers",
                    at=59,
                    options=(
                        Option("none", high=0.5),
                        Option("some", 1, 19),
                        Option("every", low=19.5, true_with={"leaky_slope": 0.0}),
                    ),
                ),
            ),
        ),
    ),
    misconception=Misconception(
        "saturated_vanishes",
        "saturated",
        (
            Trial(PUSHED, "signal_decades", high=-3, look=Look("chain")),
            Trial(LARGE, "signal_decades", high=-3, look=Look("chain")),
        ),
    ),
    items=(
        Item(
            "four",
            "saturated",
            TANH.replace(gain=4.0),
            Choose(
                reads="signal_decades",
                options=(
                    Option("vanishes", high=-3, true_with={"gain": 0.25}),
                    Option("level", -1.5, 1.5, true_with={"gain": 1.0}),
                    Option("explodes", low=3),
                ),
            ),
            Look("chain"),
        ),
        Item(
            "constant_relu",
            "symmetric",
            CLONES.replace(activation="relu"),
            Choose(reads="held_out_accuracy", at=99, options=LEARNED),
        ),
        Item(
            "born",
            "dead",
            Experiment().replace(activation="relu", initializer="he_normal"),
            Choose(
                reads="dead_in_worst_layer",
                options=(
                    Option("none", high=0.05, true_with={"activation": "leaky_relu"}),
                    Option("part", 0.1, 0.6),
                    Option("nearly_all", low=0.8),
                ),
            ),
        ),
    ),
    card=Card(
        r"\delta_l = \big(\delta_{l+1} W_{l+1}^{\mathsf T}\big) \odot \varphi'(z_l), \qquad"
        r"\frac{\partial L}{\partial W_l} = h_{l-1}^{\mathsf T}\,\delta_l",
        LARGE,
    ),
)
