"""Lesson 6: ways past a layer, what they carry, and what they cost."""

from gradflow.experiment import Experiment
from gradflow.lessons.lesson import Card, Contrast, Exercise, Item, Lesson, Look, Misconception, Trial
from gradflow.lessons.prompt import Choose, Estimate, Mistaken, Option, Sketch

SIGMOID = Experiment().replace(connection="residual")  # 20 layers of 64 sigmoid neurons, Glorot's weights
RELU = SIGMOID.replace(activation="relu", initializer="he_normal", depth=50)
SCALED = 0.14  # 1/√50

ARRIVES = Estimate(reads="signal_decades", low=-30, high=12, within=0.5, decades=True)
LEARNED = (Option("chance", high=0.2), Option("half", 0.3, 0.7), Option("most", low=0.8))

BYPASS = Lesson(
    name="bypass",
    minutes=15,
    goals=3,
    builds_on=("signal",),
    exercises=(
        Exercise("rescue", "past", SIGMOID, ARRIVES, Contrast({"depth": 100}, ARRIVES), Look(layer=1)),
        Exercise(
            "doubling",
            "sum",
            RELU,
            Sketch(reads="signal", low=-4, high=12, mistaken=(Mistaken("plain", changes={"connection": "plain"}),)),
            Contrast({"branch_scale": SCALED}, ARRIVES),
            Look(layer=25, every_map=True),
        ),
        Exercise(
            "survives",
            "sum",
            RELU,
            Choose(
                reads="steps",
                at=59,
                options=(
                    Option("few", high=5),
                    Option("some", 10, 40),
                    Option("all", low=60, true_with={"branch_scale": SCALED}),
                ),
            ),
            Contrast({"branch_scale": SCALED}, Choose(reads="held_out_accuracy", at=59, options=LEARNED)),
        ),
        Exercise(
            "closed",
            "branch",
            SIGMOID.replace(connection="rezero"),
            Choose(
                reads="last_update_ratio",
                options=(
                    Option("usual", low=1e-3, true_with={"connection": "residual"}),
                    Option("little", 1e-8, 1e-4),
                    Option("still", high=0),
                ),
            ),
            Contrast({"depth": 100}, Choose(reads="held_out_accuracy", at=99, options=LEARNED)),
            Look("updates", "ratios", layer=20),
        ),
        Exercise(
            "inner",
            "branch",
            SIGMOID.replace(connection="long_skip"),
            Estimate(reads="signal", layer=2, low=-30, high=3, within=1, decades=True),
            Contrast(
                {"connection": "input_skip"},
                Choose(
                    reads="signal",
                    layer=2,
                    options=(
                        Option("all", -1, 1, true_with={"connection": "residual"}),
                        Option("some", -6, -2, true_with={"connection": "long_skip"}),
                        Option("nothing", high=-10),
                    ),
                ),
                Look(layer=2),
            ),
            Look(layer=2),
        ),
        Exercise(
            "gate",
            "past",
            SIGMOID.replace(connection="highway"),
            Estimate(reads="signal_factor", low=0, high=2, within=0.05),
            Contrast(
                {"gate_bias": 2.0},
                Choose(
                    reads="signal_decades",
                    options=(
                        Option("more", -0.5, 1, true_with={"gate_bias": -4.0}),
                        Option("same", -2, -0.7, true_with={"gate_bias": -2.0}),
                        Option("lost", high=-8),
                    ),
                ),
                Look("chain"),
            ),
            Look("chain", layer=10),
        ),
    ),
    misconception=Misconception(
        "full_size",
        "sum",
        (
            Trial(SIGMOID, "signal_decades", -1, 1),
            Trial(RELU, "signal_decades", -1, 1),
        ),
    ),
    items=(
        Item(
            "half_open",
            "past",
            SIGMOID.replace(connection="highway", gate_bias=0.0),
            Estimate(reads="signal_decades", low=-30, high=12, within=1, decades=True),
            Look("chain"),
        ),
        Item("ten", "sum", RELU.replace(depth=10), ARRIVES),
        Item(
            "every_ten",
            "branch",
            SIGMOID.replace(connection="long_skip", skip_length=10),
            Choose(
                reads="signal",
                layer=2,
                options=(
                    Option("all", -1, 1, true_with={"connection": "residual"}),
                    Option("same", -7, -4, true_with={"skip_length": 5}),
                    Option("less", high=-10),
                ),
            ),
            Look(layer=2),
        ),
    ),
    card=Card(
        r"z_l = z_{l-1} + \alpha\, h_{l-1} W_l, \qquad "
        r"(1 + 1)^{L} = 2^{L}, \qquad \Big(1 + \tfrac{1}{L}\Big)^{L} \to e \ \ (\alpha = 1/\sqrt{L})",
        RELU.replace(branch_scale=SCALED),
    ),
)
