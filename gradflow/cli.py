"""The command line: `gradflow` opens the app in the browser, `gradflow serve` serves a class, the others train in the
shell.

JAX, pandas and Streamlit are imported where they are used, so that `gradflow --help` answers at once.
"""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gradflow.shell import COMMANDS
from gradflow.shell.given import data_options, experiment_of, given, opened, own
from gradflow.shell.start import start
from gradflow.text import LANGUAGES, Words

if TYPE_CHECKING:
    from gradflow.experiment import Experiment
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
        start(host, port, base_path, open_browser=not no_browser)


for command in COMMANDS:
    main.add_command(command)


@main.command()
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@data_options
@click.option("--csv", type=click.Path(path_type=Path), help="Write every measurement to this file.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", show_default=True)
def run(fields: tuple[str, ...], csv: Path | None, language: str, **file: Any) -> None:
    """Train in the shell and print what happened to the gradient, whether the network learned, and why.

    FIELD=VALUE are the fields of an experiment as they stand in a link; change=STEP:FIELD:VALUE
    changes one in the middle of the run; what that did is then told by a second run that goes on without it.

    \b
    gradflow run depth=20 activation=sigmoid --csv out.csv
    gradflow run change=100:normalization:batch
    gradflow run --data sales.csv --target sold network=rnn cell=lstm sequence_length=30
    """
    held = own(file, given(fields), language) if file["data"] else None
    experiment = experiment_of(given(fields)).replace(**({"task": held.name} if held else {}))
    with opened(csv) if csv else nullcontext() as table:  # one that cannot be written is refused before the training
        trace = _train(experiment)
        from gradflow.comparison.without_change import without_change
        from gradflow.reading.report import report

        without = _train(without_change(experiment)) if experiment.changes else None
        click.echo("\n".join(report(trace, Words(language), without)))
        if table:
            from gradflow.figures.frame import for_file, frame

            for_file(frame(trace)).to_csv(table, index=False)


def _train(experiment: Experiment) -> Trace:
    from gradflow.engine.train import stream
    from gradflow.trace import Trace

    parts: list[Trace] = []
    with click.progressbar(length=experiment.steps, show_pos=True, file=sys.stderr) as bar:
        for part in stream(experiment):
            parts.append(part)
            bar.update(len(part))
    return Trace.join(parts)
