"""Lesson 2: how large the first weights are to be. Gain, Glorot, He, LeCun."""

from gradflow.experiment import Experiment
from gradflow.lessons.lesson import Card, Contrast, Exercise, Item, Lesson, Look, Misconception, Trial
from gradflow.lessons.prompt import Choose, Estimate, Mistaken, Option, Sketch

SIGMOID = Experiment()  # 20 layers of 64 neurons, Glorot's weights
RELU = SIGMOID.replace(activation="relu")
HE = RELU.replace(initializer="he_normal")
LINEAR = HE.replace(activation="identity")
DEFAULT = RELU.replace(initializer="torch_uniform")  # what PyTorch's linear layer starts with

FAR = Estimate(reads="signal_decades", low=-20, high=20, within=1.5, decades=True)

WEIGHTS = Lesson(
    name="weights",
    minutes=14,
    goals=3,
    builds_on=("signal",),
    exercises=(
        Exercise(
            "half",
            "squares",
            RELU,
            Estimate(reads="signal_factor", low=0, high=2, within=0.05),
            Contrast(
                {"initializer": "he_normal"},
                Choose(
                    reads="signal_decades",
                    options=(
                        Option("fades", high=-1.5, true_with={"initializer": "torch_uniform"}),
                        Option("level", -1, 1),
                        Option("grows", low=2, true_with={"activation": "identity"}),
                    ),
                ),
            ),
            Look("chain", layer=10),
        ),
        Exercise(
            "double",
            "squares",
            RELU.replace(gain=2.0),
            Estimate(reads="signal_decades", low=-20, high=20, within=1, decades=True),
            Contrast(
                {"gain": 1.4},
                Sketch(
                    reads="signal",
                    low=-8,
                    high=8,
                    mistaken=(Mistaken("glorot", changes={"gain": 1.0}), Mistaken("twice", changes={"gain": 2.0})),
                ),
            ),
            Look(layer=1),
        ),
        Exercise(
            "nothing_lost",
            "rule",
            LINEAR,
            Sketch(reads="signal", low=-8, high=8, mistaken=(Mistaken("relu", changes={"activation": "relu"}),)),
            Contrast(
                {"activation": "tanh"},
                Choose(
                    reads="signal_decades",
                    options=(
                        Option("fades", high=-2, true_with={"initializer": "torch_uniform"}),
                        Option("level", -1, 1),
                        Option("grows", low=2, true_with={"activation": "identity"}),
                    ),
                ),
                Look("chain"),
            ),
            Look(layer=1),
        ),
        Exercise(
            "default",
            "rule",
            DEFAULT,
            FAR,
            Contrast(
                {"initializer": "lecun_normal"},
                Choose(
                    reads="signal_decades",
                    options=(
                        Option("millionth", high=-6, true_with={"initializer": "torch_uniform"}),
                        Option("thousandth", -4.5, -1.5),
                        Option("level", -1, 1, true_with={"activation": "tanh"}),
                    ),
                ),
            ),
            Look(layer=1),
        ),
        Exercise(
            "quarter",
            "slopes",
            SIGMOID.replace(gain=4.0),
            FAR,
            Contrast(
                {"gain": 10.0},
                Choose(
                    reads="signal_decades",
                    options=(
                        Option("fades", high=-3, true_with={"gain": 4.0}),
                        Option("level", -1.5, 1.5),
                        Option("explodes", low=3),
                    ),
                ),
                Look("chain"),
            ),
            Look("chain", layer=10),
        ),
    ),
    misconception=Misconception(
        "he_always",
        "rule",
        (
            Trial(HE, "signal_decades", -1, 1),
            Trial(SIGMOID.replace(initializer="he_normal"), "signal_decades", -1, 1),
        ),
    ),
    items=(
        Item(
            "leaky",
            "squares",
            SIGMOID.replace(activation="leaky_relu", leaky_slope=0.2),
            Estimate(reads="signal_factor", low=0, high=2, within=0.05),
            Look("chain"),
        ),
        Item(
            "tanh_default",
            "rule",
            DEFAULT.replace(activation="tanh"),
            Choose(
                reads="signal_decades",
                options=(
                    Option("fades", high=-3),
                    Option("level", -1, 1, true_with={"initializer": "lecun_normal"}),
                    Option("grows", low=2, true_with={"initializer": "normal", "init_scale": 1.0}),
                ),
            ),
        ),
        Item(
            "arrives",
            "slopes",
            SIGMOID.replace(gain=10.0),
            Choose(
                reads="held_out_accuracy",
                at=99,
                options=(
                    Option("guessing", high=0.25),
                    Option("half", 0.35, 0.65),
                    Option("most", low=0.75, true_with={"activation": "tanh", "gain": 1.0}),
                ),
            ),
        ),
    ),
    card=Card(
        r"\Big(\frac{\|\delta_l\|}{\|\delta_{l+1}\|}\Big)^2 \approx \text{fan\_out}\cdot\mathrm{Var}\,W\cdot"
        r"\overline{\varphi'^2}, \qquad \text{ReLU:}\quad 64\cdot\tfrac{2}{64}\cdot\tfrac12 = 1",
        HE,
    ),
)
