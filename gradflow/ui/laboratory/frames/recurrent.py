"""The laboratory of recurrent networks: its views, its remedies, and what helps a network that has exploded."""

from gradflow.diagnosis.memory import asked_lag, lag_is_known
from gradflow.experiment import Experiment
from gradflow.figures import answers, gates, memories, norms, signals, spectrum, units
from gradflow.networks import RNN
from gradflow.service.training.looks import ANSWERS
from gradflow.ui.laboratory.frames.other_cells import BESIDE, caught_up, traces_beside
from gradflow.ui.laboratory.frames.views import (
    INSIDE_VIEWS,
    SEEDS,
    FieldValues,
    Laboratory,
    Pictures,
    View,
    ViewData,
    curves_of,
    looking,
    opening_of,
    seen,
)


def _beside(shown: ViewData) -> Pictures:
    traces = {shown.words.of_choice("cell", cell): trace for cell, trace in traces_beside(shown.session).items()}
    return {"signals": signals(traces, shown.words), "memories": memories(traces, shown.words)}


def _needed(experiment: Experiment) -> int | None:
    return experiment.network.depth - asked_lag(experiment) if lag_is_known(experiment) else None


def _against_explosion(network: RNN) -> dict[str, FieldValues]:
    if network.recurrent_initializer == "orthogonal" and network.spectral_radius <= 1:
        return {}
    return {"orthogonal": {"recurrent_initializer": "orthogonal", "spectral_radius": 0.0}}


RECURRENT = Laboratory(
    views={
        "reach": View(("reach", "profile"), opening_of),
        "gates": View(("gates", "curves"), lambda s: {"gates": gates(s.trace, s.words), "curves": curves_of(s)}),
        "spectrum": looking(
            ("spectrum", "curves"),
            ANSWERS,
            lambda s: {"spectrum": spectrum(s.trace, seen(s), s.words), "curves": curves_of(s)},
        ),
        BESIDE: View(("signals", "memories"), _beside, lambda session: not caught_up(session)),
        # Of one matrix for all time steps there is one ratio; the units differ from time step to time step.
        "updates": View(
            ("norms", "units"), lambda s: {"norms": norms(s.trace, s.words), "units": units(s.trace, s.words)}
        ),
        "seeds": SEEDS,
        **INSIDE_VIEWS,
    },
    answers=View(("answers",), lambda s: {"answers": answers(s.trace, s.words, examples=False, before=s.before)}),
    needed=_needed,
    remedies={
        "orthogonal": {"recurrent_initializer": "orthogonal"},  # the one that is enough by itself
        "lstm": {"cell": "lstm"},
        "gru": {"cell": "gru"},
        "forget_bias": {"forget_bias": 4.0},  # half of c is left after 38 time steps
        "layer_norm": {"normalization": "layer"},
        "clipping": {"clipping": "norm"},
    },
    against_explosion=_against_explosion,
)
