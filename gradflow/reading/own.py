"""A learner's own data in sentences: what it was read as, what was left out, and why it could not be used."""

from pathlib import Path

from gradflow.fields import Choice
from gradflow.invalid import InvalidField, InvalidFields
from gradflow.tasks.own import MOST_CLASSES, MOST_INPUTS, Own, own
from gradflow.tasks.table import LARGEST_FILE, MOST_ROWS, Unusable, columns_of
from gradflow.text import Words, quoted

NAMES = 3  # of columns left out, then a count


def own_task(source: str | Path, target: str | None = None, language: str = "en") -> Own:
    """A task of one's own from the path of a CSV file, or from its text (more than one line).

    target: the column to learn, by name; the last unless told otherwise. `Experiment(task=data.name)` trains
    on it for as long as the result is held. Inputs and targets that are numbers are standardized, in units of the
    training part's standard deviation. Raises ValueError with a sentence that says what is wrong and what is allowed,
    and OSError where there is no such file.

    >>> import gradflow
    >>> rows = "\\n".join(f"{x},{x * x},{x % 3}" for x in range(10, 110))
    >>> data = gradflow.own_task("length,area,group\\n" + rows, target="group")
    >>> data.task.objective, data.rows, data.task.columns
    ('classification', 100, ('length', 'area'))
    >>> gradflow.Experiment(task=data.name).task == data.name
    True
    """
    text = isinstance(source, str) and "\n" in source
    file, content = ("text", str(source).encode()) if text else (Path(source).name, Path(source).read_bytes())
    try:
        columns = columns_of(content)
        names = [column.name for column in columns]
        if target is not None and target not in names:
            raise InvalidFields(InvalidField("target", target, Choice(tuple(names))))
        return own(columns, -1 if target is None else names.index(target), file)
    except Unusable as unusable:
        raise ValueError(refusal(unusable, file, Words(language)).replace("`", "")) from None


def summary(own: Own, words: Words) -> str:
    """Classification or regression, and how large."""
    sizes = {"rows": own.rows, "columns": len(own.columns), "inputs": own.task.inputs}
    return words(f"own.{own.task.objective}", classes=len(own.task.classes), **sizes)


def left_out(own: Own, words: Words) -> list[str]:
    """A sentence for every reason for which something of the file is not used."""
    rows = {"missing": own.missing, "spare": own.spare}
    said = [words(f"own.left_out.{reason}", rows=count) for reason, count in rows.items() if count]
    return said + [words(f"own.left_out.{why}", names=_listed(names, words)) for why, names in own.left_out.items()]


def refusal(unusable: Unusable, file: str, words: Words) -> str:
    """The one sentence that says what is wrong and what is allowed."""
    numbers = {name: f"`{quoted(v)}`" if isinstance(v, str) else v for name, v in unusable.numbers.items()}
    reason = words(f"own.refused.{unusable.reason}", **numbers)
    return words("own.refused.form", file=f"`{quoted(file)}`", reason=reason)


def limits(words: Words) -> str:
    """What a file may hold at most."""
    return words("own.limits", size=LARGEST_FILE // 2**20, rows=MOST_ROWS, inputs=MOST_INPUTS, classes=MOST_CLASSES)


def _listed(names: tuple[str, ...], words: Words) -> str:
    shown = ", ".join(f"`{quoted(name)}`" for name in names[:NAMES])
    return words("own.left_out.more", names=shown, count=len(names) - NAMES) if len(names) > NAMES else shown
