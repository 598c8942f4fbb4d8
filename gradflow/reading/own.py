"""A learner's own data in sentences: what it was read as, what was left out, and why it could not be used."""

from dataclasses import replace
from pathlib import Path

from gradflow.fields import Choice
from gradflow.invalid import InvalidField, InvalidFields
from gradflow.tasks.own import LARGEST_FILE, MOST_CLASSES, MOST_INPUTS, MOST_ROWS, Column, Own, Unusable, own
from gradflow.text import Words, quoted

NAMES = 3  # of columns left out, then a count
ROWS_SHOWN = 3  # of a preview
COLUMNS_SHOWN = 40  # of a preview, then a count
MARK_NAMES = {".": "point", ",": "comma"}


def own_task(source: str | Path, target: str | None = None, language: str = "en") -> Own:
    """A task of one's own from the path of a CSV file, or from its text (more than one line).

    target: the column to learn, by name; unless told otherwise the last that holds numbers or classes.
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
    text = isinstance(source, str) and "\n" in source
    file, content = ("text", str(source).encode()) if text else (Path(source).name, Path(source).read_bytes())
    try:
        held = own(content, file=file)
        if target is None:
            return held
        names = [column.name for column in held.columns]
        if target not in names:
            raise InvalidFields(InvalidField("target", target, Choice(tuple(names))))
        return own(content, replace(held.answers, target=names.index(target)), file)
    except Unusable as unusable:
        raise ValueError(refusal(unusable, file, Words(language)).replace("`", "")) from None


def summary(own: Own, words: Words) -> str:
    """Classification or regression, and how large."""
    sizes = {"rows": own.rows, "columns": len(own.columns), "inputs": own.task.inputs}
    return words(f"own.{own.task.objective}", classes=len(own.task.classes), **sizes)


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
        taken = words("own.preview.form", role=words(f"own.role.{role}"), kind=words(f"own.kind.{kind}"))
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
    shown = ", ".join(map(_quoted, names[:NAMES]))
    return words("own.left_out.more", names=shown, count=len(names) - NAMES) if len(names) > NAMES else shown


def _cell(column: Column, row: int, words: Words) -> str:
    """As it was read."""
    if not column.cells[row]:
        return words("own.preview.missing")
    return _quoted(column.cells[row]) if column.numbers is None else f"{column.numbers[row]:.10g}"
