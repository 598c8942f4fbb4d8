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

    def step(self, chosen: Array, *entering: Array) -> tuple[Stepped, Array]:
        """One time step of the chosen cell (`Cell.step`), and φ'(u) of the function that makes h."""
        return self._one_of(chosen, [_forward(cell) for cell in self.cells], *entering)

    def back(self, chosen: Array, entering: tuple[Array, ...], onto: tuple[Array, Array]) -> tuple[Array, ...]:
        """∂loss/∂(h, c) -> ∂loss/∂ everything that entered. The derivative is taken inside the branch: that of a
        branch would be three branches, which pass on to each other what they need."""
        return self._one_of(chosen, [_backward(cell) for cell in self.cells], entering, onto)

    def _one_of(self, chosen: Array, branches: list[Callable[..., Any]], *operands: Any) -> Any:
        return branches[0](*operands) if len(branches) == 1 else lax.switch(chosen - self.first, branches, *operands)


def _forward(cell: Cell) -> Callable[..., tuple[Stepped, Array]]:
    def step(*entering: Array) -> tuple[Stepped, Array]:
        done = cell.step(*entering)
        function = ACTIVATIONS[cell.activation].function
        return done, jax.jvp(lambda u: function(u, jnp.float32(0)), (done.u,), (jnp.ones_like(done.u),))[1]

    return step


def _backward(cell: Cell) -> Callable[..., tuple[Array, ...]]:
    return lambda entering, onto: jax.vjp(lambda *given: cell.step(*given)[:2], *entering)[1](onto)


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
