"""What a command of the shell is given: fields as they stand in a link, and files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from gradflow.invalid import QueryPair
from gradflow.link import NETWORK
from gradflow.shell.usage import WrongUsage
from gradflow.text import Words

if TYPE_CHECKING:
    from gradflow.tasks.own import Own


@contextmanager
def allowed() -> Iterator[None]:
    """What is raised inside, as one line."""
    try:
        yield
    except (OSError, ValueError) as why:
        raise WrongUsage(f"{why.filename}: {why.strerror}" if isinstance(why, OSError) else str(why)) from None


def given(fields: tuple[str, ...]) -> list[QueryPair]:
    return [(name, value) for name, _, value in (field.partition("=") for field in fields)]


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
