"""The ballot's page, phase by phase: the question and a form while the vote is open, else where the class is."""

from html import escape

from gradflow.classroom.phases import DISCUSS, ENDED, LOBBY, READ
from gradflow.classroom.refused import PAUSED, REMOVED
from gradflow.classroom.say import alias, uncounted
from gradflow.lessons.memory import Given
from gradflow.text import Words
from gradflow.ui.room.ballot.ballot import Ballot
from gradflow.ui.room.ballot.form import form, known, one_line, paragraphs, question, told, votes_of

STYLE = """<style>fieldset { border: 1px solid #8888; border-radius: 6px;
margin: 1rem 0; padding: 0.5rem 1rem } legend { float: left; width: 100%; font-weight: 600; padding: 0.3rem 0 }
label { clear: both; display: grid; grid-template-columns: auto 1fr; gap: 0.6rem; padding: 0.4rem 0 }
label:has([type=number]) { grid-template-columns: minmax(5rem, auto) 1fr; align-items: center }
input[type=number] { width: 7rem } h1 { font-size: 1.15rem }</style>"""


def shown(ballot: Ballot, action: str, full: str, words: Words) -> str:
    """As HTML. action: where the form is sent; full: the address of the page with pictures."""
    parts = [STYLE]
    parts += [f'<p role="alert">{escape(ballot.why)}</p>'] if ballot.why else []
    parts += [form(ballot, action, words)] if ballot.is_open else [_on_show(ballot, words), *_waiting(ballot, words)]
    parts.append(f'<p><small><a href="{escape(full)}">{escape(words("class.ballot.full"))}</a></small></p>')
    return "".join(parts)


def title(ballot: Ballot, words: Words) -> str:
    return words("class.you", alias=alias(ballot.me.alias, words)).replace("**", "")


def _on_show(ballot: Ballot, words: Words) -> str:
    station, progress = ballot.station, ballot.room.progress
    if station is None or progress.phase in (LOBBY, ENDED):
        return f"<h2>{escape(words(f'lesson.{ballot.room.lesson}.title'))}</h2>"
    return f"{known(station, words)}<p><strong>{question(station, words)}</strong></p>"


def _waiting(ballot: Ballot, words: Words) -> list[str]:
    progress = ballot.room.progress
    if ballot.me.removed:
        return [_said(f"class.refused.{REMOVED}", words)]
    if progress.phase in (LOBBY, READ):
        return [_said(f"class.{progress.phase}", words)]
    if progress.phase == ENDED:
        return [_said("class.ended.title", words)]
    parts = [_kept(ballot, ballot.mine, words)] if ballot.mine else []
    if progress.is_told:
        return [*parts, *_uncounted(ballot, words), _said("class.ballot.told", words)]
    if progress.phase == DISCUSS:
        how = "class.discuss.how" if ballot.mine else "class.discuss.how_without"
        parts += _uncounted(ballot, words)
        return [*parts, f"<h2>{escape(words('class.discuss.title'))}</h2>", _said(how, words)]
    if ballot.mine:
        return [*parts, _said("class.vote.wait", words)]
    if PAUSED in ballot.room.flags:
        return [_said("class.vote.paused", words)]
    return [_said("class.vote.over", words), *_uncounted(ballot, words), _said("class.vote.follows", words)]


def _kept(ballot: Ballot, given: Given, words: Words) -> str:
    return f"<p>{one_line(words('class.vote.kept', answer=told(ballot, given, words)))}</p>"


def _uncounted(ballot: Ballot, words: Words) -> list[str]:
    """That nothing was committed in the last round, none where something was."""
    assert ballot.station
    missed = uncounted(ballot.room.progress, ballot.given, ballot.station.asked, votes_of(ballot), words)
    return [f"<p>{one_line(missed)}</p>"] if missed else []


def _said(key: str, words: Words) -> str:
    return paragraphs(words(key))
