"""What a command of the shell is given: fields as they stand in a link, and files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from gradflow.invalid import QueryPair
from gradflow.link import NETWORK
from gradflow.shell.usage import WrongUsage
from gradflow.text import Words

if TYPE_CHECKING:
    from gradflow.experiment import Experiment
    from gradflow.figures.frame import Frame
    from gradflow.tasks.own import Own


def data_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What names a file of one's own data: --data, --target, --row."""
    path, rows = click.Path(path_type=Path), click.Choice(["step", "sequence"])
    options = (
        click.option("--data", type=path, help="Train on this CSV file instead of a built-in task."),
        click.option("--target", help="The column of that file to learn, by name; without it the last."),
        click.option("--row", type=rows, help="What a row of that file is, with network=rnn."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@contextmanager
def allowed() -> Iterator[None]:
    """What is raised inside, as one line."""
    try:
        yield
    except (OSError, ValueError) as why:
        raise WrongUsage(f"{why.filename}: {why.strerror}" if isinstance(why, OSError) else str(why)) from None


def given(fields: tuple[str, ...]) -> list[QueryPair]:
    return [(name, value) for name, _, value in (field.partition("=") for field in fields)]


def experiment_of(pairs: list[QueryPair]) -> Experiment:
    """The fields read as a link is read, so both refuse the same values in the same words."""
    from gradflow.experiment import Experiment

    with allowed():
        return Experiment.from_query(pairs)


def own(file: dict[str, Any], pairs: list[QueryPair], language: str, beside_a_table: bool = False) -> Own:
    """The file that was brought, read for the kind of network that the pairs name."""
    from gradflow.reading.own import described, own_task

    with allowed():
        held = own_task(file.pop("data"), **file, language=language, network=dict(pairs).get(NETWORK, "mlp"))
    click.echo("\n".join(described(held, Words(language))).replace("`", ""), err=beside_a_table)
    return held


def opened(path: Path) -> TextIO:
    with allowed():
        return path.open("w", encoding="utf-8", newline="")


def printed(table: Frame) -> str:
    return table.to_string(index=False, float_format="{:.3g}".format)
