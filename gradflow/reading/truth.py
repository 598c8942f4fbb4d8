"""What a check of numbers on show has found, in words."""

import numpy as np

from gradflow.inside.truth.check import Check
from gradflow.inside.truth.checked import TELLING, Checked
from gradflow.numbers import percent, power, size
from gradflow.text import Words

SIGNS = {"agrees": "✓", "zero": "✓", "too_small": "–", "differs": "✗"}


def checked_numbers(found: Check, words: Words) -> str:
    """Markdown: how many agree, and each number beside what differences make of it."""
    told = {"step": found.step, "right": found.right, "all": len(found.numbers)}
    wrong = any(each.verdict == "differs" for each in found.numbers)
    whole = words("truth.wrong" if wrong else "truth.right", **told)
    small = [each for each in found.numbers if each.verdict == "too_small"]
    added = [words("truth.small", share=percent(TELLING))] if small else []
    if len(found.numbers) < found.all:
        added.append(words("truth.time", left=found.all - len(found.numbers)))
    return "  \n".join([" ".join([whole, *added]), *(_line(each, words) for each in found.numbers)])


def _line(number: Checked, words: Words) -> str:
    where = words("truth.all_depths") if number.depth is None else words("truth.at", depth=number.depth + 1)
    name = words(
        f"truth.{number.quantity}" if number.quantity in ("largest", "whole_matrix") else f"maps.{number.quantity}"
    )
    sizes = {"shown": _signed(number.shown), "found": _signed(number.found)}
    if number.verdict == "too_small":
        sizes["unsure"] = size(number.unsure)
    said = words(f"truth.{number.verdict}", **sizes)
    return words("truth.line", sign=SIGNS[number.verdict], where=where, name=name, said=said)


def _signed(value: float) -> str:
    """Three digits: two that differ by less than a hundredth are not to look as if they did."""
    if value == 0 or not np.isfinite(value):
        return size(value)
    mantissa, exponent = f"{abs(value):.2e}".split("e")
    small = f"{float(f'{abs(value):.3g}'):g}"
    return ("−" if value < 0 else "") + (small if -3 <= int(exponent) < 4 else f"{mantissa}·{power(int(exponent))}")
