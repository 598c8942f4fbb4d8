"""Signal: the verdict on the backward signal, in one word, from the finding that decided.

`Diagnosis.kind` said the same until 2026-11 in words of its own; `old_word` still does.
"""

from gradflow.diagnosis.finding import Finding
from gradflow.diagnosis.verdicts.judgement import Judgement

SIGNALS = ("passes", "borderline", "vanishing", "exploding", "blocked", "underflow", "overflow")

# Findings that are called otherwise than their verdict. A zero that is not known to stay is less than anything small.
WORDS = {
    "fitted": "passes",
    "silent_now": "vanishing",
    "dead_signal": "blocked",
    "truncated": "blocked",
    "truncated_every": "blocked",
    "exploded": "overflow",
}
RULES = {"passes": "ladder", "borderline": "ladder", "vanishing": "ladder", "exploding": "ladder"}
RULES |= {"blocked": "zero", "underflow": "format", "overflow": "format"}

# By reason; which of them a family has words for decides who is offered which.
HELPS: dict[str, tuple[str, ...]] = {
    "vanishing": ("keep_size", "normalize", "skip"),
    "exploding": ("shrink", "normalize", "short_steps"),
    "borderline": ("keep_size",),
    "silent_now": ("look_again",),
    "dead_signal": ("leaky", "new_weights", "short_steps"),
    "truncated": ("window",),
    "truncated_every": ("window",),
    "underflow": ("wider_format", "loss_scale"),
}
AFTER_OVERFLOW: dict[str, tuple[str, ...]] = {  # by cause
    "start": ("shrink", "normalize"),
    "grows": ("shrink", "normalize", "smaller_rate"),
    "grows_skips": ("branch_scale", "normalize", "smaller_rate"),
    "format": ("wider_format",),
    "loss_scale": ("smaller_scale",),
    "change": ("undo_change",),
    "l2": ("smaller_decay",),
    "weight_decay": ("smaller_decay",),
    "warmup": ("smaller_rate",),
    "updates": ("short_steps",),
    "updates_clipped": ("smaller_rate",),
}

KINDS = {"passes": "healthy", "blocked": "dead", "overflow": "exploded"}


def judged(finding: Finding) -> Judgement:
    """The verdict that a finding stands for."""
    word = WORDS.get(finding.code, finding.code)
    cause = str(finding.numbers.get("cause", ""))
    helps = AFTER_OVERFLOW.get(cause, ("short_steps",)) if word == "overflow" else HELPS.get(finding.code, ())
    return Judgement(word, finding.code, RULES[word], finding.numbers, helps)


def old_word(signal: Judgement, findings: tuple[Finding, ...]) -> str:
    """The verdict in its old words: exploded, dead, underflow, truncated, vanishing, exploding, borderline, healthy.

    A network without skips that has a layer of dead units was "dead" whatever its signal.
    """
    if signal.reason.startswith("truncated"):
        return "truncated"
    if signal not in ("overflow", "underflow") and any(finding.code == "dead_units" for finding in findings):
        return "dead"
    return KINDS.get(signal, str(signal))
