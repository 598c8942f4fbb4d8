"""What the runs of a case say, as a table of markdown, and the links that open them."""

from collections.abc import Sequence
from math import inf, isnan
from urllib.parse import urlencode

from gradflow.casebook.case import Case
from gradflow.casebook.reading import Bound, Reading
from gradflow.casebook.rule import Among
from gradflow.casebook.running import steps_read
from gradflow.experiment import Experiment, default_values
from gradflow.link import LANGUAGE, STEP
from gradflow.text import Words
from gradflow.trace import Trace

ALWAYS = ("depth", "sequence_length", "cell", "activation", "initializer")  # told of every run


def source(case: Case, words: Words) -> str:
    """Where it comes from: an article by its number from 1, everything else by its name."""
    if case.collection != "articles":
        return case.source
    return words("cases.article", number=1 + int(case.id.partition(".")[0]))


def table(case: Case, traces: Sequence[Trace], words: Words) -> str:
    """A row for each number that the rule asks for: what it is; what was said of it, if anything; what it is here."""
    assert case.rule
    if isinstance(case.rule, Among):
        readings = dict.fromkeys(bound.reading for bound in case.rule.bounds)
        rows = [(_quantity(each, case, words), _number(each.value(traces), words)) for each in readings]
        return _markdown((words("cases.measured"), words("cases.here")), rows)
    said = [_number(each, words) for each in case.stated] or [_said(bound, words) for bound in case.rule.bounds]
    rows = [
        (
            _quantity(bound.reading, case, words),
            claim,
            _number(bound.reading.value(traces), words),
            words("cases.holds" if bound.holds(traces) else "cases.fails"),
        )
        for bound, claim in zip(case.rule.bounds, said, strict=True)
    ]
    heads = (words("cases.measured"), words("cases.paper" if case.stated else "cases.asked_for"), words("cases.here"))
    if case.stated:
        return _markdown(heads, [row[:3] for row in rows])
    return _markdown((*heads, "&nbsp;"), rows)


def opens(case: Case, words: Words) -> str:
    """A link to each run, by what it has changed in what its laboratory opens with; it stands still at the latest step
    that is read of it, for what comes later the case does not speak of."""
    assert case.rule
    links = []
    for experiment, steps in zip(case.experiments, steps_read(case.experiments, case.rule), strict=True):
        place = [(STEP, steps)] if steps < experiment.steps else []
        query = "&".join(filter(None, [experiment.to_query(), urlencode([*place, (LANGUAGE, words.language)])]))
        links.append((_label(experiment, words), f"./?{query}"))
    if len(links) == 1:
        ((text, address),) = links
        return f"[{words('cases.open', label=text)}]({address})"
    return "\n".join(f"- [{words('cases.run', run=i, label=text)}]({to})" for i, (text, to) in enumerate(links, 1))


def _label(experiment: Experiment, words: Words) -> str:
    """What makes the network what it is, and whatever else it has changed in what its laboratory opens with."""
    spoken = words.along(experiment.family.axis)
    usual, values = default_values(type(experiment.network)), experiment.values()
    changed = [name for name, value in values.items() if value not in (None, usual[name])]
    named = [name for name in (*ALWAYS, *changed) if name in values and experiment.reads(name)]
    return " · ".join(spoken.set_to(name, values[name]) for name in dict.fromkeys(named))


def _quantity(reading: Reading, case: Case, words: Words) -> str:
    quantity = words(f"cases.quantity.{reading.quantity}")
    if reading.less is not None:
        quantity = words("cases.less", quantity=quantity, run=reading.run + 1, less=reading.less + 1)
    elif len(case.experiments) > 1:
        quantity = words("cases.of_run", quantity=quantity, run=reading.run + 1)
    if reading.step < 0:
        return words("cases.at_end", quantity=quantity)
    return words("cases.at_step", quantity=quantity, step=reading.step) if reading.step else quantity


def _said(bound: Bound, words: Words) -> str:
    if bound.high == inf:
        return words("cases.low", low=_number(bound.low, words))
    if bound.low == -inf:
        return words("cases.high", high=_number(bound.high, words))
    return words("cases.between", low=_number(bound.low, words), high=_number(bound.high, words))


def _number(value: float, words: Words) -> str:
    if isnan(value):
        return words("cases.says_nothing")
    return f"{value:.3g}".replace("-", "−").replace("e−0", "e−").replace("e+0", "e")


def _markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
