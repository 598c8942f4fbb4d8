"""A small map: the backward signal of a run as one picture of a wall of many, layer × step, on the maps' colour scale.

A picture of its own, and not one of Plotly's, for fifty of those are fifty graphs.
"""

import base64
import struct
import zlib

import numpy as np
from numpy.typing import NDArray

from gradflow.decades import decades_of
from gradflow.diagnosis.run_thumbnail import RunThumbnail
from gradflow.figures.drawing.quantities import MAPS, SIGNAL
from gradflow.figures.drawing.style import VIRIDIS

SHOWN = MAPS[SIGNAL]


def small_map(run: RunThumbnail) -> str:
    """As the address of a PNG that an `img` may have. A column a step, a row a layer, layer 1 at the bottom; steps that
    were not made are clear."""
    rows, columns = len(run.depths), run.columns
    picture = np.zeros((rows, columns, 4), np.uint8)
    picture[:, : run.signal.shape[1], :3] = coloured(run.signal[::-1])
    picture[:, : run.signal.shape[1], 3] = 255
    return "data:image/png;base64," + base64.b64encode(png(picture)).decode()


def coloured(sizes: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Red, green and blue of sizes, [..., 3]: zero and what is not finite have the colours of the ends."""
    decades = np.where(sizes == 0, SHOWN.low, np.nan_to_num(decades_of(sizes), nan=SHOWN.high))
    place = np.clip((decades - SHOWN.low) / (SHOWN.high - SHOWN.low), 0, 1)
    stops = np.linspace(0, 1, len(VIRIDIS))
    parts = [np.interp(place, stops, [int(each[at : at + 2], 16) for each in VIRIDIS]) for at in (1, 3, 5)]
    return np.stack(parts, axis=-1).round().astype(np.uint8)


def png(picture: NDArray[np.uint8]) -> bytes:
    """A picture with a clear ground, [row, column, 4], as a file."""
    rows, columns, _ = picture.shape
    lines = b"".join(b"\0" + row.tobytes() for row in picture)
    head = struct.pack(">IIBBBBB", columns, rows, 8, 6, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")]
    chunks = [struct.pack(">I", len(data)) + k + data + struct.pack(">I", zlib.crc32(k + data)) for k, data in parts]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
