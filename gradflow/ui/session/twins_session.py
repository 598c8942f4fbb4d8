"""What one browser session compares: its twins, and one place in all of their runs."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from gradflow.comparison.twins import MOST, READY, Experiments, Wrong, differing, texts_of, varied
from gradflow.experiment import Experiment
from gradflow.fields import Value
from gradflow.invalid import InvalidField, QueryPair
from gradflow.link import TWIN
from gradflow.networks import Family, TooManyStates
from gradflow.service.server import Server
from gradflow.service.training.run_group import RunGroup
from gradflow.service.viewing.playback import Playback
from gradflow.tasks import is_lent
from gradflow.tasks.own import Own
from gradflow.ui.session.lab_session import LabSession, changed
from gradflow.ui.session.place import PagePlace, lead

SEEDS = 5  # each twin's own and the four after it


@dataclass
class TwinsSession:
    """One playback moves through all of them: a tick shows the same step of each.

    labs: the same visitor's sessions in laboratories, by family.
    chosen: pinned or changed by the learner, or named by the link, and not what a page opens with.
    wrong, misplaced: of the link. gone: the data of one's own that a twin learned from was taken away.
    leaving: the one that is to be opened in its laboratory.
    too_many: a choice that was refused, for with it this many states would have to be kept.
    """

    server: Server
    experiments: Experiments
    playback: Playback
    labs: Mapping[Family, LabSession]
    chosen: bool = False
    over_seeds: bool = False
    wrong: list[Wrong] = field(default_factory=list)
    misplaced: Sequence[InvalidField] = ()
    gone: bool = False
    leaving: Experiment | None = None
    too_many: TooManyStates | None = None
    name: str = field(default_factory=lambda: uuid.uuid4().hex)

    def still(self) -> "TwinsSession":
        """A copy that nobody moves (`LabSession.still`)."""
        return replace(self, playback=self.playback.still())

    @property
    def family(self) -> Family:
        return self.experiments[0].family

    @property
    def own(self) -> Own | None:
        """The data of one's own that the laboratory of this family holds."""
        lab = self.labs.get(self.family)
        return lab and lab.own

    def together(self) -> RunGroup:
        """Their runs, asked for anew."""
        return RunGroup(self.server.runs, self.experiments)

    def other_seeds(self) -> list[RunGroup]:
        """All of them once more with each of the next seeds; none unless they are wanted."""
        further = range(1, SEEDS) if self.over_seeds else ()
        seeded = ([_with_seed(each, each.seed + more) for each in self.experiments] for more in further)
        return [RunGroup(self.server.runs, experiments) for experiments in seeded]

    def to_pairs(self) -> list[QueryPair]:
        """What the link says of them."""
        return [(TWIN, text) for text in texts_of(self.experiments)]

    def arrive(self, experiments: Experiments, place: PagePlace, chosen: bool) -> None:
        """Compare what a link says."""
        if experiments != self.experiments:
            self.show(experiments)
        self.chosen, self.gone, self.too_many = chosen, False, None
        lead(self.playback, place)

    def show(self, experiments: Sequence[Experiment]) -> None:
        """Compare these from their first step on."""
        self.experiments, self.chosen = tuple(experiments), True
        self.wrong, self.misplaced, self.gone, self.too_many = [], [], False, None
        self.playback.open(self.experiments[0])

    def choose(self, place: int, **values: Value | None) -> None:
        """Give one of them these values."""
        try:
            new = changed(self.experiments[place], **values)
        except TooManyStates as refused:
            self.too_many = refused
        else:
            self.show([*self.experiments[:place], new, *self.experiments[place + 1 :]])

    def vary(self, name: str) -> None:
        """Let the others be copies of the first that differ in this field alone."""
        try:
            self.show(varied(self.experiments[0], name, max(2, len(self.experiments))))
        except TooManyStates as refused:
            self.too_many = refused

    def add(self, wanted: int) -> None:
        """One more, with another value of the knob that differs if it is only one; `wanted`: how many it makes."""
        if not len(self.experiments) < wanted <= MOST:
            return  # heard twice
        names = [name for name in differing(self.experiments) if name in self.experiments[0].described()]
        tried = varied(self.experiments[0], names[0], 100) if len(names) == 1 else ()
        new = next((each for each in tried if each not in self.experiments), self.experiments[0])
        self.show([*self.experiments, new])

    def remove(self, experiment: Experiment, left: int) -> None:
        """Without this one; `left`: how many that leaves."""
        if left == len(self.experiments) - 1 and experiment in self.experiments:
            place = self.experiments.index(experiment)
            self.show([*self.experiments[:place], *self.experiments[place + 1 :]])

    def pin(self, experiment: Experiment) -> None:
        """One more from a laboratory; one of another family of networks starts anew."""
        kept = self.experiments if self.chosen and experiment.family is self.family else ()
        if experiment not in kept and len(kept) < MOST:
            self.show([*kept, experiment])

    def new_seed(self) -> None:
        """The seed after this one, for all of them."""
        self.show([_with_seed(each, each.seed + 1) for each in self.experiments])

    def leave(self, experiment: Experiment) -> None:
        """Open it in its laboratory; one that nobody has been to in this session reads its link."""
        self.leaving = experiment
        lab = self.labs.get(self.family)
        if lab is not None:
            lab.open(experiment)

    def let_go(self) -> None:
        """Leave out those whose data this session does not hold any more."""
        own = self.own and self.own.name
        kept = [each for each in self.experiments if not is_lent(each.task) or each.task == own]
        if len(kept) < len(self.experiments):
            self.show(kept or opening())
            self.gone = True


@dataclass(frozen=True)
class Twin:
    """One of them, as a control sees it."""

    session: TwinsSession
    place: int

    @property
    def now(self) -> Experiment:
        return self.session.experiments[self.place]

    @property
    def own(self) -> Own | None:
        return self.session.own

    def choose(self, **values: Value | None) -> None:
        self.session.choose(self.place, **values)


def opening() -> Experiments:
    """What the page opens with."""
    return next(iter(READY.values()))


def _with_seed(experiment: Experiment, seed: int) -> Experiment:
    return experiment.replace(seed=seed % int(experiment.described()["seed"].rule.high + 1))
