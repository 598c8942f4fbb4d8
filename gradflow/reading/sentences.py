"""The sentences: a headline, the rule behind it, and a remark for everything else."""

from gradflow.decades import UNCHANGED
from gradflow.diagnosis import Diagnosis, Finding
from gradflow.diagnosis import thresholds as at
from gradflow.numbers import (
    LARGEST_GROUPED,
    amount,
    counted,
    factor,
    part,
    percent,
    signed,
    size,
    slope,
    times,
)
from gradflow.reading import memory
from gradflow.reading.closeness import shattered, spread_of, too_close
from gradflow.reading.learning import helps, learned
from gradflow.reading.written import FORMATS, written
from gradflow.text import Words
from gradflow.theory.predict import Prediction, decades_per_layer

FLOW = ("vanishing", "exploding", "borderline", "passes")  # verdicts about R, with numbers to tell
MORE = 20  # layers, to say what a rate comes to
LEARNED = {"guessed": at.GUESSED, "solved": at.SOLVED, "fallen": at.FALLEN}
OF_LEARNING = ("guessed", "from_chance", "from_learned")  # this run's own, for the rule
IN_HEADLINE = ("starved_inside", "parallel")  # what R cannot see, and a headline that says that it passes must not hide
OF_CAUSES = ("size", "amount", "factor", "added", "scale", "changed")  # numbers that sentences about a cause tell
SOUND = ("passes", "borderline")


def headline(diagnosis: Diagnosis, prediction: Prediction | None, words: Words) -> str:
    """What is happening, in two Markdown sentences with live numbers: what the backward signal does, and whether the
    network learns."""
    words = words.along(diagnosis.axis)
    return f"{_signal(diagnosis, prediction, words)}{words('sentence.and')}{learned(diagnosis, words)}"


def _signal(diagnosis: Diagnosis, prediction: Prediction | None, words: Words) -> str:
    """What the backward signal does, and what it cannot say of itself."""
    sentence = _verdict(diagnosis, prediction, words)
    for finding in diagnosis.remarks:
        if _in_headline(finding, diagnosis):
            sentence = words(f"headline.{finding.code}", sentence=sentence, **written(finding, words))
    return sentence


def _in_headline(finding: Finding, diagnosis: Diagnosis) -> bool:
    return finding.code in IN_HEADLINE and diagnosis.signal in SOUND


def _verdict(diagnosis: Diagnosis, prediction: Prediction | None, words: Words) -> str:
    verdict = diagnosis.verdict
    if verdict.code == "exploded":
        return _exploded(diagnosis, words)
    if verdict.code not in FLOW or "decades" not in verdict.numbers:
        code = verdict.code if verdict.code not in FLOW else "single" if diagnosis.depth == 1 else "passed_by"
        sentence = words(f"headline.{code}", **written(verdict, words), depth=diagnosis.depth)
        return sentence if diagnosis.memory is None else f"{sentence}{memory.asked(diagnosis, words)}"
    r, rate = (float(verdict.numbers[name]) for name in ("decades", "slope"))
    way = "unchanged" if abs(r) < UNCHANGED else "less" if r < 0 else "more"
    theory = _theory(diagnosis, prediction, words, stated=way != "unchanged")
    if diagnosis.memory is not None:
        return _of_then(memory.reached(diagnosis, way, theory, words), verdict, words)
    if way != "unchanged" and verdict.code in SOUND and any(f.code == "starved_inside" for f in diagnosis.remarks):
        sizes = {"part": part(min(0.0, r)), "times": times(max(0.0, r))}
        return words(f"headline.{verdict.code}_ends_{way}", **sizes, depth=diagnosis.depth)
    sentence = words(
        f"headline.{verdict.code}_{way}",
        part=part(min(0.0, r)),
        times=times(max(0.0, r)),
        slope=slope(rate),
        factor=factor(10**rate),
        depth=diagnosis.depth,
        theory=theory,
    )
    sentence = _of_then(sentence, verdict, words)
    if verdict.code == "passes" and rate <= -at.STEEP:
        sentence = words("headline.steep", sentence=sentence, layers=MORE, part=part(rate * (MORE - 1)))
    return sentence


def _of_then(sentence: str, verdict: Finding, words: Words) -> str:
    """With the step that it speaks of, where the batch of this one sends nothing so far back."""
    if "seen_at" not in verdict.numbers:
        return sentence
    return words("headline.seen_at", sentence=sentence, seen_at=FORMATS["seen_at"](verdict.numbers["seen_at"]))


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
    cause = words(f"cause.{numbers['cause']}", **_of_cause(diagnosis, words))
    if diagnosis.step == 0 and where != "update":
        return words("headline.exploded_start", quantity=quantity, cause=cause, **ended)
    count = {0: "none", 1: "one"}.get(diagnosis.step, "many")
    when = words(f"when.{count}", step=counted(diagnosis.step))
    return words("headline.exploded", when=when, quantity=quantity, cause=cause, **ended)


def _of_cause(diagnosis: Diagnosis, words: Words) -> dict[str, str]:
    """The numbers of a cause; of a change in mid-run, what was changed."""
    numbers = diagnosis.verdict.numbers
    told = {name: FORMATS[name](numbers[name]) for name in OF_CAUSES if name in numbers}
    what = numbers.get("what")
    return told | ({"what": words.changed(str(what))} if what else {})


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
    lines.append(words("rule.first", stays=at.STAYS))
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
    lines.append(words("rule.learning", **{name: percent(share) for name, share in LEARNED.items()}))
    told = {name: percent(float(n)) for name, n in diagnosis.learning.numbers.items() if name in OF_LEARNING}
    if len(told) == len(OF_LEARNING) and diagnosis.learning.reason.endswith(("_right", "_below")):
        lines[-1] += words("rule.learning_here", **told)
    help_ = helps(diagnosis, words)
    return "\n\n".join([*lines, help_] if help_ else lines)


def remarks(diagnosis: Diagnosis, prediction: Prediction | None, words: Words) -> list[str]:
    """One sentence for each further finding, and one on what theory could say."""
    words = words.along(diagnosis.axis)
    found = [finding for finding in diagnosis.remarks if not _in_headline(finding, diagnosis)]
    said = [words(f"remark.{finding.code}", **written(finding, words)) for finding in found]
    if (spread := spread_of(diagnosis, prediction)) is not None and too_close(diagnosis, prediction):
        said.append(words("remark.too_close", decades=signed(diagnosis.decades or 0.0), spread=amount(spread)))
    if prediction is None:
        return said
    if (alike := shattered(diagnosis, prediction)) is not None:
        said.append(words("remark.shattered", alike=size(alike)))
    return [*said, words(prediction.reason, **{name: f"{number:.3g}" for name, number in prediction.numbers.items()})]
