"""What a class has answered, as it may be shown: shares of options, or where the middle half of its numbers lies."""

from collections.abc import Callable, Sequence
from html import escape

import numpy as np

from gradflow import numbers
from gradflow.classroom.say import middle, named
from gradflow.classroom.tally import FEWEST, Tally, options_of, tally
from gradflow.lessons.mark import Marked
from gradflow.lessons.memory import Given
from gradflow.lessons.prompt import Choose, Estimate, Sketch
from gradflow.lessons.say import measured
from gradflow.streaming.text import html
from gradflow.text import Words
from gradflow.ui.lessons.beside import badges
from gradflow.ui.session.lessons.room_session import RoomSession

TICKS = 6  # steps of the axis below what the class said, at most


def tallies(session: RoomSession) -> list[Tally]:
    """Round by round, as many as there were."""
    room, station, lesson = session.room, session.station, session.lesson
    assert station and lesson
    options = options_of(station.asked, lesson.misconception.rule.answers)
    given = [session.classroom.answers.of_class(room.code, station.key, 1 + n) for n in range(room.progress.round)]
    return [tally(each, options) for each in given]


def labels(session: RoomSession, words: Words) -> dict[str, str]:
    """The options by name, in the learner's language; none where a number or a drawing is asked for."""
    station, lesson = session.station, session.lesson
    assert station and lesson
    return named(station.asked, lesson.misconception.rule.answers, words)


def is_measured(session: RoomSession) -> bool:
    """Whether a run says what is right, and not a teacher."""
    prompt = session.station.asked.prompt if session.station and session.station.asked else None
    return not (isinstance(prompt, Choose) and prompt.right)


def decided(session: RoomSession, mark: Marked | None, words: Words) -> str:
    """What is said beside what is right: who says so, and the number where there is one."""
    prompt = session.station.asked.prompt if session.station and session.station.asked else None
    if not is_measured(session):
        return words("class.own.right")
    return words("lessons.was_measured", value=measured(prompt, mark)) if prompt and mark else words("lessons.measured")


def bars(
    options: dict[str, str],
    rounds: Sequence[Tally],
    given: Given | None,
    right: str,
    words: Words,
    told: str = "",
) -> str:
    """Every option with its share, of two rounds the later one as a bar; what is right and one's own are said in words
    too. right: "" while it is not to be told; told: of what is right."""
    rows: list[str] = []
    shares = [each.shares for each in rounds if each.shares is not None]
    for name, text in options.items():
        marks = [words("lessons.yours")] if given and name == given.answer else []
        marks += [told] if name == right else []
        kind = "right" if name == right else "wrong" if right and given and name == given.answer else ""
        said = " → ".join(numbers.percent(each[name]) for each in shares)
        width = f"{100 * shares[-1][name]:.0f}%" if shares else "0"
        rows.append(
            f'<li class="{kind}"><span class="bar" style="width: {width}"></span>'
            f"<span>{_inline(text)} {badges(marks)}</span><strong>{escape(said)}</strong></li>"
        )
    return f'<ul class="gradflow-options gradflow-shares">{"".join(rows)}</ul>'


def _inline(text: str) -> str:
    """An option as HTML, its formulas as LaTeX that the page sets (frontend/room.js)."""
    return html(text).strip().removeprefix("<p>").removesuffix("</p>")


def middles(session: RoomSession, rounds: Sequence[Tally], words: Words) -> list[str]:
    """A sentence a round on the numbers that were said, or on where the drawings end."""
    asked = session.station.asked if session.station else None
    said = [middle(asked, 1 + number, each, words) for number, each in enumerate(rounds)]
    return [each for each in said if each]


def strip(session: RoomSession, rounds: Sequence[Tally], value: float, words: Words) -> str:
    """The same as a picture: a box a round over what could be said, and where the measured value lies, once that is to
    be told; NaN before. "" where there is nothing to draw."""
    station = session.station
    prompt = station.asked.prompt if station and station.asked else None
    boxes = [each.middle for each in rounds if each.middle is not None]
    if not isinstance(prompt, Estimate) or not boxes:
        return ""

    def at(number: float) -> float:
        return 100 * min(max((number - prompt.low) / (prompt.high - prompt.low), 0), 1)

    rows = "".join(
        f'<div><span class="box" style="left: {at(low):.1f}%; width: {max(at(high) - at(low), 0.5):.1f}%"></span>'
        f'<span class="half" style="left: {at(half):.1f}%"></span></div>'
        for low, half, high in boxes
    )
    run = f'<span class="run" style="left: {at(value):.1f}%"></span>' if np.isfinite(value) else ""
    label = escape(" ".join(middles(session, rounds, words)))
    picture = f'<div class="gradflow-strip" role="img" aria-label="{label}">{rows}{run}{_ticks(prompt, at)}</div>'
    keys = ("box", "half", *(["run"] if run else []))
    named = "".join(f'<span><i class="{key}"></i>{escape(words(f"class.strip.{key}"))}</span>' for key in keys)
    return f'{picture}<p class="gradflow-strip-key">{named}</p>'


def _ticks(prompt: Estimate, at: Callable[[float], float]) -> str:
    """Round numbers of what could be said."""
    rough = (prompt.high - prompt.low) / TICKS
    size = 10 ** np.floor(np.log10(rough))
    step = next(size * each for each in (1, 2, 5, 10) if size * each >= rough)
    places = step * np.arange(np.ceil(prompt.low / step), np.floor(prompt.high / step) + 0.5)
    texts = [numbers.power(each) if prompt.decades else numbers.written(float(f"{each:.3g}")) for each in places]
    marks = "".join(
        f'<span style="left: {at(each):.1f}%">{escape(text)}</span>' for each, text in zip(places, texts, strict=True)
    )
    return f'<div class="ticks" aria-hidden="true">{marks}</div>'


def curves(session: RoomSession, rounds: Sequence[Tally]) -> list[np.ndarray]:
    """The quartiles of the drawings, round by round."""
    prompt = session.station.asked.prompt if session.station and session.station.asked else None
    return [each.middle for each in rounds if each.middle is not None] if isinstance(prompt, Sketch) else []


def too_few(rounds: Sequence[Tally], words: Words) -> str:
    """Why nothing is shown, "" where something is."""
    hidden = rounds and rounds[-1].shares is None and rounds[-1].middle is None
    return words("class.too_few", fewest=FEWEST) if hidden else ""
