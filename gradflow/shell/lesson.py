"""The shell's `gradflow lesson`: a lesson as one page that works without a server."""

from __future__ import annotations

from pathlib import Path

import click

from gradflow.shell.usage import WrongUsage
from gradflow.text import LANGUAGES


@click.command()
@click.argument("name")
@click.option("--html", "file", type=click.Path(path_type=Path), required=True, help="Write the page to this file.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", show_default=True)
def lesson(name: str, file: Path, language: str) -> None:
    """Write a lesson as one page that works without a server: its questions, and its runs, trained now and stored.

    The page is in both languages and opens in the one that is named.

    \b
    gradflow lesson signal --html signal.html
    """
    from gradflow.lessons import LESSONS
    from gradflow.standalone.lesson_page import lesson_page

    if name not in LESSONS:
        raise WrongUsage(f"{name}: no such lesson; there is {', '.join(LESSONS)}")
    page = lesson_page(LESSONS[name], language)
    try:
        file.write_text(page, encoding="utf-8")
    except OSError as why:
        raise WrongUsage(f"{file}: {why.strerror}") from None
