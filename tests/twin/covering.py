"""Pairwise covering: few rows in which every pair of choices from two registries occurs together.

The registries are read from the registries, so that a new entry is covered without anybody's doing.
Greedy, one row at a time (Cohen et al. 1997, "The AETG system").
"""

import random
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

Registries = Mapping[str, Sequence[object]]
Row = dict[str, object]
Pair = frozenset[tuple[str, object]]


def pairs_of(registries: Registries) -> set[Pair]:
    """All pairs of choices from two registries."""
    two = combinations(registries, 2)
    return {frozenset([(a, x), (b, y)]) for a, b in two for x in registries[a] for y in registries[b]}


def pairwise(
    registries: Registries, seed: int = 0, done: Collection[Pair] = (), forbidden: Collection[Pair] = ()
) -> list[Row]:
    """Rows {registry: choice} in which every pair of choices of two registries occurs.

    done: pairs that need not occur. forbidden: pairs that do not. Same seed, same rows.
    """
    rng = random.Random(seed)
    names = list(registries)
    missing = pairs_of(registries) - set(done) - set(forbidden)
    order = sorted(missing, key=lambda pair: sorted(map(repr, pair)))
    rng.shuffle(order)
    rows: list[Row] = []
    for pair in order:
        if pair in missing:
            row = dict(pair)
            for name in rng.sample(names, len(names)):
                if name not in row:
                    options = rng.sample(list(registries[name]), len(registries[name]))
                    legal = [o for o in options if not any(_pair(name, o, other) in forbidden for other in row.items())]
                    row[name] = max(legal, key=lambda option: _new(missing, row, name, option))
            missing -= {frozenset(two) for two in combinations(row.items(), 2)}
            rows.append({name: row[name] for name in names})
    return rows


def _new(missing: set[Pair], row: Row, name: str, option: object) -> int:
    """How many pairs not seen yet the option would add to the row."""
    return sum(_pair(name, option, other) in missing for other in row.items())


def _pair(name: str, option: object, other: tuple[str, object]) -> Pair:
    return frozenset([(name, option), other])
