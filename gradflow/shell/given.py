"""What a command line gives: fields, a file of one's own data, a file to write to; refused as a link is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from gradflow.invalid import QueryPair
from gradflow.link import ALL, AXIS, CHANGE, NETWORK, pairs_of
from gradflow.shell.usage import WrongUsage
from gradflow.text import LANGUAGES, Words

if TYPE_CHECKING:
    from gradflow.experiment import Experiment
    from gradflow.figures.frame import Frame
    from gradflow.tasks.own import Own

language_option = click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", show_default=True)


def csv_option(what: str) -> Callable[..., Any]:
    return click.option("--csv", type=click.Path(path_type=Path), help=what)


def data_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What names a file of one's own data: --data, --target, --row."""
    path = click.Path(path_type=Path)
    options = (
        click.option("--data", type=path, help="Train on this CSV file instead of a built-in task."),
        click.option("--target", help="The column of that file to learn, by name; without it the last."),
        click.option(
            "--row", type=click.Choice(["step", "sequence"]), help="What a row of that file is, with network=rnn."
        ),
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


def given(fields: Sequence[str]) -> list[QueryPair]:
    return [(name, value) for name, _, value in (field.partition("=") for field in fields)]


def swept(fields: tuple[str, ...], link: str) -> list[QueryPair]:
    """The pairs of a grid's link: those of the link, except what the fields say."""
    told = given(fields)
    said = {name for name, _ in told if name != CHANGE}
    with allowed():
        before = pairs_of(link.rpartition("?")[2])
    kept = [(n, v) for n, v in before if (v.partition(":")[0] if n == AXIS else n) not in said]
    return kept + [(AXIS, f"{n}:{v}") if n != CHANGE and ("," in v or v == ALL) else (n, v) for n, v in told]


def experiment_of(pairs: Sequence[QueryPair]) -> Experiment:
    """The fields read as a link is read, so both refuse the same values in the same words."""
    from gradflow.experiment import Experiment

    with allowed():
        return Experiment.from_query(pairs)


def own_of(file: dict[str, Any], pairs: list[QueryPair], language: str, beside_a_table: bool = False) -> Own:
    """The file that was brought, read for the kind of network that the pairs name."""
    from gradflow.reading.own import described, own_task

    with allowed():
        held = own_task(file.pop("data"), **file, language=language, network=dict(pairs).get(NETWORK, "mlp"))
    click.echo("\n".join(described(held, Words(language))).replace("`", ""), err=beside_a_table)
    return held


def opened(path: Path) -> TextIO:
    """To be written; one that cannot be is refused before the training."""
    with allowed():
        return path.open("w", encoding="utf-8", newline="")


def printed(table: Frame) -> str:
    return table.to_string(index=False, float_format="{:.3g}".format)
