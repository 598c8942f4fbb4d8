"""Lesson 1: where the signal goes, in a deep network of sigmoids."""

from gradflow.experiment import Experiment
from gradflow.lessons.lesson import Card, Contrast, Exercise, Item, Lesson, Look, Misconception, Trial
from gradflow.lessons.prompt import Choose, Estimate, Mistaken, Option, Sketch

SIGMOID = Experiment()  # 20 layers of 64 sigmoid neurons, Glorot's weights

FAR = Estimate(reads="signal_decades", low=-30, high=3, within=1.5, decades=True)
LEARNED = Choose(
    reads="held_out_accuracy",
    at=99,
    options=(
        Option("chance", high=0.2),
        Option("half", 0.3, 0.7),
        Option("most", low=0.8, true_with={"activation": "tanh"}),
    ),
)

SIGNAL = Lesson(
    name="signal",
    minutes=12,
    goals=3,
    exercises=(
        Exercise(
            "amount",
            "compounding",
            SIGMOID,
            FAR,
            Contrast(
                {"depth": 10},
                Estimate(reads="signal_decades", low=-30, high=3, within=1, decades=True),
                Look(unseen=True),
            ),
            Look(unseen=True),  # its curve is to be drawn next
        ),
        Exercise(
            "shape",
            "compounding",
            SIGMOID,
            Sketch(reads="signal", mistaken=(Mistaken("tanh", changes={"activation": "tanh"}),)),
            Contrast(
                {"activation": "relu"},
                Sketch(reads="signal", mistaken=(Mistaken("he", changes={"initializer": "he_normal"}),)),
            ),
            Look(layer=10),
        ),
        Exercise(
            "factor",
            "factor",
            SIGMOID,
            Estimate(reads="weights_factor", low=0, high=4, within=0.2),
            Contrast(
                {"gain": 2.0},
                Choose(
                    reads="signal_decades",
                    beside=True,
                    options=(Option("twice", -0.3, 0.8), Option("forty", 0.8, 2.5), Option("thousands", 3, 6.5)),
                ),
                Look("chain"),
            ),
            Look("chain", layer=10),
        ),
        Exercise(
            "moves",
            "starved",
            SIGMOID,
            Choose(
                reads="update_ratio",
                layer=1,
                options=(
                    Option("alike", -1, 1, true_with={"activation": "tanh"}),
                    Option("little", -5, -2, true_with={"depth": 6}),
                    Option("still", high=-9),
                ),
            ),
            Contrast(
                {"learning_rate": 1.0},
                Choose(
                    reads="update_ratio",
                    layer=1,
                    beside=True,
                    options=(Option("nearer", 0.5, 2), Option("same", -0.25, 0.25), Option("farther", -2, -0.5)),
                ),
                Look("updates", "ratios"),
            ),
            Look("updates", "ratios", layer=1),
        ),
        Exercise("learns", "starved", SIGMOID, LEARNED, Contrast({"activation": "tanh"}, LEARNED)),
    ),
    misconception=Misconception(
        "saturation",
        "factor",
        (
            Trial(SIGMOID, "saturated", low=0.2, look=Look("chain")),
            Trial(SIGMOID.replace(gain=10.0), "signal_decades", high=-3, look=Look("chain")),
        ),
    ),
    items=(
        Item(
            "halves",
            "compounding",
            SIGMOID.replace(activation="tanh", gain=0.5),
            Estimate(reads="signal_decades", low=-30, high=3, within=1, decades=True),
        ),
        Item(
            "doubles",
            "factor",
            SIGMOID.replace(activation="identity", gain=2.0),
            Choose(
                reads="signal_decades",
                options=(
                    Option("fades", high=-2, true_with={"gain": 0.5}),
                    Option("level", -1, 1, true_with={"gain": 1.0}),
                    Option("grows", low=4),
                ),
            ),
        ),
        Item(
            "six",
            "starved",
            SIGMOID.replace(depth=6),
            Choose(
                reads="update_ratio",
                layer=1,
                options=(
                    Option("alike", -1, 1, true_with={"activation": "tanh"}),
                    Option("thousandth", -4, -2),
                    Option("still", high=-9, true_with={"depth": 20}),
                ),
            ),
            Look("updates", "ratios", layer=1),
        ),
    ),
    card=Card(
        r"\delta_l = \big(\delta_{l+1} W_{l+1}^{\mathsf T}\big) \odot \sigma'(z_l), \qquad 0.235^{19} \approx 10^{-12}",
        SIGMOID,
    ),
)
