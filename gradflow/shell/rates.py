"""The shell's `gradflow range-test` and `gradflow cross-validate`: looking for a learning rate."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from gradflow.link import AXIS
from gradflow.shell.given import allowed, data_options, experiment_of, given, opened, own, printed
from gradflow.shell.sweep import swept
from gradflow.shell.usage import WrongUsage
from gradflow.text import LANGUAGES, Words

RATES = "learning_rate"


@click.command()
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option("--low", type=float, default=1e-5, show_default=True, help="The rate of the first step.")
@click.option("--high", type=float, default=100.0, show_default=True, help="The rate of the last step.")
@data_options
@click.option("--csv", type=click.Path(path_type=Path), help="Write the rate and the loss of every step to this file.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", show_default=True)
def range_test(fields: tuple[str, ...], low: float, high: float, csv: Path | None, language: str, **file: Any) -> None:
    """Train once with a rising learning rate, and say from where to where it learns and where it breaks.

    FIELD=VALUE are the fields of an experiment, as for `gradflow run`.

    \b
    gradflow range-test depth=10 activation=relu initializer=he_normal
    gradflow range-test network=rnn cell=lstm steps=400 --low 1e-4 --high 10
    """
    held = own(file, given(fields), language) if file["data"] else None
    experiment = experiment_of([*given(fields), *([("task", held.name)] if held else [])])
    with opened(csv) if csv else nullcontext() as table:
        from gradflow.reading.comparison.rates import range_reading
        from gradflow.searching.range_test import range_test as test

        with click.progressbar(length=experiment.steps, show_pos=True, file=sys.stderr) as bar, allowed():
            frame, found = test(experiment, low, high, progress=lambda made, _: bar.update(made - bar.pos))
        click.echo(range_reading(found, Words(language)))
        if table:
            from gradflow.figures.frame import for_file

            for_file(frame).to_csv(table, index=False)


@click.command()
@click.argument("fields", nargs=-1, metavar="FIELD=VALUE,VALUE... [FIELD=VALUE]...")
@click.option("--folds", type=click.IntRange(2, 10), default=5, show_default=True, help="Parts of the training data.")
@data_options
@click.option("--csv", type=click.Path(path_type=Path), help="Write the table to this file instead of printing it.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", show_default=True)
def cross_validate(fields: tuple[str, ...], folds: int, csv: Path | None, language: str, **file: Any) -> None:
    """Train every value once for each fold of the training data, held out in turn, and say which is best.

    One to three fields have several values, separated by commas; the others are as for `gradflow run`.
    What the data holds out by itself is in no fold.

    \b
    gradflow cross-validate learning_rate=0.01,0.1,1 depth=5 activation=tanh
    gradflow cross-validate optimizer=sgd,adam learning_rate=0.01,0.1 --folds 3 --csv folds.csv
    """
    pairs = swept(fields, "")
    held = own(file, pairs, language, beside_a_table=True) if file["data"] else None
    pairs += [("task", held.name)] if held else []
    if not any(name == AXIS for name, _ in pairs):
        raise WrongUsage(f"no field has several values; allowed is {RATES}=0.01,0.1,1 or another one to three fields")
    with opened(csv) if csv else nullcontext() as table:
        from gradflow.comparison.grid import Grid
        from gradflow.comparison.rates import validation_grid
        from gradflow.diagnosis.rates.validation import validated
        from gradflow.figures.frame import for_file
        from gradflow.figures.rates.frames import validation_frame
        from gradflow.reading.comparison.rates import validation_reading
        from gradflow.service.grid.outcomes import outcomes

        with allowed():
            asked = Grid.from_query(pairs)
            grid = validation_grid(asked.base, folds, {axis.name: axis.values for axis in asked.axes})
        with click.progressbar(length=len(grid), show_pos=True, file=sys.stderr) as bar:
            found = {}
            for place, outcome in outcomes(grid):
                found[place] = outcome
                bar.update(1)
        rows = validated(grid, found)
        if table:
            for_file(validation_frame(rows)).to_csv(table, index=False)
        else:
            click.echo(printed(validation_frame(rows)))
        click.echo(validation_reading(rows, grid.base.task, folds, Words(language)))
