"""A run in the shell: everything that the page says, without the marks of its markdown."""

import re

from gradflow.diagnosis import diagnose
from gradflow.reading.change import compared
from gradflow.reading.learning import helps
from gradflow.reading.progress import progress
from gradflow.reading.sentences import headline, remarks
from gradflow.text import Words
from gradflow.theory.predict import explain
from gradflow.trace import Trace

MARKS = r"\*\*|[`$]|:\w+\[([^\]]*)\]"


def report(trace: Trace, words: Words, without: Trace | None = None) -> list[str]:
    """Line by line: the headline with both verdicts, how far and how well, every remark, what may help, and what the
    latest change did. without: the same run without that change, where there was one."""
    found, prediction = diagnose(trace), explain(trace.experiment)
    lines = [headline(found, prediction, words), progress(trace, words)]
    lines += [f"- {remark}" for remark in remarks(found, prediction, words)]
    lines += [help_] if (help_ := helps(found, words)) else []
    lines += [did] if without is not None and (did := compared(trace, without, words)) else []
    return [re.sub(MARKS, r"\1", line) for line in lines]
