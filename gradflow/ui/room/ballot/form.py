"""The form of a ballot: what is asked, and the browser's own fields for an answer and how sure one is."""

from collections.abc import Sequence
from html import escape

from gradflow.classroom.say import named, said_back
from gradflow.lessons.memory import SURE, Given
from gradflow.lessons.prompt import Estimate, Sketch
from gradflow.lessons.readings import CURVES, LAST, handles_of
from gradflow.lessons.say import field_label, unmarked
from gradflow.lessons.way import Station
from gradflow.standalone.markup import inline, marked_up
from gradflow.text import Words
from gradflow.ui.room.ballot.ballot import Ballot


def form(ballot: Ballot, action: str, words: Words) -> str:
    """An answer, and how sure one is; in it, to which question and in which round."""
    station, progress = ballot.station, ballot.room.progress
    assert station
    again = [words("class.vote.again")] if progress.round > 1 else []
    if first := ballot.given.get(progress.round - 1):
        again.append(words("class.vote.first", answer=told(ballot, first, words)))
    before = f"<p>{one_line(' '.join(again))}</p>" if again else ""
    chosen = ballot.sent.get("sure", ())
    sure = "".join(_radio("sure", str(each), words(f"lessons.sure.{each}"), chosen) for each in SURE)
    return (
        f'{before}{known(station, words)}<form method="post" action="{escape(action)}">'
        f'<input type="hidden" name="item" value="{escape(station.key)}">'
        f'<input type="hidden" name="round" value="{progress.round}">'
        f"<fieldset><legend>{question(station, words)}</legend>{_field(ballot, words)}</fieldset>"
        f"<fieldset><legend>{escape(words('lessons.sure.title'))}</legend>{sure}</fieldset>"
        f"<p><button>{escape(words('lessons.commit'))}</button></p></form>"
    )


def _field(ballot: Ballot, words: Words) -> str:
    station = ballot.station
    assert station
    prompt = station.asked.prompt if station.asked else None
    if isinstance(prompt, Estimate):
        label, step = field_label(prompt, words), "1" if prompt.whole else "any"
        return _number(label, prompt.low, prompt.high, step, ballot.begins)
    if isinstance(prompt, Sketch):
        return _heights(station, prompt, ballot.begins, words)
    return "".join(_radio("answer", name, text, ballot.begins) for name, text in options(ballot, words).items())


def _heights(station: Station, prompt: Sketch, begins: Sequence[str], words: Words) -> str:
    """The drawing as numbers, a handle each; the given end is 0."""
    asked = station.asked
    assert asked
    spoken, places = words.along(asked.experiment.family.axis), handles_of(prompt, asked.experiment.network.depth)
    given = len(places) - 1 if CURVES[prompt.reads][1] == LAST else 0
    fields = [
        _number(
            spoken("sketch.handle").replace("{place}", str(place)),
            *(prompt.low, prompt.high, "any"),
            ("0",) if at == given else begins[at : at + 1],
            at == given,
        )
        for at, place in enumerate(places)
    ]
    return f"<p>{escape(words('class.ballot.heights', low=prompt.low, high=prompt.high))}</p>{''.join(fields)}"


def _number(label: str, low: float, high: float, step: str, begins: Sequence[str], stays: bool = False) -> str:
    """begins: with what, none or one. stays: so, whatever anybody says."""
    fixed = "readonly" if stays else "required"
    there = "".join(f'value="{escape(each)}"' for each in begins[:1])
    typed = f'<input type="number" name="answer" min="{low:g}" max="{high:g}" step="{step}" {there} {fixed}>'
    return f"<label><span>{escape(label)}</span> {typed}</label>"


def _radio(name: str, value: str, text: str, begins: Sequence[str]) -> str:
    on = "checked " if value in begins else ""
    chosen = f'<input type="radio" name="{name}" value="{escape(value)}" {on}required>'
    return f"<label>{chosen} <span>{one_line(text)}</span></label>"


def options(ballot: Ballot, words: Words) -> dict[str, str]:
    assert ballot.station
    return named(ballot.station.asked, votes_of(ballot), words)


def votes_of(ballot: Ballot) -> tuple[str, ...]:
    """The answers to the sentence that the lesson votes on."""
    assert ballot.room.subject
    return ballot.room.subject.misconception.rule.answers


def told(ballot: Ballot, given: Given, words: Words) -> str:
    """An answer, as one says it."""
    assert ballot.station
    return said_back(ballot.station.asked, votes_of(ballot), given, words)


def known(station: Station, words: Words) -> str:
    """What one has to know to answer; of a contrast the one thing that is different."""
    if station.asked is None:
        return paragraphs(f"> {words(f'{station.key}.statement')}")
    key = station.asked.key
    about = f"{key}.change" if station.is_contrast else f"{key}.setup" if station.exercise else ""
    return paragraphs(words(about)) if about else ""


def question(station: Station, words: Words) -> str:
    key = station.asked.key if station.asked else ""
    return one_line(words(f"{key}.question") if key else words("lessons.vote.question"))


def one_line(markdown: str) -> str:
    return inline(unmarked(markdown))


def paragraphs(markdown: str) -> str:
    """Without what marks a layer, or a map, in pictures that are not here."""
    return marked_up(unmarked(markdown))
