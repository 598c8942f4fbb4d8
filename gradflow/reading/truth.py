"""What a check of numbers on show has found, in words."""

from gradflow.inside.truth.check import Check
from gradflow.inside.truth.checked import Checked
from gradflow.numbers import size
from gradflow.text import Words

SIGNS = {"agrees": "✓", "zero": "✓", "too_small": "–", "differs": "✗"}


def checked_numbers(found: Check, words: Words) -> str:
    """Markdown: how many agree, and each number beside what differences make of it."""
    told = {"step": found.step, "right": found.right, "all": len(found.numbers)}
    wrong = any(each.verdict == "differs" for each in found.numbers)
    whole = words("truth.wrong" if wrong else "truth.right", **told)
    small = [each for each in found.numbers if each.verdict == "too_small"]
    added = [words("truth.small")] if small else []
    if len(found.numbers) < found.all:
        added.append(words("truth.time", left=found.all - len(found.numbers)))
    return "\n".join([" ".join([whole, *added]), "", *(f"- {_line(each, words)}" for each in found.numbers)])


def _line(number: Checked, words: Words) -> str:
    where = words("truth.all_depths") if number.depth is None else words("truth.at", depth=number.depth + 1)
    name = words(
        f"truth.{number.quantity}" if number.quantity in ("largest", "whole_matrix") else f"maps.{number.quantity}"
    )
    sizes = {"shown": _signed(number.shown), "found": _signed(number.found)}
    return f"{SIGNS[number.verdict]} {where}, {name}: {words(f'truth.{number.verdict}', **sizes)}"


def _signed(value: float) -> str:
    return f"−{size(-value)}" if value < 0 else size(value)
