"""The shell's `gradflow sweep`: every combination of some fields' values, here or on a cluster, in one table."""

from __future__ import annotations

import sys
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gradflow.invalid import QueryPair
from gradflow.link import ALL, AXIS, CHANGE, pairs_of
from gradflow.shell.given import allowed, data_options, given, opened, own, printed
from gradflow.text import LANGUAGES, Words

if TYPE_CHECKING:
    from gradflow.figures.frame import Frame


@click.command()
@click.argument("fields", nargs=-1, metavar="FIELD=VALUE,VALUE... [FIELD=VALUE]...")
@click.option("--link", default="", help="Begin with the experiment or the grid of this link.")
@data_options
@click.option("--scheduler", metavar="ADDRESS", help="Train on the workers of this Dask scheduler, tcp://HOST:PORT.")
@click.option("--csv", type=click.Path(path_type=Path), help="Write the table to this file instead of printing it.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", show_default=True)
def sweep(
    fields: tuple[str, ...], link: str, scheduler: str | None, csv: Path | None, language: str, **file: Any
) -> None:
    """Train every combination of some fields' values and make one table, a run a row.

    One to four fields have several values, separated by commas, or "all" for every choice there is;
    the others are as for `gradflow run`.

    \b
    gradflow sweep activation=tanh,relu initializer=glorot_normal,he_normal --csv grid.csv
    gradflow sweep normalization=all seed=0,1,2 depth=30 steps=100
    gradflow sweep activation=all seed=0,1,2,3 --scheduler tcp://10.0.0.5:8786
    """
    pairs = swept(fields, link)
    held = own(file, pairs, language, beside_a_table=True) if file["data"] else None
    pairs += [("task", held.name)] if held else []
    with opened(csv) if csv else nullcontext() as table:
        found = _sweep(pairs, scheduler)
        if table:
            from gradflow.figures.frame import for_file

            for_file(found).to_csv(table, index=False)
        else:
            click.echo(printed(found))
        from gradflow.reading.comparison.swept import swept as summed

        click.echo(summed(list(found["signal"]), list(found["learning"]), Words(language)), err=True)


def swept(fields: tuple[str, ...], link: str) -> list[QueryPair]:
    """The pairs of a grid's link: those of the link, except what the fields say."""
    asked = given(fields)
    said = {name for name, _ in asked if name != CHANGE}
    with allowed():
        before = pairs_of(link.rpartition("?")[2])
    kept = [(n, v) for n, v in before if (v.partition(":")[0] if n == AXIS else n) not in said]
    return kept + [(AXIS, f"{n}:{v}") if n != CHANGE and ("," in v or v == ALL) else (n, v) for n, v in asked]


def _sweep(pairs: list[QueryPair], scheduler: str | None) -> Frame:
    from gradflow.comparison.grid import Grid
    from gradflow.service.grid.cluster import Lost, cluster
    from gradflow.sweeping import sweep

    with allowed():
        grid = Grid.from_query(pairs)
    with ExitStack() as there:
        with allowed():
            executor = there.enter_context(cluster(scheduler)) if scheduler else None
        bar = there.enter_context(click.progressbar(length=len(grid), show_pos=True, file=sys.stderr))
        try:
            return sweep(grid, executor, progress=lambda *_: bar.update(1))
        except Lost:
            why = f"--scheduler {scheduler}: the cluster was lost after {bar.pos} of {len(grid)} runs"
            raise click.ClickException(why) from None
