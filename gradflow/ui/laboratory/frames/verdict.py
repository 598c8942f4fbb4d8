"""The verdict: what is happening, in one sentence with live numbers; how far the run is; why it is called so."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gradflow.diagnosis import diagnose
from gradflow.fields import Value
from gradflow.reading import effect, headline, progress, remarks, rule
from gradflow.service.training.run import LONGEST
from gradflow.text import Words
from gradflow.theory.predict import Prediction
from gradflow.trace import Trace
from gradflow.ui.laboratory.frames.aids import aids
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.session import FrameText


@dataclass(frozen=True)
class LabFrameText(FrameText):
    """effect: what a change in mid-run did. rule: why it is called so. aids: what may help, by name: fields' values."""

    effect: str = ""
    rule: str = ""
    aids: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)


def verdict(session: LabSession, trace: Trace, prediction: Prediction, words: Words) -> LabFrameText:
    if len(trace) == 0:
        return LabFrameText(words("status.compiling"))
    diagnosis, runs, audience = diagnose(trace), session.server.runs, session.server.audience
    exhausted = runs.get(session.experiment).exhausted
    seconds = f"{audience.interval_for(session.name):g}"
    return LabFrameText(
        headline=headline(diagnosis, prediction, words),
        status=status(trace, session.playback.ended(runs), words, exhausted),
        notes=(words("status.slower", learners=len(audience), seconds=seconds),) if audience.slowed else (),
        effect=effect(trace, diagnosis, words),
        rule="\n".join([rule(diagnosis, words), "", *(f"- {each}" for each in remarks(diagnosis, prediction, words))]),
        aids=aids(trace),
    )


def status(trace: Trace, ended: bool, words: Words, exhausted: bool = False) -> str:
    """How far the run is, and how well it does; exhausted: it ended for having taken all the computing it may."""
    if ended and exhausted:
        return progress(trace, words, "exhausted", minutes=int(LONGEST / 60))
    return progress(trace, words, "done" if ended else "step")
