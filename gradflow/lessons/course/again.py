"""Lesson 9: a recurrent network goes back through the same matrix at every time step."""

from gradflow.experiment import default_of
from gradflow.lessons.lesson import Card, Contrast, Exercise, Item, Lesson, Look, Misconception, Trial
from gradflow.lessons.prompt import Choose, Estimate, Mistaken, Option, Sketch
from gradflow.networks import RNN

TANH = default_of(RNN).replace(hidden_size=32, batch_size=32)  # 60 time steps, PyTorch's weights
ROTATION = TANH.replace(cell="linear", recurrent_initializer="orthogonal", optimizer="sgd", learning_rate=0.001)
TURNED = TANH.replace(recurrent_initializer="orthogonal")

REACH = Estimate(reads="reach", low=0, high=59, within=4, unit="time_steps")
ARRIVES = Estimate(reads="signal_decades", low=-30, high=5, within=0.7, decades=True)
LEARNED = Choose(
    reads="held_out_accuracy",
    at=100,
    options=(
        Option("chance", high=0.25),
        Option("half", 0.35, 0.6),
        Option("most", low=0.7, true_with={"cell": "lstm", "forget_bias": 3.0}),
    ),
)

AGAIN = Lesson(
    name="again",
    minutes=12,
    goals=3,
    builds_on=("signal",),
    exercises=(
        Exercise(
            "far",
            "distance",
            TANH,
            REACH,
            Contrast(
                {"sequence_length": 30},
                Choose(
                    reads="reach",
                    beside=True,
                    options=(Option("half", -5, -2), Option("same", -1, 1), Option("farther", low=5)),
                ),
                Look(layer=30),
            ),
            Look("reach", layer=60),
        ),
        Exercise(
            "matrix",
            "matrix",
            ROTATION.replace(spectral_radius=0.9),
            ARRIVES,
            Contrast({"spectral_radius": 0.8}, ARRIVES, Look("spectrum")),
            Look("spectrum", layer=1),
        ),
        Exercise(
            "slopes",
            "slopes",
            TURNED,
            Sketch(reads="signal", low=-8, high=4, mistaken=(Mistaken("linear", changes={"cell": "linear"}),)),
            Contrast(
                {"gain": 0.1},
                Choose(
                    reads="signal_decades",
                    options=(
                        Option("more", high=-5, true_with={"gain": 3.0}),
                        Option("same", -4, -1.5),
                        Option("level", -0.7, 0.3),
                    ),
                ),
            ),
            Look("reach", layer=1),
        ),
        Exercise(
            "sum",
            "sum",
            TANH,
            Choose(
                reads="weight_gradient",
                layer=30,
                options=(
                    Option("alike", -1, 1, true_with={"recurrent_initializer": "identity", "cell": "linear"}),
                    Option("hundredth", -3, -1.05, true_with={"recurrent_initializer": "orthogonal"}),
                    Option("millionth", high=-5),
                ),
            ),
            Contrast(
                {"loss_at": "every"},
                Choose(
                    reads="weight_gradient",
                    layer=30,
                    options=(Option("alike", -1, 1), Option("hundredth", -3, -1.05), Option("millionth", high=-5)),
                ),
            ),
            Look(layer=30, every_map=True),
        ),
        Exercise("learns", "distance", TANH, LEARNED, Contrast({"sequence_length": 5}, LEARNED), Look("reach")),
    ),
    misconception=Misconception(
        "radius",
        "matrix",
        (
            Trial(ROTATION.replace(spectral_radius=1.2), "signal_decades", low=2, look=Look("spectrum")),
            Trial(TURNED.replace(spectral_radius=1.2, gain=5.0), "signal_decades", low=2, look=Look("spectrum")),
        ),
    ),
    items=(
        Item(
            "hundred",
            "distance",
            TANH.replace(sequence_length=100),
            REACH,
            Look("reach", layer=100),
        ),
        Item("seventh", "matrix", ROTATION.replace(spectral_radius=0.7), REACH, Look("reach", layer=60)),
        Item("sigmoid", "slopes", TURNED.replace(cell="sigmoid"), REACH, Look("reach", layer=60)),
        Item(
            "ten",
            "sum",
            ROTATION.replace(spectral_radius=0.8),
            Choose(
                reads="weight_gradient",
                layer=40,
                options=(Option("alike", -0.4, 0.4), Option("hundredth", -2.6, -1.4), Option("millionth", high=-5)),
            ),
            Look(layer=40),
        ),
    ),
    card=Card(
        r"\frac{\partial L}{\partial h_{t-1}} = U^{\mathsf T} \Big(\tanh'(z_t) \odot"
        r" \frac{\partial L}{\partial h_t}\Big), \qquad 0.56^{59} \approx 10^{-15}",
        TANH,
    ),
)
