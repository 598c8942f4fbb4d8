"""The seven programs of the articles: the error each stops with, and a repaired one, as text; and one that holds a
formula of theirs against the right one. A test runs them all."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Program:
    """stops: what Python says of the printed one, "" where a formula was printed. needs: what this one imports."""

    name: str
    stops: str
    needs: str

    @property
    def repaired(self) -> str:
        """A program that runs as it stands and prints what it has to show."""
        return (FOLDER / f"{self.name}.txt").read_text(encoding="utf-8")


_UNKNOWN = "AttributeError: BatchNormalizing"
PROGRAMS = {
    program.name: program
    for program in (
        Program("two_layers", "ValueError: shapes (32,1000) and (100,1000) not aligned", "NumPy"),
        Program("line", "ValueError: non-broadcastable output operand (1,1) vs (100,100)", "NumPy"),
        Program("gradient", "", "NumPy"),
        Program("batch_normalization", _UNKNOWN, "PyTorch"),
        Program("residual", _UNKNOWN, "PyTorch"),
        Program("skip", _UNKNOWN, "PyTorch"),
        Program("deep", "ValueError: the model expects the hidden values, 64 wide", "PyTorch"),
        Program("recurrent", "TypeError: missing 'cell'", "PyTorch"),
    )
}
