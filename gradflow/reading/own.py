"""A learner's own data in sentences: what it was read as, what was left out, and why it could not be used."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal

from gradflow.fields import Choice
from gradflow.invalid import InvalidField, InvalidFields
from gradflow.networks import DEFAULT, FAMILIES, MAX_LENGTH, family_named
from gradflow.tasks import SequenceTask
from gradflow.tasks.own import LARGEST_FILE, MOST_CLASSES, MOST_INPUTS, MOST_ROWS, Answers, Column, Own, Unusable
from gradflow.tasks.task import TRAINING_PART
from gradflow.text import Words, quoted

NAMES = 3  # of columns left out, then a count
ROWS_SHOWN = 3  # of a preview
COLUMNS_SHOWN = 40  # of a preview, then a count
MOSTLY = 1 / 3  # of the held-out targets, beyond which it is said that they lie outside of what trains
ROWS = ("step", "sequence")
MARK_NAMES = {".": "point", ",": "comma"}


def own_task(
    source: str | Path,
    target: str | None = None,
    language: str = "en",
    *,
    network: str = DEFAULT.name,
    row: Literal["step", "sequence"] | None = None,
) -> Own:
    """A task of one's own from the path of a CSV file, or from its text (more than one line).

    target: the column to learn, by name; unless told otherwise the last that holds numbers or classes.
    network: who is to learn it, "mlp" or "rnn". row: what a row is for an RNN, a time step of one series, of which the
    target's next value is forecast, or a whole sequence; unless told otherwise by what the file looks like.
    `Experiment(task=data.name)` trains on it for as long as the result is held. Inputs and targets that are numbers
    are standardized, in units of the training part's standard deviation. Raises ValueError with a sentence that says
    what is wrong and what is allowed, and OSError where there is no such file.

    >>> import gradflow
    >>> rows = "\\n".join(f"{x / 10},{x * x},{x % 3}" for x in range(10, 110))
    >>> data = gradflow.own_task("length,area,group\\n" + rows, target="group")
    >>> data.task.objective, data.rows, data.task.columns
    ('classification', 100, ('length', 'area'))
    >>> gradflow.Experiment(task=data.name).task == data.name
    True
    """
    if row not in (None, *ROWS):
        raise InvalidFields(InvalidField("row", row, Choice(ROWS)))
    read = _reader_of(network)
    text = isinstance(source, str) and "\n" in source
    file, content = ("text", str(source).encode()) if text else (Path(source).name, Path(source).read_bytes())
    try:
        held = read(content, Answers(row=row), file)
        if target is None:
            return held
        names = [column.name for column in held.columns]
        if target not in names:
            raise InvalidFields(InvalidField("target", target, Choice(tuple(names))))
        return read(content, replace(held.answers, target=names.index(target)), file)
    except Unusable as unusable:
        raise ValueError(refusal(unusable, file, Words(language)).replace("`", "")) from None


def _reader_of(network: str) -> Callable[..., Own]:
    """How the networks of this name read a file. InvalidFields where they read none."""
    family = family_named(network)
    if family.own_data is None:
        reading = tuple(name for name, family in FAMILIES.items() if family.own_data)
        raise InvalidFields(InvalidField("network", network, Choice(reading)))
    return family.read


def summary(own: Own, words: Words) -> str:
    """Classification or regression, and how large; of a series what is forecast from what."""
    sizes = {"rows": own.rows, "columns": len(own.columns), "inputs": own.task.inputs}
    if not isinstance(own.task, SequenceTask):
        return words(f"own.{own.task.objective}", classes=len(own.task.classes), **sizes)
    if own.row == "sequence":
        sizes |= {"steps": own.task.length or 0, "classes": len(own.task.classes)}
        return words(f"own.sequences_{own.task.objective}", **sizes)
    target, longest = _quoted(own.columns[own.target].name), min(own.task.longest or MAX_LENGTH, MAX_LENGTH)
    training = int(TRAINING_PART * own.rows)
    parts = {"training": training, "held_out": own.rows - training}
    return words("own.series", name=target, longest=longest, **parts, **sizes)


def read_as(own: Own, words: Words) -> list[str]:
    """A sentence for everything about the file that was found out, not read: so that it can be contradicted."""
    table, target = own.table, own.columns[own.target].name
    said = [words("own.read.guessed" if table.guessed else "own.read.encoding", encoding=encoding_name(table.encoding))]
    if not table.header:
        said.append(words("own.read.unnamed"))
    if table.open:
        mark = words(f"own.decimal.{MARK_NAMES[table.decimal]}")
        said.append(words("own.read.open", names=_listed(table.open, words), mark=mark))
    said += [words(f"own.read.{reason}", lines=lines) for reason, lines in table.skipped.items()]
    for column in own.columns:
        for code, numbers in column.remarks.items():
            shown = {key: _quoted(value) if isinstance(value, str) else value for key, value in numbers.items()}
            said.append(words(f"own.read.{code}", name=_quoted(column.name), **shown))
    said += [words(f"own.read.{code}") for code in own.ordered]
    if own.beyond >= MOSTLY:
        said.append(words("own.read.beyond", name=_quoted(target), share=f"{own.beyond:.0%}"))
    if own.different > MOST_CLASSES and (own.either or own.task.classes):
        way = "frequent" if own.task.classes else "whole"
        said.append(words(f"own.read.{way}", name=_quoted(target), different=own.different, most=MOST_CLASSES))
    return said


def described(own: Own, words: Words) -> list[str]:
    """All there is to say: what it is, what is learned, what it was read as, and what was left out."""
    target = words("own.read.target", name=_quoted(own.columns[own.target].name))
    return [summary(own, words), target, *read_as(own, words), *left_out(own, words)]


def encoding_name(encoding: str) -> str:
    """As people write it: UTF-8, GB18030, Windows-1252."""
    windows = encoding.removeprefix("cp")
    return f"Windows-{windows}" if windows != encoding else encoding.replace("_", "-").upper()


def left_out(own: Own, words: Words) -> list[str]:
    """A sentence for every reason for which something of the file is not used."""
    said = [words(f"own.left_out.{reason}", rows=count) for reason, count in own.rows_left_out.items()]
    return said + [words(f"own.left_out.{why}", names=_listed(names, words)) for why, names in own.left_out.items()]


def preview(own: Own, words: Words) -> tuple[list[dict[str, str]], str]:
    """A row for every column of the file: its name, what it was taken for, and its first cells as read; and a sentence
    about the columns beyond the first COLUMNS_SHOWN."""
    rows = []
    for column, role in list(zip(own.columns, own.roles, strict=True))[:COLUMNS_SHOWN]:
        kind = "texts" if column.numbers is None else "numbers"
        said = "forecast" if (own.row, role) == ("step", "target") else role
        taken = words("own.preview.form", role=words(f"own.role.{said}"), kind=words(f"own.kind.{kind}"))
        first = {words("own.preview.row", row=row + 1): _cell(column, row, words) for row in range(ROWS_SHOWN)}
        rows.append({words("own.preview.column"): _quoted(column.name), words("own.preview.taken"): taken, **first})
    beyond = len(own.columns) - len(rows)
    return rows, words("own.preview.more", count=beyond) if beyond else ""


def refusal(unusable: Unusable, file: str, words: Words) -> str:
    """The one sentence that says what is wrong and what is allowed."""
    numbers = {name: _quoted(v) if isinstance(v, str) else v for name, v in unusable.numbers.items()}
    reason = words(f"own.refused.{unusable.reason}", **numbers)
    return words("own.refused.form", file=_quoted(file), reason=reason)


def limits(words: Words) -> str:
    """What a file may hold at most."""
    return words("own.limits", size=LARGEST_FILE // 2**20, rows=MOST_ROWS, inputs=MOST_INPUTS, classes=MOST_CLASSES)


def _quoted(text: str) -> str:
    return f"`{quoted(text)}`"


def _listed(names: tuple[str, ...], words: Words) -> str:
    shown = words("list.and").join(map(_quoted, names[:NAMES]))
    return words("own.left_out.more", names=shown, count=len(names) - NAMES) if len(names) > NAMES else shown


def _cell(column: Column, row: int, words: Words) -> str:
    """As it was read."""
    if not column.cells[row]:
        return words("own.preview.missing")
    return _quoted(column.cells[row]) if column.numbers is None else f"{column.numbers[row]:.10g}"
