"""Sequence tasks by name: what a recurrent network learns. New sequences are drawn for every batch."""

from gradflow.tasks.sequences.digits import DIGIT_PIXELS, DIGIT_ROWS
from gradflow.tasks.sequences.memory import ADDING, COPY, LATCH, PARITY, RECALL
from gradflow.tasks.sequences.sequence import Batch, SequenceTask
from gradflow.tasks.sequences.sine import SINE

SEQUENCES: dict[str, SequenceTask] = {
    "recall": RECALL,
    "adding": ADDING,
    "copy": COPY,
    "parity": PARITY,
    "latch": LATCH,
    "sine": SINE,
    "digit_rows": DIGIT_ROWS,
    "digit_pixels": DIGIT_PIXELS,
}

__all__ = ["SEQUENCES", "Batch", "SequenceTask"]
