"""Numbers as a reader wants them: grouped by thin spaces, powers of ten where huge, never 3.8e-07."""

import math
from collections.abc import Sequence

THIN_SPACE = "\u202f"  # narrow and no line break
LARGEST_GROUPED = 1e8  # from here on, a power of ten says more than its zeros
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def grouped(value: float) -> str:
    """A positive number with two significant digits, one where huge: 0.37, 4.2, 38, 3 800 000, 3·10¹⁷."""
    if not math.isfinite(value):
        return "∞"
    if value >= LARGEST_GROUPED:
        return one_digit(math.log10(value))
    if value < 10:
        return f"{value:.2g}"
    digits = math.floor(math.log10(value)) - 1
    return f"{round(value / 10**digits) * 10**digits:,}".replace(",", THIN_SPACE)


def measured(value: float) -> str:
    """Something positive of any scale, with three significant digits; one where huge.

    >>> measured(0.6123), measured(5523), measured(2e-5), measured(1e38)
    ('0.612', '5\u202f520', '2·10⁻⁵', '10³⁸')
    """
    if value >= LARGEST_GROUPED:
        return one_digit(math.log10(value))
    rounded = float(f"{value:.3g}")
    return counted(rounded) if rounded >= 1000 else written(rounded)


def counted(value: float) -> str:
    """A whole number in full: 7, 12 800."""
    return f"{int(value):,}".replace(",", THIN_SPACE)


def power(exponent: float) -> str:
    """10 to a rounded exponent: 10¹⁷."""
    return f"10{str(round(exponent)).translate(_RAISED)}"


def one_digit(decades: float) -> str:
    """10^decades with one significant digit, for any exponent: 10^11.6 is 4·10¹¹, which 10¹² would make too much of.

    >>> one_digit(11.6), one_digit(11.99), one_digit(-11.6), one_digit(-320.0)
    ('4·10¹¹', '10¹²', '3·10⁻¹²', '10⁻³²⁰')
    """
    exponent = math.floor(decades)
    digit = round(10 ** (decades - exponent))
    if digit == 10:
        digit, exponent = 1, exponent + 1
    return power(exponent) if digit == 1 else f"{digit}·{power(exponent)}"


def written(value: float) -> str:
    """A number that somebody has set, as it is.

    >>> written(0.1), written(-2), written(1e-20), written(2.5e-6)
    ('0.1', '−2', '10⁻²⁰', '2.5·10⁻⁶')
    """
    mantissa, _, exponent = (str(value) if isinstance(value, int) else f"{value:g}").partition("e")
    told = (
        mantissa if not exponent else power(int(exponent)) if mantissa == "1" else f"{mantissa}·{power(int(exponent))}"
    )
    return told.replace("-", "−")


def times(decades: float) -> str:
    """10^decades of at least 1, however large: 4 800, 4·10¹¹, 10⁴¹."""
    return one_digit(decades) if decades >= math.log10(LARGEST_GROUPED) else grouped(10**decades)


def part(decades: float) -> str:
    """10^decades of at most 1, as a part of a whole: 37%, 1/4 800, 3·10⁻¹², 10⁻⁴¹."""
    if decades > -1:
        return percent(10**decades)
    if -decades >= math.log10(LARGEST_GROUPED):
        return one_digit(decades)
    return f"1/{times(-decades)}"


def percent(share: float) -> str:
    """A share of 1, without pretending to be all or nothing: 37%, 99.9%, <1%."""
    if 0 < share <= 0.005:
        return "<1%"
    return f"{min(100 * share, 99.9):.1f}%" if 0.99 < share < 1 else f"{100 * share:.0f}%"


def slope(decades: float) -> str:
    """Decades a layer, unsigned: 0.34; 0.002 where two digits would be nothing."""
    size = abs(decades)
    return f"{size:.2f}" if size >= 0.01 or size < 0.0005 else f"{size:.3f}"


def signed(decades: float) -> str:
    """Decades, with a sign: +0.3, −6.9."""
    return f"{decades:+.1f}".replace("-", "−").replace("−0.0", "0.0").replace("+0.0", "0.0")


def amount(decades: float) -> str:
    """Decades, unsigned: 6.9; 0.04 where one digit would be nothing."""
    return f"{decades:.1f}" if decades >= 0.095 else f"{decades:.2f}"


def size(value: float) -> str:
    """A size of any scale: 0.12, 3.4·10⁻⁷, 0."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else "∞"
    if 1e-3 <= abs(value) < 1e4:
        return f"{value:.2g}" if abs(value) < 99.5 else f"{value:.0f}"
    mantissa, exponent = f"{value:.1e}".split("e")
    return f"{mantissa}·10{str(int(exponent)).translate(_RAISED)}"


def factor(value: float) -> str:
    """What something is multiplied by: 0.98, 1.00, 12, 3.4·10⁻⁷."""
    return f"{value:.2f}" if 0.1 <= value < 10 else size(value)


def cosine(value: float) -> str:
    """A cosine near 1, to the first digit that is no 9: 0.9996; 1 where float32 knows no more."""
    apart = 1 - value
    return "1" if apart < 1e-6 else f"{value:.{math.ceil(-math.log10(apart)) if apart < 1 else 2}f}"


def angle(degrees: float) -> str:
    """2.6°, 0.08°; below what float32 knows of a cosine, less than 0.1°."""
    return "<0.1°" if degrees < 0.1 else f"{degrees:.2g}°" if degrees < 99.5 else f"{degrees:.0f}°"


def adding_up(parts: Sequence[float], digits: int = 1) -> list[float]:
    """Rounded so that they add up to their rounded sum: those rounded furthest off give way. None is −0.

    >>> adding_up([-0.04, -11.94])
    [0.0, -12.0]
    """
    unit = 10.0**-digits
    total, exact = round(sum(parts) / unit), [part / unit for part in parts]
    found = [round(each) for each in exact]
    for _ in range(abs(total - sum(found))):
        sign = 1 if total > sum(found) else -1
        off = [round(sign * (each - near), 6) for each, near in zip(exact, found, strict=True)]
        found[max(range(len(found)), key=lambda i: (off[i], abs(exact[i])))] += sign  # of equals the largest
    return [round(each * unit, digits) + 0.0 for each in found]
