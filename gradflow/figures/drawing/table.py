"""Table: the numbers of a picture in rows and columns, for who reads or hears them instead of looking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

ROWS = 50  # at most so many steps or points, so that one can still go through them; layers are all there

Values = NDArray[Any] | Sequence[str]


@dataclass(frozen=True)
class Table:
    """columns: of one length, by name; the first says what each row is.

    The numbers are the true ones, never their logarithms. An array that the picture draws as well travels once.
    shares: the columns that are read as percentages. gaps: those in which a NaN was never measured, where it
    is a result in all others.
    """

    caption: str
    columns: Mapping[str, Values]
    shares: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()

    def header(self) -> dict[str, Any]:
        """What the browser builds it from (`frontend/table.js`)."""
        columns = [
            {"name": name, "values": values, "share": name in self.shares, "gaps": name in self.gaps}
            for name, values in self.columns.items()
        ]
        return {"caption": self.caption, "columns": columns}
