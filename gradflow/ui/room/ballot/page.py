"""The ballot's page, phase by phase: the question and a form while the vote is open, else where the class is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from gradflow.classroom.learners import Learner
from gradflow.classroom.phases import DISCUSS, ENDED, LOBBY, READ, VOTE
from gradflow.classroom.refused import PAUSED, REMOVED
from gradflow.classroom.room import Room
from gradflow.classroom.say import alias, named
from gradflow.lessons.mark import Marked
from gradflow.lessons.memory import SURE, Given
from gradflow.lessons.prompt import Estimate, Sketch
from gradflow.lessons.readings import CURVES, LAST, handles_of
from gradflow.lessons.say import between, meant
from gradflow.lessons.way import Station
from gradflow.standalone.markup import inline, marked_up
from gradflow.text import Words

MARK = re.compile(r"\[([^\]]+)\]\(#[\w-]+\)")
STYLE = """<style>body { margin-top: 1.5rem; max-width: 40rem } fieldset { border: 1px solid #8888; border-radius: 6px;
margin: 1rem 0; padding: 0.5rem 1rem } legend { float: left; width: 100%; font-weight: 600; padding: 0.3rem 0 }
label { clear: both; display: grid; grid-template-columns: auto 1fr; gap: 0.6rem; padding: 0.4rem 0 }
label:has([type=number]) { grid-template-columns: minmax(5rem, auto) 1fr; align-items: center }
input[type=number] { font: inherit; width: 7rem; padding: 0.3rem } button { font: inherit; padding: 0.5rem 2rem }
[role=alert] { font-weight: 600 } h1 { font-size: 1.15rem }</style>"""


@dataclass(frozen=True)
class Ballot:
    """now: as the store's clock has it. given: to the question on show, by round. why: the last answer was none, as a
    sentence, or ""."""

    now: float
    room: Room
    me: Learner
    station: Station | None
    given: Mapping[int, Given]
    why: str = ""

    @property
    def mine(self) -> Given | None:
        return self.room.progress.latest(self.given)

    @property
    def is_open(self) -> bool:
        """Whether a form is shown: whoever types into it is not disturbed."""
        left = self.room.left(self.me.extra_time, self.now)
        over = left is not None and left < 0
        waits = self.me.removed or PAUSED in self.room.flags or self.mine is not None or over
        return self.room.progress.phase == VOTE and not waits

    @property
    def is_over(self) -> bool:
        return self.room.progress.phase == ENDED


def shown(ballot: Ballot, action: str, full: str, words: Words) -> str:
    """As HTML. action: where the form is sent; full: the address of the page with pictures."""
    parts = [STYLE]
    parts += [f'<p role="alert">{escape(ballot.why)}</p>'] if ballot.why else []
    parts += [form(ballot, action, words)] if ballot.is_open else [_question(ballot, words), *_waiting(ballot, words)]
    parts.append(f'<p><small><a href="{escape(full)}">{escape(words("class.ballot.full"))}</a></small></p>')
    return "".join(parts)


def title(ballot: Ballot, words: Words) -> str:
    return words("class.you", alias=alias(ballot.me.alias, words)).replace("**", "")


def form(ballot: Ballot, action: str, words: Words) -> str:
    """An answer, and how sure one is; in it, to which question and in which round."""
    station, progress = ballot.station, ballot.room.progress
    assert station
    again = f"<p>{escape(words('class.vote.again'))}</p>" if progress.round > 1 else ""
    sure = "".join(_radio("sure", str(each), words(f"lessons.sure.{each}")) for each in SURE)
    return (
        f'{again}{_known(station, words)}<form method="post" action="{escape(action)}">'
        f'<input type="hidden" name="item" value="{escape(station.key)}">'
        f'<input type="hidden" name="round" value="{progress.round}">'
        f"<fieldset><legend>{_asked(station, words)}</legend>{_field(ballot, words)}</fieldset>"
        f"<fieldset><legend>{escape(words('lessons.sure.title'))}</legend>{sure}</fieldset>"
        f"<p><button>{escape(words('lessons.commit'))}</button></p></form>"
    )


def _field(ballot: Ballot, words: Words) -> str:
    station = ballot.station
    assert station
    prompt = station.asked.prompt if station.asked else None
    if isinstance(prompt, Estimate):
        unit = words("lessons.unit.power") if prompt.decades else words.get(f"lessons.unit.{prompt.unit}")
        hint = between(prompt, words)
        label = f"{unit or words('lessons.unit.number')} ({hint})"
        return _number(label, prompt.low, prompt.high, "1" if prompt.whole else "any")
    if isinstance(prompt, Sketch):
        return _heights(station, prompt, words)
    return "".join(_radio("answer", name, text) for name, text in _options(ballot, words).items())


def _heights(station: Station, prompt: Sketch, words: Words) -> str:
    """The drawing as numbers, a handle each; the given end is 0."""
    asked = station.asked
    assert asked
    spoken, places = words.along(asked.experiment.family.axis), handles_of(prompt, asked.experiment.network.depth)
    given = len(places) - 1 if CURVES[prompt.reads][1] == LAST else 0
    fields = [
        _number(spoken("sketch.handle").replace("{place}", str(place)), prompt.low, prompt.high, "any", at == given)
        for at, place in enumerate(places)
    ]
    return f"<p>{escape(words('class.ballot.heights', low=prompt.low, high=prompt.high))}</p>{''.join(fields)}"


def _number(label: str, low: float, high: float, step: str, given: bool = False) -> str:
    """given: it is 0, and stays so."""
    fixed = 'value="0" readonly' if given else "required"
    field = f'<input type="number" name="answer" min="{low:g}" max="{high:g}" step="{step}" {fixed}>'
    return f"<label><span>{escape(label)}</span> {field}</label>"


def _radio(name: str, value: str, text: str) -> str:
    field = f'<input type="radio" name="{name}" value="{escape(value)}" required>'
    return f"<label>{field} <span>{_inline(text)}</span></label>"


def _options(ballot: Ballot, words: Words) -> dict[str, str]:
    station, lesson = ballot.station, ballot.room.subject
    assert station and lesson
    return named(station.key, station.asked, lesson.misconception.rule.answers, words)


def _question(ballot: Ballot, words: Words) -> str:
    station, progress = ballot.station, ballot.room.progress
    if station is None or progress.phase in (LOBBY, ENDED):
        return f"<h2>{escape(words(f'lesson.{ballot.room.lesson}.title'))}</h2>"
    return f"{_known(station, words)}<p><strong>{_asked(station, words)}</strong></p>"


def _waiting(ballot: Ballot, words: Words) -> list[str]:
    progress = ballot.room.progress
    if ballot.me.removed:
        return [_said(f"class.refused.{REMOVED}", words)]
    if progress.phase in (LOBBY, READ):
        return [_said(f"class.{progress.phase}", words)]
    if progress.phase == ENDED:
        return [_said("class.ended.title", words)]
    parts = [f"<p>{_inline(words('class.vote.kept', answer=told(ballot, words)))}</p>"] if ballot.mine else []
    if progress.is_told:
        return [*parts, _said("class.ballot.told", words)]
    if progress.phase == DISCUSS:
        return [*parts, f"<h2>{escape(words('class.discuss.title'))}</h2>", _said("class.discuss.how", words)]
    if ballot.mine:
        return [*parts, _said("class.vote.wait", words)]
    return [_said("class.vote.paused" if PAUSED in ballot.room.flags else "class.vote.over", words)]


def told(ballot: Ballot, words: Words) -> str:
    """The answer, as one says it."""
    given, prompt = ballot.mine, ballot.station.asked.prompt if ballot.station and ballot.station.asked else None
    assert given
    if isinstance(prompt, Estimate):
        return meant(prompt, given.answer, Marked(False, ""))
    return _options(ballot, words).get(str(given.answer), words("class.vote.drawing"))


def _known(station: Station, words: Words) -> str:
    """What one has to know to answer; of a contrast the one thing that is different."""
    if station.asked is None:
        return _marked_up(f"> {words(f'{station.key}.statement')}")
    key = station.asked.key
    about = f"{key}.change" if station.is_contrast else f"{key}.setup" if station.exercise else ""
    return _marked_up(words(about)) if about else ""


def _asked(station: Station, words: Words) -> str:
    key = station.asked.key if station.asked else ""
    return _inline(words(f"{key}.question") if key else words("lessons.vote.question"))


def _said(key: str, words: Words) -> str:
    return _marked_up(words(key))


def _inline(markdown: str) -> str:
    return inline(MARK.sub(r"\1", markdown))


def _marked_up(markdown: str) -> str:
    """Without what marks a layer, or a map, in pictures that are not here."""
    return marked_up(MARK.sub(r"\1", markdown))
