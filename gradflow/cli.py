"""The command line: `gradflow` opens the app in the browser, all other commands train in the shell.

JAX, pandas and Streamlit are imported where they are used, so that `gradflow --help` answers at once.
"""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gradflow.invalid import QueryPair
from gradflow.places import ROOT
from gradflow.shell import COMMANDS
from gradflow.shell.given import (
    allowed,
    csv_option,
    data_options,
    experiment_of,
    given,
    language_option,
    opened,
    own_of,
    printed,
    swept,
)
from gradflow.text import Words

if TYPE_CHECKING:
    from gradflow.experiment import Experiment
    from gradflow.figures.frame import Frame
    from gradflow.trace import Trace


@click.group(invoke_without_command=True)
@click.version_option(package_name="gradflow", message="%(prog)s %(version)s")
@click.option("--host", default="localhost", show_default=True, help="Address to listen on; 0.0.0.0 shares the app.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port; without it the first free one from 8501 on.")
@click.option("--base-path", help="Path that a proxy serves the app under, e.g. gradflow; without it the app is at /.")
@click.option("--no-browser", is_flag=True, help="Only serve; open no browser.")
@click.pass_context
def main(context: click.Context, host: str, port: int | None, base_path: str | None, no_browser: bool) -> None:
    """Watch the gradient flow through a deep network while it trains.

    Without a command, start the app and open it in the browser.
    """
    if context.invoked_subcommand is None:
        serve(host, port, base_path, open_browser=not no_browser)


def serve(host: str, port: int | None, base_path: str | None, open_browser: bool) -> None:
    """Hand over to Streamlit; its settings are in .streamlit/config.toml beside the app."""
    from gradflow.ui.settings import check
    from gradflow.ui.streamlit_internals.command_line import run as run_app
    from gradflow.ui.streamlit_internals.external_address import know_no_external_address
    from gradflow.ui.streamlit_internals.uvicorn_settings import bound_connections

    with allowed():
        check()
    know_no_external_address()
    bound_connections()
    chosen = {
        "server.address": host,
        "server.port": port,
        "server.baseUrlPath": base_path,
        "server.headless": None if open_browser else "true",
    }
    flags = [f"--{name}={value}" for name, value in chosen.items() if value is not None]
    run_app(ROOT / "app.py", flags)


for command in COMMANDS:
    main.add_command(command)


@main.command()
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@data_options
@csv_option("Write every measurement to this file.")
@language_option
def run(fields: tuple[str, ...], csv: Path | None, language: str, **file: Any) -> None:
    """Train in the shell and print what happened to the gradient, whether the network learned, and why.

    FIELD=VALUE are the fields of an experiment as they stand in a link; change=STEP:FIELD:VALUE
    changes one in the middle of the run; what that did is then told by a second run that goes on without it.

    \b
    gradflow run depth=20 activation=sigmoid --csv out.csv
    gradflow run change=100:normalization:batch
    gradflow run --data sales.csv --target sold network=rnn cell=lstm sequence_length=30
    """
    held = own_of(file, given(fields), language) if file["data"] else None
    experiment = experiment_of(given(fields)).replace(**({"task": held.name} if held else {}))
    with opened(csv) if csv else nullcontext() as table:
        trace = _train(experiment)
        from gradflow.comparison.without_change import without_change
        from gradflow.reading.report import report

        without = _train(without_change(experiment)) if experiment.changes else None
        click.echo("\n".join(report(trace, Words(language), without)))
        if table:
            from gradflow.figures.frame import for_file, frame

            for_file(frame(trace)).to_csv(table, index=False)


@main.command()
@click.argument("fields", nargs=-1, metavar="FIELD=VALUE,VALUE... [FIELD=VALUE]...")
@click.option("--link", default="", help="Begin with the experiment or the grid of this link.")
@data_options
@csv_option("Write the table to this file instead of printing it.")
@language_option
def sweep(fields: tuple[str, ...], link: str, csv: Path | None, language: str, **file: Any) -> None:
    """Train every combination of some fields' values and make one table, a run a row.

    One to four fields have several values, separated by commas, or "all" for every choice there is;
    the others are as for `gradflow run`.

    \b
    gradflow sweep activation=tanh,relu initializer=glorot_normal,he_normal --csv grid.csv
    gradflow sweep normalization=all seed=0,1,2 depth=30 steps=100
    """
    pairs = swept(fields, link)
    held = own_of(file, pairs, language, beside_a_table=True) if file["data"] else None
    pairs += [("task", held.name)] if held else []
    with opened(csv) if csv else nullcontext() as table:
        found = _sweep(pairs)
        if table:
            from gradflow.figures.frame import for_file

            for_file(found).to_csv(table, index=False)
        else:
            click.echo(printed(found))


def _sweep(pairs: list[QueryPair]) -> Frame:
    from gradflow.comparison.grid import Grid
    from gradflow.sweeping import sweep

    with allowed():
        grid = Grid.from_query(pairs)
    with click.progressbar(length=len(grid), show_pos=True, file=sys.stderr) as bar:
        return sweep(grid, progress=lambda *_: bar.update(1))


def _train(experiment: Experiment) -> Trace:
    from gradflow.engine.train import stream
    from gradflow.trace import Trace

    parts: list[Trace] = []
    with click.progressbar(length=experiment.steps, show_pos=True, file=sys.stderr) as bar:
        for part in stream(experiment):
            parts.append(part)
            bar.update(len(part))
    return Trace.join(parts)
