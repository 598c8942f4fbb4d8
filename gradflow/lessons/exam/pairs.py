"""What the test asks: one idea of most lessons, in four topics."""

from gradflow.experiment import Experiment
from gradflow.lessons.exam.pair import ExamPair
from gradflow.lessons.prompt import Choose, Option

TOPICS = LAYERS, INSIDE, SEEN, TIME = "layers", "inside", "seen", "time"

SIGNAL = Choose(
    reads="signal_decades",
    options=(Option("fades", high=-2), Option("level", -1, 1), Option("grows", low=2)),
)
DEEP = Experiment().replace(depth=30)
RELU_HE = DEEP.replace(activation="relu", initializer="he_normal")
SHALLOW = Experiment().replace(depth=12)
TANH3 = Experiment().replace(depth=3, activation="tanh", init_scale=0.1)
STORED = Experiment().replace(depth=40)
TANH_IN_TIME = Experiment.from_query("network=rnn&hidden_size=32&batch_size=32&recurrent_initializer=orthogonal")
LINEAR = TANH_IN_TIME.replace(cell="linear")
SMALL = {"initializer": "normal", "recurrent_initializer": "normal", "init_scale": 1e-4}
LSTM = TANH_IN_TIME.replace(cell="lstm", **SMALL)

ALL = (
    ExamPair(
        "power",
        LAYERS,
        "signal",
        DEEP.replace(activation="tanh", gain=0.6),
        DEEP.replace(activation="identity", gain=1.5),
        SIGNAL,
    ),
    ExamPair("relu", LAYERS, "weights", DEEP.replace(activation="relu"), RELU_HE, SIGNAL),
    ExamPair(
        "past",
        LAYERS,
        "bypass",
        RELU_HE.replace(connection="residual"),
        RELU_HE.replace(connection="residual", branch_scale=0.05),
        SIGNAL,
    ),
    ExamPair("saturated", INSIDE, "stuck", SHALLOW, DEEP.replace(activation="tanh", gain=3.0), SIGNAL),
    ExamPair(
        "equal",
        INSIDE,
        "stuck",
        TANH3.replace(initializer="constant"),
        TANH3.replace(initializer="normal"),
        Choose(
            reads="held_out_accuracy",
            at=99,
            options=(Option("chance", high=0.25), Option("half", 0.35, 0.65), Option("most", low=0.75)),
        ),
    ),
    ExamPair(
        "normalized",
        INSIDE,
        "normalization",
        Experiment().replace(depth=15, normalization="batch"),
        Experiment().replace(depth=15, normalization="layer"),
        SIGNAL,
    ),
    ExamPair(
        "bars",
        SEEN,
        "hidden_gradient",
        DEEP.replace(activation="relu"),
        SHALLOW,
        Choose(
            reads="weight_gradient_decades",
            options=(Option("smaller", high=-3), Option("alike", -1, 1), Option("larger", low=3)),
        ),
    ),
    ExamPair(
        "optimizer",
        SEEN,
        "optimizers",
        Experiment().replace(depth=15, optimizer="adam", learning_rate=0.001),
        Experiment().replace(depth=15, activation="tanh", clipping="norm", max_norm=0.1),
        SIGNAL,
    ),
    ExamPair(
        "stored",
        SEEN,
        "numbers",
        STORED.replace(precision="float16"),
        STORED.replace(precision="bfloat16"),
        Choose(
            reads="silent_layers",
            options=(Option("none", high=3), Option("half", 10, 22), Option("most", low=26)),
        ),
    ),
    ExamPair(
        "matrix",
        TIME,
        "again",
        LINEAR.replace(spectral_radius=0.9),
        LINEAR.replace(spectral_radius=1.15),
        SIGNAL,
    ),
    ExamPair(
        "gate",
        TIME,
        "gates",
        LSTM.replace(forget_bias=1.0),
        LSTM.replace(forget_bias=4.0),
        Choose(
            reads="cell_half_life",
            options=(Option("two", high=5), Option("fifteen", 10, 22), Option("forty", 30, 50)),
        ),
    ),
    ExamPair(
        "clipped",
        TIME,
        "cliff",
        LINEAR.replace(spectral_radius=1.2, clipping="norm"),
        LINEAR.replace(spectral_radius=0.8, clipping="norm"),
        SIGNAL,
    ),
    ExamPair("orthogonal", TIME, "promises", TANH_IN_TIME, LINEAR, SIGNAL),
)
PAIRS = {pair.name: pair for pair in ALL}
