"""Lesson 7: what optimizers and clipping change, and what they leave as it is."""

from gradflow.experiment import Experiment
from gradflow.lessons.lesson import Card, Contrast, Exercise, Item, Lesson, Look, Misconception, Trial
from gradflow.lessons.prompt import Choose, Estimate, Mistaken, Option, Sketch

SIGMOID = Experiment()  # 20 layers of 64 sigmoid neurons, Glorot's weights
ADAM = SIGMOID.replace(optimizer="adam", learning_rate=1e-3)
EIGHT = ADAM.replace(depth=8)
CLIPPED = SIGMOID.replace(activation="tanh", gain=3.0, clipping="norm", max_norm=0.01)
WHOLE = SIGMOID.replace(optimizer="gd")  # the whole training data at every step: no noise in the gradient
PLATEAU = WHOLE.replace(depth=4, learning_rate=1.0)

LEARNED = (Option("chance", high=0.2), Option("half", 0.3, 0.7), Option("most", low=0.8))
SIZES = (Option("tiny", high=1e-3), Option("some", 0.005, 0.1), Option("large", low=0.12))

OPTIMIZERS = Lesson(
    name="optimizers",
    minutes=14,
    goals=3,
    builds_on=("signal",),
    exercises=(
        Exercise(
            "steps",
            "adam",
            EIGHT,
            Sketch(reads="update_ratio", low=-8, high=2, mistaken=(Mistaken("signal", reads="signal"),)),
            Contrast(
                {"optimizer": "sgd"},
                Sketch(
                    reads="update_ratio", low=-8, high=2, mistaken=(Mistaken("adam", changes={"optimizer": "adam"}),)
                ),
                Look("updates"),
            ),
            Look("updates", layer=1, every_map=True),
        ),
        Exercise(
            "epsilon",
            "adam",
            ADAM,
            Estimate(reads="update_ratio", layer=1, low=-15, high=3, within=1, decades=True),
            Contrast(
                {"epsilon": 1e-20},
                Choose(reads="held_out_accuracy", at=99, options=LEARNED),
                Look("updates", "ratios", layer=1),
            ),
            Look("updates", "ratios", layer=1),
        ),
        Exercise(
            "two_ills",
            "adam",
            ADAM.replace(activation="relu"),
            Choose(
                reads="held_out_accuracy",
                at=199,
                options=(
                    Option("chance", high=0.2, true_with={"activation": "sigmoid"}),
                    Option("third", 0.25, 0.4),
                    Option("most", low=0.5),
                ),
            ),
            Contrast(
                {"activation": "sigmoid"},
                Choose(
                    reads="held_out_accuracy",
                    at=199,
                    options=(Option("chance", high=0.2), Option("third", 0.25, 0.4), Option("most", low=0.5)),
                ),
            ),
        ),
        Exercise(
            "clip",
            "ratio",
            CLIPPED,
            Choose(
                reads="update_ratio",
                layer=1,
                options=(
                    Option("alike", -0.5, 0.5, true_with={"clipping": "value"}),
                    Option("ten", 0.8, 1.6, true_with={"gain": 2.0}),
                    Option("hundreds", 2.1, 3.2),
                ),
            ),
            Contrast(
                {"clipping": "value"},
                Choose(
                    reads="update_ratio",
                    layer=1,
                    options=(Option("alike", -0.5, 0.5), Option("ten", 0.8, 1.6), Option("hundreds", 2.1, 3.2)),
                ),
                Look("updates", "ratios", layer=1),
            ),
            Look("updates", layer=1),
        ),
        Exercise(
            "silence",
            "small",
            WHOLE,
            Choose(reads="held_out_accuracy", at=59, options=LEARNED),
            Contrast({"activation": "tanh"}, Choose(reads="gradient_norm", at=59, options=SIZES), Look("updates")),
            Look("updates"),
        ),
        Exercise(
            "plateau",
            "small",
            PLATEAU,
            Choose(
                reads="held_out_accuracy",
                at=299,
                options=(Option("chance", high=0.15), Option("third", 0.2, 0.35), Option("most", low=0.4)),
            ),
            Contrast({"activation": "tanh"}, Choose(reads="gradient_norm", at=59, options=SIZES), Look("updates")),
            Look("updates"),
        ),
    ),
    misconception=Misconception(
        "converged",
        "small",
        (
            Trial(PLATEAU, "held_out_accuracy", low=0.8, at=59, look=Look("updates")),
            Trial(PLATEAU.replace(activation="tanh"), "held_out_accuracy", low=0.8, at=59, look=Look("updates")),
        ),
    ),
    items=(
        Item(
            "rms",
            "adam",
            ADAM.replace(optimizer="rmsprop"),
            Estimate(reads="signal_decades", low=-30, high=3, within=1.5, decades=True),
        ),
        Item(
            "vanished",
            "ratio",
            SIGMOID.replace(clipping="norm", max_norm=0.1),
            Choose(
                reads="update_ratio",
                layer=1,
                options=(
                    Option("alike", -1, 1, true_with={"activation": "tanh"}),
                    Option("thousandth", -4, -2, true_with={"depth": 6}),
                    Option("trillionth", high=-10),
                ),
            ),
            Look("updates", "ratios", layer=1),
        ),
        Item(
            "still_small",
            "small",
            PLATEAU.replace(learning_rate=0.1),
            Choose(reads="held_out_accuracy", at=59, options=LEARNED),
        ),
    ),
    card=Card(
        r"\Delta w = -\eta\,\frac{\hat m}{\sqrt{\hat v} + \epsilon}, \qquad "
        r"g \cdot \min\!\Big(1, \frac{c}{\lVert g \rVert}\Big)",
        EIGHT,
    ),
)
