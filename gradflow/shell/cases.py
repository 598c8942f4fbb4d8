"""The shell's `gradflow cases`: all cases listed, or those that runs decide put to their runs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from gradflow.shell.usage import WrongUsage
from gradflow.text import LANGUAGES, Words, number

if TYPE_CHECKING:
    from gradflow.casebook.case import Case


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--check", is_flag=True, help="Train the runs of these cases; exit with 1 where an answer is not theirs.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", show_default=True)
def cases(ids: tuple[str, ...], check: bool, language: str) -> None:
    """List the cases: claims of articles, published results, and what people asked.

    ID is a case, or how several begin: an article, a collection. Without one, all of them.

    \b
    gradflow cases published
    gradflow cases --check 000.13 asked
    """
    chosen = _chosen(ids)
    words = Words(language)
    if not check:
        for case in chosen:
            click.echo(f"{case.id}\t{case.statement(language)}")
        return
    run = [case for case in chosen if case.rule]
    wrong: list[str] = []
    with click.progressbar(run, show_pos=True, file=sys.stderr) as bar:
        for case in bar:
            if (found := case.decide()) != case.key:
                wrong.append(_said(case, found, words))
    click.echo("\n".join([*wrong, words("cases.checked", right=len(run) - len(wrong), run=len(run))]))
    if wrong:
        raise SystemExit(1)


def _chosen(ids: tuple[str, ...]) -> list[Case]:
    from gradflow.casebook.registry import cases as every_case

    found = {
        each: [c for c in every_case() if each in (c.id, c.collection) or c.id.startswith(f"{each}.")] for each in ids
    }
    if unknown := [each for each, those in found.items() if not those]:
        raise WrongUsage(f"{unknown[0]}: no such case; `gradflow cases` lists them")
    wanted = {case.id for those in found.values() for case in those}
    return [case for case in every_case() if not ids or case.id in wanted]


def _said(case: Case, found: str, words: Words) -> str:
    """What its runs say instead of its key, with the numbers that they say it by."""
    measured = ", ".join(number(value) for value in case.measured(case.traces()))
    stated, says = (words(f"cases.answer.{answer or 'none'}") for answer in (case.key, found))
    return words("cases.wrong", id=case.id, stated=stated, found=says, measured=measured)
