"""Inside a layer: what one step in full says beyond its sizes. NumPy alone, apart from the engine whose steps it reads.

Nobody pays for it who does not look (`gradflow.service.training.looks`).
"""

from gradflow.inside.record import Inside
from gradflow.inside.see import inside_of

__all__ = ["Inside", "inside_of"]
