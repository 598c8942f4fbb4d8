"""The repair shop: broken networks, each to be mended with few changes, before its steps are used up."""

from collections.abc import Mapping

from gradflow.networks import Family
from gradflow.repairs.layered import LAYERED
from gradflow.repairs.recurrent import RECURRENT
from gradflow.repairs.repair import Inspection, Repair, inspect
from gradflow.repairs.report import budget, goal, report

REPAIRS: Mapping[str, Repair] = {**LAYERED, **RECURRENT}

__all__ = ["REPAIRS", "Inspection", "Repair", "budget", "goal", "inspect", "repairs_of", "report"]


def repairs_of(family: Family) -> tuple[str, ...]:
    """Those of this family of networks, by name."""
    return tuple(name for name, repair in REPAIRS.items() if repair.broken.family is family)
