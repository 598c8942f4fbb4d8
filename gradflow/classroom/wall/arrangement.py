"""Arrangement: how the networks of a class are on show on their wall, as the teacher has said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ORDERS = OFTEN, ARRIVES, LEARNS = ("often", "arrives", "learns")
MOST_PICKED = 4  # side by side, each is still read from the last row


@dataclass(frozen=True)
class Arrangement:
    """picked: links of those that are on show alone, and large, in the order in which they were picked; none where all
    are on show. order: of all, by how many have handed one in, how much of the signal arrives, or how well it learns.
    """

    picked: tuple[str, ...] = ()
    order: str = OFTEN

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Arrangement":
        return cls(tuple(said.get("picked", ())), said.get("order", OFTEN))

    def to_json(self) -> dict[str, Any]:
        return {"picked": list(self.picked), "order": self.order}


AT_FIRST = Arrangement()
