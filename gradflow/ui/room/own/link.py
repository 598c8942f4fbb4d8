"""The link of a laboratory on which a room is opened: its experiment, the view, the controls left, the question."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from gradflow.classroom.own.asked import LONGEST_LINK
from gradflow.experiment import Experiment
from gradflow.invalid import InvalidFields
from gradflow.tasks import is_lent
from gradflow.ui.laboratory.frames.laboratories import LABORATORIES
from gradflow.ui.session.place import Places


@dataclass(frozen=True)
class OwnLink:
    """link: of the experiment alone. view, only, ask: as its laboratory reads them, "" where it says none."""

    experiment: Experiment
    view: str
    only: str
    ask: str

    @property
    def link(self) -> str:
        return self.experiment.to_query()


def read(said: str) -> OwnLink | None:
    """None for what is no link of an experiment that others can open: data of one's own stays with who brought it."""
    pairs = parse_qsl(said[:LONGEST_LINK], keep_blank_values=True)
    if any(name == "task" and is_lent(text) for name, text in pairs):
        return None
    try:
        experiment = Experiment.from_query(said[:LONGEST_LINK])
    except InvalidFields:
        return None
    views = tuple(LABORATORIES[experiment.family].views)
    depth = experiment.network.depth
    place, misplaced = Places(views, experiment.steps, depth, fields=experiment.described()).read(pairs)
    return None if misplaced else OwnLink(experiment, place.view or "", place.only or "", place.ask or "")
