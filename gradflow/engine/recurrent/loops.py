"""Loops: the cells that share one loop over time, because they share one way back; each loop once without and once
with normalization.

All loops stand one after another in the program, and those that were not chosen make no rounds. A switch around them
would not do: XLA copies every stack that a branch writes into. Nor would a branch at every time step: it copies too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import jax.numpy as jnp
from jax import Array, lax
from jaxtyping import Float

from gradflow.engine.core.array_types import Flag, Units
from gradflow.engine.recurrent.hyperparameters import RecurrentHyperparameters
from gradflow.parts.cells import CELLS, Cell, Step, Stepped


@dataclass(frozen=True)
class Loop:
    """Some cells, where the first of them stands in the registry, and whether what enters them is normalized."""

    cells: tuple[Cell, ...]
    first: int
    normalized: bool

    @property
    def cell(self) -> Cell:
        """One of them; they differ in the way forward only."""
        return self.cells[0]

    def chosen(self, hyper: RecurrentHyperparameters) -> Flag:
        """Whether this is the loop that makes the rounds."""
        inside = (hyper.cell >= self.first) & (hyper.cell < self.first + len(self.cells))
        return inside & (hyper.normalized == self.normalized)

    def step(
        self,
        hyper: RecurrentHyperparameters,
        x: Float[Array, "batch entering"],
        s: Float[Array, "batch entering"],
        shifts: Float[Array, "2 entering"],
        before: tuple[Units, Units],
        written_out: Flag | None,
    ) -> Stepped:
        """One time step of the chosen cell (`Cell.step`), x and s shifted by a row of `shifts` each. Inside the branch
        that costs nothing; before it, each would be an array to write and read again."""

        def of(step: Step) -> Callable[[], Stepped]:
            return lambda: step(x + shifts[0], s + shifts[1], *before)

        if len(self.cells) == 1:
            return of(self.cell.step)()
        branches, place = [of(cell.step) for cell in self.cells], hyper.cell - self.first
        if written_out is not None:
            branches += [of(step) for step in self.written_out]
            place = jnp.where(written_out, hyper.written_out, place)
        return lax.switch(place, branches)

    @property
    def written_out(self) -> list[Step]:
        """The steps with the slope written out, of those cells that have one."""
        return [cell.written_out for cell in self.cells if cell.written_out]


def _loops() -> list[Loop]:
    groups = [tuple(group) for _, group in groupby(CELLS.values(), key=lambda cell: cell.back)]
    starts = [sum(map(len, groups[:number])) for number in range(len(groups))]
    return [Loop(group, first, which) for group, first in zip(groups, starts, strict=True) for which in (False, True)]


LOOPS = _loops()


def run_selected_loop(hyper: RecurrentHyperparameters, rounds: int, body_of: Callable[[Loop], Any], carry: Any) -> Any:
    """The carry after `rounds` rounds of the chosen loop; body_of makes a loop's body."""
    for loop in LOOPS:
        carry = lax.fori_loop(0, jnp.where(loop.chosen(hyper), rounds, 0), body_of(loop), carry)
    return carry
