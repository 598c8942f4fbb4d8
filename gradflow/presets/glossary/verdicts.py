"""Words of the two verdicts."""

from collections.abc import Mapping

from gradflow.experiment import Experiment
from gradflow.presets.claim import Verdict, preset
from gradflow.presets.glossary.term import Term
from gradflow.presets.named import PRESETS

VERDICTS: Mapping[str, Term] = {
    "vanishing": Term("signal_verdict", r"R \le -3", PRESETS["sigmoid"], linked=True),
    "exploding": Term("signal_verdict", r"R \ge +3", PRESETS["batch_norm_grows"], linked=True),
    "borderline": Term(
        "signal_verdict",
        r"2 < |R| < 3",
        preset(Experiment().replace(depth=5, width=32), Verdict("borderline", step=0), view="profile"),
    ),
    "passes": Term("signal_verdict", r"|R| \le 2", PRESETS["relu_he"]),
    "blocked": Term("signal_verdict", r"\delta_l = 0", PRESETS["truncated"], linked=True),
    "underflow": Term("signal_verdict", r"|x| < 3 \cdot 10^{-8}", PRESETS["float16_underflow"], linked=True),
    "overflow": Term("signal_verdict", r"|x| > 3.4 \cdot 10^{38}", PRESETS["residual_explodes"], linked=True),
    "too_early": Term("learning_verdict", run=preset(Experiment().replace(steps=20), Verdict("too_early"))),
    "at_chance": Term("learning_verdict", run=preset(Experiment().replace(steps=60), Verdict("at_chance"))),
    "learned": Term(
        "learning_verdict",
        run=preset(
            Experiment().replace(activation="relu", initializer="he_normal", learning_rate=0.02, depth=5),
            Verdict("learned"),
        ),
    ),
    "stalled": Term("learning_verdict"),
    "falling_back": Term(
        "learning_verdict",
        run=preset(Experiment().replace(activation="relu", initializer="he_normal"), Verdict("falling_back")),
    ),
    "diverging": Term(
        "learning_verdict",
        run=preset(Experiment().replace(gain=5.0, learning_rate=100.0, steps=60), Verdict("diverging")),
    ),
    "ended": Term("learning_verdict", run=PRESETS["residual_explodes"]),
}
