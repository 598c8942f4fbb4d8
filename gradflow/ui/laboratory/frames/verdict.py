"""The verdict: what is happening, in one sentence with live numbers; how far the run is; why it is called so."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gradflow.diagnosis import diagnose
from gradflow.fields import Value
from gradflow.reading import effect, headline, progress, question, remarks, rule, verdicts, why
from gradflow.reading.progress import beforehand
from gradflow.service.training.run import LONGEST
from gradflow.text import Words
from gradflow.theory.predict import Prediction
from gradflow.trace import Trace
from gradflow.ui.laboratory.frames.aids import aids
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.session import FrameText

RULE = 2.0  # seconds between two tellings of the rule: it stands behind a button


@dataclass(frozen=True)
class LabFrameText(FrameText):
    """question: that the run raises. verdicts: both, in a word. effect: what a change did. rule: why it is called so.
    repair: how far it is, where one is being made. aids: what may help, by name: fields' values. step: that the
    sentences speak of."""

    question: str = ""
    verdicts: str = ""
    effect: str = ""
    rule: str = ""
    repair: str = ""
    aids: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    step: int | None = None


def verdict(
    session: LabSession, trace: Trace, before: Trace | None, prediction: Prediction, words: Words
) -> LabFrameText:
    """before: of the run before. How far it is, is said by `status`."""
    audience = session.server.audience
    if len(trace) == 0:
        waits = session.server.runs.get(session.experiment).waits_for_memory
        said = words("status.memory") if waits else beforehand([session.experiment], words)
        return LabFrameText(said, question=f"# {words('question.will')}")
    diagnosis = diagnose(trace)

    def ruled() -> str:
        said = remarks(diagnosis, prediction, words)
        return "\n".join([rule(diagnosis, prediction, words), "", *(f"- {each}" for each in said)])

    seconds = f"{audience.interval_for(session.name):g}"
    return LabFrameText(
        headline=headline(diagnosis, prediction, words),
        question=question(diagnosis, words),
        verdicts=verdicts(diagnosis, words),
        notes=(words("status.slower", learners=len(audience), seconds=seconds),) if audience.slowed else (),
        effect=effect(trace, diagnosis, words) or (why(trace, before, words) if before else ""),
        rule=session.ruling((session.experiment, words), ruled, RULE if session.playback.waiting else 0),
        aids=aids(trace, not session.playback.waiting),
        step=len(trace) - 1,
    )


def status(session: LabSession, trace: Trace, words: Words) -> str:
    """How far the run is, and how well it does; "" before its first step."""
    if len(trace) == 0:
        return ""
    runs = session.server.runs
    ended = session.playback.ended(runs)
    if ended and runs.get(session.experiment).exhausted:  # it has taken all the computing it may
        return progress(trace, words, "exhausted", minutes=int(LONGEST / 60))
    said = progress(trace, words, "done" if ended else "step")
    if session.playback.behind:  # the pace is chosen, and what comes of it the machine decides
        reached = float(f"{session.playback.reached:.1g}")  # or the number would never stand still
        said += words("status.behind", reached=f"{reached:g}", pace=session.playback.pace)
    return said
