"""The repair shop: broken networks, each to be mended with few changes, before its steps are used up."""

from collections.abc import Mapping

from gradflow.repairs.layered import LAYERED
from gradflow.repairs.recurrent import RECURRENT
from gradflow.repairs.repair import Inspection, Repair, inspect

REPAIRS: Mapping[str, Repair] = {**LAYERED, **RECURRENT}

__all__ = ["REPAIRS", "Inspection", "Repair", "inspect"]
