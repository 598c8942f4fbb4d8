"""Loops: the cells that share one loop over time, because they have as many gates.

All loops stand one after another in the program, and those of the cells that were not chosen make no rounds. A
switch around them would not do: XLA copies every stack that a branch writes into.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import jax
import jax.numpy as jnp
from jax import Array, lax

from gradflow.parts.activations import ACTIVATIONS
from gradflow.parts.cells import CELLS, Cell, Stepped


@dataclass(frozen=True)
class Loop:
    """Some cells, and where the first of them stands in the registry."""

    cells: tuple[Cell, ...]
    first: int

    @property
    def gates(self) -> int:
        return self.cells[0].gates

    @property
    def has_cell(self) -> bool:
        return self.cells[0].has_cell

    def step(self, chosen: Array, *entering: Array) -> Stepped:
        """One time step of the chosen cell (`Cell.step`)."""
        return self._one_of(chosen, [cell.step for cell in self.cells], *entering)

    def slope(self, chosen: Array, u: Array) -> Array:
        """φ'(u) of the function that makes h."""
        return self._one_of(chosen, [_slope(ACTIVATIONS[cell.activation].function) for cell in self.cells], u)

    def _one_of(self, chosen: Array, branches: list[Callable[..., Any]], *operands: Array) -> Any:
        return branches[0](*operands) if len(branches) == 1 else lax.switch(chosen - self.first, branches, *operands)


def _slope(function: Callable[[Array, Array], Array]) -> Callable[[Array], Array]:
    return lambda u: jax.jvp(lambda x: function(x, jnp.float32(0)), (u,), (jnp.ones_like(u),))[1]


def _loops() -> list[Loop]:
    groups = [tuple(group) for _, group in groupby(CELLS.values(), key=lambda cell: cell.gates)]
    return [Loop(group, sum(map(len, groups[:number]))) for number, group in enumerate(groups)]


LOOPS = _loops()


def go_round(chosen: Array, rounds: int, body_of: Callable[[Loop], Any], carry: Any) -> Any:
    """The carry after `rounds` rounds of the loop of the chosen cell; body_of makes a loop's body."""
    for loop in LOOPS:
        inside = (chosen >= loop.first) & (chosen < loop.first + len(loop.cells))
        carry = lax.fori_loop(0, jnp.where(inside, rounds, 0), body_of(loop), carry)
    return carry
