"""The shell's `gradflow room`: what is kept of a class, taken along or deleted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import click

from gradflow.shell.usage import WrongUsage
from gradflow.text import LANGUAGES, Words

if TYPE_CHECKING:
    from gradflow.classroom.classroom import Classroom

DATABASE = click.option("--database", default="", metavar="URL", help="Where rooms are kept, as for the app.")
LANGUAGE = click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", show_default=True)


@click.group()
def room() -> None:
    """Export, retell or delete the room of a class.

    Rooms are in the database that GRADFLOW_DATABASE names, or in a file of this user's.
    """


@room.command()
@click.argument("code")
@click.option(
    "--format", "form", type=click.Choice(["json", "csv"]), default="json", show_default=True, help="All, or answers."
)
@DATABASE
@LANGUAGE
def export(code: str, form: str, database: str, language: str) -> None:
    """Print all that is kept of a room: JSON, or its answers as CSV.

    \b
    gradflow room export ABC234 > room.json
    gradflow room export ABC234 --format csv > answers.csv
    """
    from gradflow.classroom.records.export import record

    with _classroom(database, code, language) as (classroom, name):
        kept = record(classroom.database, name)
    if form == "json":
        return click.echo(json.dumps(kept, ensure_ascii=False, indent=1))
    from gradflow.casebook.running import trained
    from gradflow.classroom.records.table import table

    return click.echo(table(kept, Words(language), trained), nl=False)


@room.command()
@click.argument("record", type=click.File(encoding="utf-8"))
@LANGUAGE
def retell(record: TextIO, language: str) -> None:
    """Tell the hour of an exported room as markdown; the room itself may be gone.

    \b
    gradflow room retell room.json > room.md
    """
    from gradflow.casebook.running import trained
    from gradflow.classroom.records.retold import NoRecord, retold

    try:
        click.echo(retold(json.load(record), Words(language), trained))
    except (NoRecord, ValueError, KeyError, TypeError, AttributeError):
        raise WrongUsage(Words(language)("class.retold.none", file=record.name)) from None


@room.command()
@click.argument("code")
@DATABASE
@LANGUAGE
def delete(code: str, database: str, language: str) -> None:
    """Delete a room and all that was answered in it, at once and for good."""
    from gradflow.classroom.refused import GONE, Refusal

    with _classroom(database, code, language) as (classroom, name):
        if not classroom.rooms.delete(name):
            raise Refusal(GONE)
    click.echo(Words(language)("class.deleted", code=name))


@contextmanager
def _classroom(database: str, code: str, language: str) -> Iterator[tuple[Classroom, str]]:
    """All rooms, and the code as it is kept; what goes wrong inside is one line."""
    from gradflow.classroom.classroom import Classroom
    from gradflow.classroom.codes import code_of
    from gradflow.classroom.refused import Refusal
    from gradflow.classroom.store.database import Unavailable, database_url

    words = Words(language)
    try:
        classroom = Classroom(database_url(database))
        try:
            yield classroom, code_of(code)
        finally:
            classroom.close()
    except ValueError as why:
        raise WrongUsage(str(why)) from None
    except Refusal as why:
        raise WrongUsage(words(f"class.refused.{why.why}")) from None
    except Unavailable as why:
        raise WrongUsage(words(f"class.unavailable.{why.why}")) from None
