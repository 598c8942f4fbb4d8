"""Lesson 11: signals that explode over time, the cliff in the loss, and what clipping does about it."""

from gradflow.experiment import default_of
from gradflow.lessons.lesson import Card, Contrast, Exercise, Item, Lesson, Look, Misconception, Trial
from gradflow.lessons.prompt import Choose, Estimate, Mistaken, Option, Sketch
from gradflow.networks import RNN
from gradflow.presets.recurrent import RECURRENT

TANH = default_of(RNN).replace(hidden_size=32, batch_size=32)
GROWS = TANH.replace(
    cell="linear", recurrent_initializer="orthogonal", spectral_radius=1.2, optimizer="sgd", learning_rate=0.1
)
CLIPPED = GROWS.replace(clipping="norm")
EDGE = RECURRENT["cliff"].experiment.replace(batch_size=32)  # Pascanu et al. 2013, figure 6

ARRIVES = Estimate(reads="signal_decades", low=-10, high=30, within=0.8, decades=True)
SURVIVES = {"clipping": "norm"}
ENDS = Choose(
    reads="steps",
    at=20,
    options=(Option("ends", high=6), Option("later", 8, 16), Option("runs", low=19, true_with=SURVIVES)),
)
STEEP = Choose(
    reads="gradient_norm",
    options=(Option("few", high=7, true_with={"gain": 2.2}), Option("tens", 15, 60), Option("hundreds", low=120)),
)
SOLVED = Choose(
    reads="held_out_loss",
    at=60,
    options=(Option("solved", high=0.1), Option("partly", 0.2, 0.8), Option("lost", 0.9, 1.1)),
)

CLIFF = Lesson(
    name="cliff",
    minutes=13,
    goals=3,
    builds_on=("again",),
    exercises=(
        Exercise(
            "power",
            "power",
            GROWS,
            ARRIVES,
            Contrast({"spectral_radius": 1.1}, ARRIVES, Look("reach")),
            Look("reach", layer=1),
        ),
        Exercise(
            "ends",
            "jump",
            GROWS,
            ENDS,
            Contrast({"learning_rate": 1e-5}, ENDS, Look("updates")),
            Look("updates"),
        ),
        Exercise(
            "kept",
            "clipping",
            CLIPPED,
            Sketch(reads="signal", low=-8, high=8, mistaken=(Mistaken("level", changes={"spectral_radius": 1.0}),)),
            Contrast(
                {"max_norm": 0.01},
                Choose(
                    reads="signal_decades",
                    beside=True,
                    options=(Option("hundredth", -2.5, -1.5), Option("same", -0.5, 0.5), Option("gone", high=-4)),
                ),
                Look("reach"),
            ),
            Look("reach", layer=1),
        ),
        Exercise(
            "entries",
            "clipping",
            GROWS.replace(clipping="value"),
            Estimate(reads="clipped_norm", low=0, high=100, within=12),
            Contrast(
                {"max_norm": 10.0},
                Estimate(reads="clipped_norm", low=0, high=1000, within=120),
                Look("updates"),
            ),
            Look("updates"),
        ),
        Exercise(
            "steep", "steep", EDGE, STEEP, Contrast({"gain": 2.2}, STEEP, Look("updates")), Look("updates", layer=1)
        ),
        Exercise(
            "jump", "jump", EDGE, SOLVED, Contrast({"clipping": "norm"}, SOLVED, Look("updates")), Look("updates")
        ),
    ),
    misconception=Misconception(
        "cures",
        "clipping",
        (
            Trial(CLIPPED, "signal_decades", -2, 2, look=Look("reach")),
            Trial(TANH.replace(clipping="norm"), "signal_decades", -2, 2, look=Look("reach")),
        ),
    ),
    items=(
        Item("third", "power", GROWS.replace(spectral_radius=1.3, sequence_length=30), ARRIVES, Look("reach")),
        Item("tiny", "jump", GROWS.replace(learning_rate=1e-6), ENDS, Look("updates")),
        Item(
            "small",
            "clipping",
            TANH.replace(clipping="norm"),
            Choose(
                reads="clipped_norm",
                options=(Option("raised", 0.9, 1.1), Option("kept", 0.25, 0.5), Option("shorter", high=0.15)),
            ),
            Look("updates"),
        ),
        Item("beyond", "steep", EDGE.replace(gain=2.4), STEEP, Look("updates")),
    ),
    card=Card(
        r"g \leftarrow g \cdot \min\!\Big(1, \frac{c}{\lVert g \rVert_2}\Big), \qquad 1.2^{59} \approx 47\,000", CLIPPED
    ),
)
