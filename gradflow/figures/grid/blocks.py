"""Blocks: where the tiles of a grid are, on a broad page and on a phone, and what their rows and columns are called."""

from math import ceil, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gradflow.comparison.grid import Grid
from gradflow.diagnosis.group import compared_axes
from gradflow.figures.drawing.style import axis
from gradflow.figures.grid.targets import value_name
from gradflow.text import Words

LOWEST, HIGHEST = 42, 100  # pixels, the height of a tile with its number
SCREEN = 460  # pixels that all tiles below each other take, where few of them could be higher
HEAD = 14  # pixels of a tile, for its number
GAP = 0.04  # of a tile, on each side
BROAD, SLENDER = 890, 258  # pixels for all tiles of a row, at 1440 beside the sidebar and at 390
LETTER = 6.4  # pixels, of an average letter in labels; a Chinese one has twice as many
HEADING = 24  # pixels over a block's labels
SPACE = 14  # pixels below a block
SCALE = 56  # pixels for the colour scale over all: the picture is higher than a screen
FOOT = 46  # pixels for the buttons below


class Blocks:
    """Where everything is: tiles in blocks, blocks in rows."""

    def __init__(self, grid: Grid, words: Words) -> None:
        shown = compared_axes(grid)
        self.form = words("set_to.form")
        self.names = [words(f"field.{each.name}.label") for each in shown]
        self.labels = [[value_name(each.name, value, words) for value in each.values] for each in shown]
        self.rows, self.columns = len(self.labels[0]), len(self.labels[1]) if len(shown) > 1 else 1
        self.blocks = prod([len(each) for each in self.labels[2:]])
        self.headings = [" · ".join(self._heading(block)) for block in range(self.blocks)]
        self.broken = [_broken(label) for label in (self.labels[1] if len(shown) > 1 else [""])]
        self.word = LETTER * max(_length(part) for label in self.broken for part in label.split("<br>")) + 4
        fitting = max(1, int(BROAD / (self.columns * max(LOWEST, self.word))))
        lines = ceil(self.blocks / fitting)
        self.across = ceil(self.blocks / lines)
        self.tile = max(LOWEST, min(HIGHEST, SCREEN // (self.rows * lines)))
        self.head = HEAD / self.tile
        self.down = (self.head - 0.5, 0.5 - GAP)  # where the map of a tile begins and ends, from its middle

    def _heading(self, block: int) -> list[str]:
        parts: list[str] = []
        for labels, name in zip(self.labels[:1:-1], self.names[:1:-1], strict=True):
            block, at = divmod(block, len(labels))
            parts.append(self.form.format(field=name, value=labels[at]))
        return parts[::-1]

    def members(self, block: int) -> list[int]:
        """Where the groups of a block are, row by row."""
        return list(range(block, self.rows * self.columns * self.blocks, self.blocks))

    def centres(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        x, y = np.meshgrid(np.arange(self.columns), np.arange(self.rows))
        return x.reshape(-1).astype(np.float32), y.reshape(-1).astype(np.float32)

    def _scale(self, words: Words) -> dict[str, Any]:
        """What the colours mean, over their scale."""
        place = {"xref": "paper", "yref": "paper", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom"}
        return place | {"text": words("grid.scale"), "yshift": SCALE - 9, "showarrow": False, "font": {"size": 11}}

    def labels_height(self, room: int, across: int) -> int:
        """Pixels for the columns' labels, upright where they do not fit beside each other."""
        if self.lies(room, across):
            return 16 * max(label.count("<br>") + 1 for label in self.broken) + 2
        return int(LETTER * max(map(_length, self.labels[1]))) + 14

    def lies(self, room: int, across: int) -> bool:
        return room / (across * self.columns) >= self.word

    def height(self, room: int, across: int) -> int:
        return ceil(self.blocks / across) * self._line(room, across) + SCALE + FOOT

    def _line(self, room: int, across: int) -> int:
        return HEADING * (self.blocks > 1) + self.labels_height(room, across) + self.tile * self.rows + SPACE

    def arranged(self, room: int, across: int, left: int, right: int, words: Words) -> dict[str, Any]:
        """Domains and headings of all blocks, `across` in a row."""
        lines = ceil(self.blocks / across)
        whole, line = lines * self._line(room, across), self._line(room, across)
        margin = {"l": left, "r": right, "t": SCALE, "b": FOOT}
        layout: dict[str, Any] = {"margin": margin, "dragmode": False, "annotations": [self._scale(words)]}
        lying, between = self.lies(room, across), 0.014
        broad = (1 - between * (across - 1)) / across
        for block in range(self.blocks):
            down, along = divmod(block, across)
            start = along * (broad + between)
            top = 1 - (down * line + line - SPACE - self.tile * self.rows) / whole
            layout[axis("xaxis", block)] = {
                "domain": [start, start + broad],
                "tickangle": 0 if lying else -90,
                "ticktext": self.broken if lying else self.labels[1],
            }
            layout[axis("yaxis", block)] = {
                "domain": [max(0.0, top - self.tile * self.rows / whole), top],
                "showticklabels": along == 0,
            }
            if self.blocks > 1:
                corner = {"xref": "paper", "yref": "paper", "x": start, "xanchor": "left", "yanchor": "top"}
                text = {"text": f"<b>{self.headings[block]}</b>", "showarrow": False, "font": {"size": 13}}
                layout["annotations"].append(corner | {"y": 1 - down * line / whole, "yshift": 2} | text)
        scale = {"orientation": "h", "x": 0, "xanchor": "left", "xpad": 0, "len": min(0.93, 480 / room)}
        layout["coloraxis"] = {"colorbar": scale | {"y": 1, "yref": "container", "yanchor": "top", "ypad": 20}}
        return layout


def _length(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)


def _broken(label: str) -> str:
    """In two lines, where there is a place to break."""
    for mark in (", ", "，", " "):
        if mark in label:
            return label.replace(mark, "<br>", 1)
    return label
