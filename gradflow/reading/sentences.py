"""The sentences: a headline, the rule behind it, and a remark for everything else."""

from collections.abc import Callable

from gradflow.decades import UNCHANGED
from gradflow.diagnosis import Diagnosis, Finding, diagnose
from gradflow.diagnosis import thresholds as at
from gradflow.reading import memory
from gradflow.reading.closeness import spread_of, too_close
from gradflow.reading.numbers import LARGEST_GROUPED, amount, counted, part, percent, signed, size, slope, times
from gradflow.text import Words
from gradflow.theory.predict import Prediction, decades_per_layer
from gradflow.trace import Trace

FLOW = ("vanishing", "exploding", "borderline", "healthy")  # verdicts about R, with numbers to tell
IN_HEADLINE = ("starved_inside",)  # what R cannot see and a headline must not hide

# How each number of a finding is written.
FORMATS: dict[str, Callable[..., str]] = {
    "layer": counted,
    "share": percent,
    "start": percent,
    "part": part,
    "size": size,
    "loss": size,
    "slope": slope,
    "decades": signed,
    "amount": amount,
    "weight_amount": amount,
    "since": counted,
    "precision": str,
    "cell_amount": amount,
    "window": counted,
}


def headline(diagnosis: Diagnosis, prediction: Prediction | None, words: Words) -> str:
    """What is happening, in one Markdown sentence with live numbers."""
    verdict, words = diagnosis.verdict, words.along(diagnosis.axis)
    if verdict.code == "exploded":
        return _exploded(diagnosis, words)
    if verdict.code not in FLOW or diagnosis.decades is None:
        code = "single" if verdict.code == "healthy" else verdict.code
        sentence = words(f"headline.{code}", **written(verdict, words), depth=diagnosis.depth)
        return sentence if diagnosis.memory is None else f"{sentence}{memory.asked(diagnosis, words)}"
    way = "unchanged" if abs(diagnosis.decades) < UNCHANGED else "less" if diagnosis.decades < 0 else "more"
    theory = _theory(diagnosis, prediction, words, stated=way != "unchanged")
    if diagnosis.memory is not None:
        return memory.reached(diagnosis, way, theory, words)
    sentence = words(
        f"headline.{verdict.code}_{way}",
        part=part(min(0.0, diagnosis.decades)),
        times=times(max(0.0, diagnosis.decades)),
        slope=slope(diagnosis.slope or 0.0),
        depth=diagnosis.depth,
        theory=theory,
    )
    for finding in diagnosis.remarks:
        if finding.code in IN_HEADLINE:
            sentence = words(f"headline.{finding.code}", sentence=sentence, **written(finding, words))
    return sentence


def effect(trace: Trace, diagnosis: Diagnosis, words: Words) -> str:
    """What the latest change in mid-run did to the signal, or "" where there was none."""
    made = [change for change in trace.experiment.changes if 0 < change.step < len(trace)]
    if not made:
        return ""
    step = made[-1].step
    what = words("change.and").join(words.set_to(c.name, c.value) for c in made if c.step == step)
    before = diagnose(trace, step - 1)
    if before.decades is None or diagnosis.decades is None:
        return words("change.made", step=step, what=what)
    return words(
        "change.effect",
        step=step,
        what=what,
        before=signed(before.decades),
        now=signed(diagnosis.decades),
        gained=signed(diagnosis.decades - before.decades),
    )


def _theory(diagnosis: Diagnosis, prediction: Prediction | None, words: Words, stated: bool) -> str:
    """The clause that compares the slope, if the sentence stated one, with theory's; or nothing."""
    predicted = decades_per_layer(prediction.profile) if prediction else None
    if predicted is None or diagnosis.slope is None:
        return ""
    when = "now" if diagnosis.step == 0 else "start"
    if abs(predicted) * (diagnosis.depth - 1) < UNCHANGED:
        way = "unchanged"
    elif stated and predicted * diagnosis.slope > 0:
        way = "same"
    else:
        way = "falls" if predicted < 0 else "grows"
    return words(f"theory.{way}_{when}", slope=slope(predicted))


def _exploded(diagnosis: Diagnosis, words: Words) -> str:
    """Where the numbers ended, what that means and what helps."""
    numbers = diagnosis.verdict.numbers
    where, layer = str(numbers["where"]), int(numbers["layer"])
    place = words("place.layer", layer=layer) if layer <= diagnosis.depth else words("place.output")
    quantity = words(f"quantity.{where}", place=place)
    ended = {"precision": numbers["precision"], "largest": _largest(float(numbers["largest"]))}
    cause = words(f"cause.{numbers['cause']}")
    if diagnosis.step == 0 and where != "update":
        return words("headline.exploded_start", quantity=quantity, cause=cause, **ended)
    count = {0: "none", 1: "one"}.get(diagnosis.step, "many")
    when = words(f"when.{count}", step=counted(diagnosis.step))
    return words("headline.exploded", when=when, quantity=quantity, cause=cause, **ended)


def _largest(value: float) -> str:
    """65 504, but 3.4·10³⁸; 64 where the loss is scaled."""
    return counted(value) if 1000 <= value < LARGEST_GROUPED else size(value)


def rule(diagnosis: Diagnosis, prediction: Prediction | None, words: Words) -> str:
    """The verdict rule with its thresholds and this run's numbers, a few lines of Markdown."""
    words = words.along(diagnosis.axis)
    lines = [words("rule.principle")]
    if diagnosis.decades is not None:
        lines.append(words("rule.measured", depth=diagnosis.depth, decades=signed(diagnosis.decades)))
    lines.append(words("rule.ladder", vanishing=f"{at.VANISHING:g}", borderline=f"{at.BORDERLINE:g}"))
    lines.append(words("rule.first", dead=percent(at.DEAD)))
    if diagnosis.law is not None:
        lines.append(words(f"rule.{diagnosis.law}"))
    if diagnosis.weight_gradient_decades is not None:
        lines.append(words("rule.weight_gradient", decades=signed(diagnosis.weight_gradient_decades)))
    if diagnosis.forward_decades is not None:
        lines.append(words("rule.forward", decades=signed(diagnosis.forward_decades)))
    if (spread := spread_of(diagnosis, prediction)) is not None:
        lines.append(words("rule.spread", spread=amount(spread)))
    if diagnosis.memory is not None:
        lines.append(words("rule.memory", faint=percent(at.FAINT), solved=percent(at.SOLVED)))
    return "\n\n".join(lines)


def remarks(diagnosis: Diagnosis, prediction: Prediction | None, words: Words) -> list[str]:
    """One sentence for each further finding, and one on what theory could say."""
    words = words.along(diagnosis.axis)
    found = [finding for finding in diagnosis.remarks if finding.code not in IN_HEADLINE]
    said = [words(f"remark.{finding.code}", **written(finding, words)) for finding in found]
    if (spread := spread_of(diagnosis, prediction)) is not None and too_close(diagnosis, prediction):
        said.append(words("remark.too_close", decades=signed(diagnosis.decades or 0.0), spread=amount(spread)))
    if prediction is None:
        return said
    factor = {} if prediction.factor is None else {"factor": f"{prediction.factor:.3g}"}
    return [*said, words(prediction.reason, **factor)]


def written(finding: Finding, words: Words) -> dict[str, str]:
    """A finding's numbers, each as its kind is written; a gate is called by its name."""
    numbers = finding.numbers.items()
    return {name: words(f"gate.{value}") if name == "gate" else FORMATS[name](value) for name, value in numbers}
