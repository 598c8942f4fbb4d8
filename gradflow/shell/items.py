"""The shell's `gradflow items`: the questions of the course, as lines or as data."""

from __future__ import annotations

import json
import sys

import click

from gradflow.shell.usage import WrongUsage
from gradflow.text import LANGUAGES, Words


@click.command()
@click.argument("names", nargs=-1, metavar="[LESSON]...")
@click.option("--json", "as_json", is_flag=True, help="With all that belongs to them, and the answers, as JSON.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", show_default=True)
def items(names: tuple[str, ...], as_json: bool, language: str) -> None:
    """List the questions of the lessons; with --json as a bank of items under CC BY 4.0.

    \b
    gradflow items signal
    gradflow items --json > items.json
    """
    from gradflow.lessons import LESSONS
    from gradflow.lessons.bank import bank

    if unknown := [name for name in names if name not in LESSONS]:
        raise WrongUsage(f"{unknown[0]}: no such lesson; there is {', '.join(LESSONS)}")
    chosen = [lesson for name, lesson in LESSONS.items() if name in names or not names]
    if not as_json:
        words = Words(language)
        for lesson in chosen:
            for asked in lesson.asked():
                click.echo(f"{asked.key.removeprefix('lesson.')}\t{words(f'{asked.key}.question')}")
        return
    with click.progressbar(chosen, show_pos=True, file=sys.stderr) as bar:
        click.echo(json.dumps(bank(iter(bar)), ensure_ascii=False, indent=1))
