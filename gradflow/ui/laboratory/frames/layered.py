"""The laboratory of layered networks: its views, its remedies, and what helps a network that has exploded."""

from collections.abc import Callable
from typing import Any

from gradflow.diagnosis.branches import TOO_MUCH, branch_excess, fitting_scale
from gradflow.figures import answers, chain, learned, norms, ratios, units
from gradflow.networks import Layered
from gradflow.service.training.looks import ANSWERS
from gradflow.ui.laboratory.frames.views import (
    INSIDE_VIEWS,
    SEEDS,
    FieldValues,
    Laboratory,
    View,
    ViewData,
    curves_of,
    looking,
    opening_of,
    seen,
)
from gradflow.ui.laboratory.frames.walk import VIEW as WALK


def _against_explosion(network: Layered) -> dict[str, FieldValues]:
    """A gain back to 1; and where every layer's branch is added to a skip, branches that all together add as much as
    the skips carry."""
    fitting: dict[str, FieldValues] = {"gain": {"gain": 1.0}} if network.gain > 1 else {}
    if branch_excess(network) >= TOO_MUCH:
        fitting["branch_scale"] = {"branch_scale": round(fitting_scale(network), 2)}
    return fitting


def layered(outputs: Callable[[ViewData], Any] = seen) -> Laboratory:
    """outputs: when the network was asked at the probes, and its answers; None before."""
    return Laboratory(
        views={
            "profile": View(("profile", "curves"), opening_of),
            "chain": View(
                ("chain", "units"), lambda s: {"chain": chain(s.trace, s.words), "units": units(s.trace, s.words)}
            ),
            WALK: View(("passes", "factors"), lambda s: s.walk.pictures if s.walk else {}),
            "updates": View(
                ("norms", "ratios"), lambda s: {"norms": norms(s.trace, s.words), "ratios": ratios(s.trace, s.words)}
            ),
            "seeds": SEEDS,
            **INSIDE_VIEWS,
            "learned": looking(
                ("learned", "curves"),
                ANSWERS,
                lambda s: {"learned": learned(s.trace, outputs(s), s.words), "curves": curves_of(s)},
            ),
        },
        answers=looking(
            ("answers",),
            ANSWERS,
            lambda s: {"answers": answers(s.trace, s.words, outputs(s), before=s.before)},
        ),
        needed=lambda _: None,
        remedies={
            "batch_norm": {"normalization": "batch"},  # first what also learns at the rate that the page opens with
            "residual": {"connection": "residual"},
            "relu_he": {"activation": "relu", "initializer": "he_normal"},
            "gain": {"gain": 10.0},  # near 10.15, where a sigmoid layer passes the signal on unchanged
            "clipping": {"clipping": "norm"},
        },
        against_explosion=_against_explosion,
    )


LAYERED = layered()
