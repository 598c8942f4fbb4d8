"""The verdict: what is happening, in one sentence with live numbers; how far the run is; why it is called so."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gradflow.diagnosis import diagnose
from gradflow.fields import Value
from gradflow.reading import effect, headline, progress, question, remarks, rule, verdicts, why
from gradflow.service.training.run import LONGEST
from gradflow.text import Words
from gradflow.theory.predict import Prediction
from gradflow.trace import Trace
from gradflow.ui.laboratory.frames.aids import aids
from gradflow.ui.session.lab_session import LabSession
from gradflow.ui.session.session import FrameText


@dataclass(frozen=True)
class LabFrameText(FrameText):
    """question: that the run raises. verdicts: both, in a word. effect: what a change did. rule: why it is called so.
    aids: what may help, by name: fields' values."""

    question: str = ""
    verdicts: str = ""
    effect: str = ""
    rule: str = ""
    aids: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)


def verdict(
    session: LabSession, trace: Trace, before: Trace | None, prediction: Prediction, words: Words
) -> LabFrameText:
    """before: of the run before."""
    runs, audience = session.server.runs, session.server.audience
    run = runs.get(session.experiment)
    if len(trace) == 0:
        waiting = words("status.memory" if run.waits_for_memory else "status.compiling")
        return LabFrameText(waiting, question=f"# {words('question.will')}")
    diagnosis = diagnose(trace)
    said = remarks(diagnosis, prediction, words)
    seconds = f"{audience.interval_for(session.name):g}"
    return LabFrameText(
        headline=headline(diagnosis, prediction, words),
        question=question(diagnosis, words),
        verdicts=verdicts(diagnosis, words),
        status=status(trace, session.playback.ended(runs), words, run.exhausted),
        notes=(words("status.slower", learners=len(audience), seconds=seconds),) if audience.slowed else (),
        effect=effect(trace, diagnosis, words) or (why(trace, before, words) if before else ""),
        rule="\n".join([rule(diagnosis, prediction, words), "", *(f"- {each}" for each in said)]),
        aids=aids(trace),
    )


def status(trace: Trace, ended: bool, words: Words, exhausted: bool = False) -> str:
    """How far the run is, and how well it does; exhausted: it ended for having taken all the computing it may."""
    if ended and exhausted:
        return progress(trace, words, "exhausted", minutes=int(LONGEST / 60))
    return progress(trace, words, "done" if ended else "step")
