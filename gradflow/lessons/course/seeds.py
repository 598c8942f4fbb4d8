"""Lesson 14, for those who want the theory: what is left to chance in a network of finite width."""

from gradflow.experiment import Experiment
from gradflow.lessons.lesson import Card, Contrast, Exercise, Item, Lesson, Look, Misconception, Trial
from gradflow.lessons.prompt import Choose, Estimate, Option

NARROW = Experiment().replace(activation="relu", initializer="he_normal", width=16, depth=100)
TINY = NARROW.replace(width=8, depth=50, learning_rate=0.02)
SHALLOWER = NARROW.replace(depth=50, branch_scale=0.14)  # 1/√50, once there are branches
SIGMOID = Experiment().replace(width=16)

SPREAD = Estimate(reads="spread_decades", low=0, high=10, within=1, decades=True)
MEDIAN = Estimate(reads="median_decades", low=-20, high=5, within=1, decades=True)
RANGES = (Option("little", high=0.7), Option("ten", 0.8, 1.7), Option("thousand", low=2.2))
DEAD = (Option("none", high=0), Option("some", 1, 20), Option("most", low=30))
SEEDS_VIEW = Look("seeds")

SEEDS = Lesson(
    name="seeds",
    minutes=12,
    goals=3,
    builds_on=("signal", "weights"),
    exercises=(
        Exercise("luck", "spread", NARROW, SPREAD, Contrast({"width": 64}, SPREAD, SEEDS_VIEW), SEEDS_VIEW),
        Exercise("drift", "drift", NARROW, MEDIAN, Contrast({"width": 64}, MEDIAN, SEEDS_VIEW), SEEDS_VIEW),
        Exercise(
            "die",
            "dead",
            TINY,
            Choose(
                reads="silent_layers",
                at=99,
                options=(
                    Option("none", high=0, true_with={"width": 64}),
                    Option("some", 1, 20),
                    Option("most", low=30),
                ),
            ),
            Contrast({"width": 64}, Choose(reads="silent_layers", at=99, options=DEAD)),
            Look(every_map=True),
        ),
        Exercise(
            "calm",
            "spread",
            SHALLOWER,
            Choose(reads="spread_decades", options=RANGES),
            Contrast({"connection": "residual"}, Choose(reads="spread_decades", options=RANGES), SEEDS_VIEW),
            SEEDS_VIEW,
        ),
        Exercise("enough", "spread", SIGMOID, SPREAD, Contrast({"width": 64}, SPREAD, SEEDS_VIEW), SEEDS_VIEW),
    ),
    misconception=Misconception(
        "he",
        "drift",
        (
            Trial(NARROW.replace(width=64, depth=50), "signal_decades", -1, 1, look=SEEDS_VIEW),
            Trial(TINY, "signal_decades", -1, 1, look=SEEDS_VIEW),
        ),
    ),
    items=(
        Item(
            "orthogonal",
            "spread",
            NARROW.replace(activation="identity", initializer="orthogonal"),
            Choose(
                reads="spread_decades",
                options=(
                    Option("little", high=0.5),
                    Option("ten", 0.8, 2.2, true_with={"initializer": "glorot_normal"}),
                    Option("thousand", low=3),
                ),
            ),
            SEEDS_VIEW,
        ),
        Item("fifty", "drift", NARROW.replace(depth=50), MEDIAN, SEEDS_VIEW),
        Item(
            "twenty",
            "dead",
            TINY.replace(depth=20),
            Choose(
                reads="silent_layers",
                at=99,
                options=(
                    Option("none", high=0),
                    Option("some", 1, 10),
                    Option("most", low=15, true_with={"depth": 50}),
                ),
            ),
        ),
    ),
    card=Card(
        r"\mathrm{Var}\,\ln \frac{\lVert \delta_1 \rVert^2}{\lVert \delta_L \rVert^2} \approx \frac{5\,(L-1)}{n}",
        NARROW,
    ),
)
