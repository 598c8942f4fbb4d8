"""Signal: the verdict on the backward signal, in one word, from the finding that decided.

`Diagnosis.kind` said the same until 2026-11 in words of its own; `old_word` still does.
"""

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.verdicts.helps import AFTER_OVERFLOW, OF_SIGNAL, WHERE_IT_GROWS, offered
from gradflow.diagnosis.verdicts.judgement import Judgement
from gradflow.experiment import Experiment

SIGNALS = ("passes", "borderline", "vanishing", "exploding", "blocked", "underflow", "overflow")

# Findings that are called otherwise than their verdict. A zero that is not known to stay is less than anything small.
WORDS = {
    "fitted": "passes",
    "cut_beyond": "passes",
    "silent_now": "vanishing",
    "flat_now": "vanishing",
    "dead_signal": "blocked",
    "flat_signal": "underflow",
    "truncated": "blocked",
    "truncated_every": "blocked",
    "exploded": "overflow",
}
RULES = {"passes": "ladder", "borderline": "ladder", "vanishing": "ladder", "exploding": "ladder"}
RULES |= {"blocked": "zero", "underflow": "format", "overflow": "format"}

DEAD_UNITS = ("dead_units", "flat_units")
KINDS = {"passes": "healthy", "blocked": "dead", "overflow": "exploded"}


def judged(finding: Finding, now: Experiment, step: int = 0) -> Judgement:
    """The verdict that a finding stands for; now: the experiment as it stands at that step."""
    word = WORDS.get(finding.code, finding.code)
    cause = str(finding.numbers.get("cause", ""))
    grows = float(finding.numbers.get("decades", 0.0)) > 0
    of_signal = OF_SIGNAL | WHERE_IT_GROWS if grows else OF_SIGNAL
    helps = AFTER_OVERFLOW[cause] if word == "overflow" else of_signal.get(finding.code, ())
    return Judgement(word, finding.code, RULES[word], finding.numbers, offered(helps, now, step))


def old_word(signal: Judgement, findings: tuple[Finding, ...]) -> str:
    """The verdict in its old words: exploded, dead, underflow, truncated, vanishing, exploding, borderline, healthy.

    A network without skips that has a layer of dead units was "dead" whatever its signal.
    """
    if signal.reason.startswith("truncated"):
        return "truncated"
    if signal not in ("overflow", "underflow") and any(finding.code in DEAD_UNITS for finding in findings):
        return "dead"
    return KINDS.get(signal, str(signal))
