"""LabSession: what one browser session holds in a laboratory."""

import dataclasses
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

from gradflow.change import MAX_CHANGES
from gradflow.experiment import Experiment, default_values
from gradflow.fields import Value
from gradflow.figures.drawing.norm import RMS
from gradflow.invalid import InvalidField
from gradflow.link import ALL
from gradflow.networks import Family, TooManyStates
from gradflow.presets import story_of
from gradflow.repairs import REPAIRS, Inspection, Repair, inspect
from gradflow.service.server import Server
from gradflow.service.viewing.playback import Playback
from gradflow.service.viewing.walk import Walk
from gradflow.tasks.own import Answers, Own, Unusable
from gradflow.tasks.own.answers import AS_FOUND
from gradflow.trace import Trace
from gradflow.ui.session.offered import ranges
from gradflow.ui.session.one_move import OneMove
from gradflow.ui.session.paced import Paced
from gradflow.ui.session.place import PagePlace, lead


@dataclass
class LabSession:
    """A place in a run, and what was wrong with the link that led here.

    The experiment is the one truth: controls show it as it stands `now` and change it through `choose`. every_map: all
    three maps are open. norm: by which the sizes of layers are compared. asked: the step whose numbers somebody asked
    to have checked. story: the preset that was opened last. misplaced: what was wrong with the place it named. layer:
    the one that the link pins. mid_run: changes are made in the middle of a run. repair: the one of the shop that is
    being made. only, ask: of a link, the fields that have a control here, and what its teacher asks; screen: the
    projector's, or None. own: their own data, which lives while it is held. refused: why a "file" or a "target" could
    not be used, and the file's name. elsewhere: the task of own data that the link names and that is not here;
    answered: how the browser says that it is read. refitted: fields that the data learned from has set, by name what
    each was and is. too_many: states that a refused choice would have had to keep. saying: of the frame's sentences;
    ruling: of why they say so; answering: of the answers beside the maps; below: of the view's pictures.
    """

    server: Server
    playback: Playback
    view: str
    broken: Sequence[InvalidField] = ()
    misplaced: Sequence[InvalidField] = ()
    layer: int | None = None
    every_map: bool = False
    norm: str = RMS
    asked: tuple[Experiment, int] | None = None
    story: str | None = None
    mid_run: bool = False
    repair: str | None = None
    only: str | None = None
    screen: str | None = None
    ask: str | None = None
    own: Own | None = None
    refused: dict[str, tuple[Unusable, str]] = field(default_factory=dict)
    elsewhere: str = ""
    answered: Answers = AS_FOUND
    refitted: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    too_many: TooManyStates | None = None
    walk: Walk = field(default_factory=Walk)
    saying: Paced[Any] = field(default_factory=Paced, compare=False)
    ruling: Paced[Any] = field(default_factory=Paced, compare=False)
    answering: Paced[Any] = field(default_factory=Paced, compare=False)
    below: Paced[Any] = field(default_factory=Paced, compare=False)
    inspecting: Paced[Any] = field(default_factory=Paced, compare=False)
    name: str = field(default_factory=lambda: uuid.uuid4().hex)
    _move: OneMove = field(default_factory=OneMove, compare=False)

    def still(self) -> "LabSession":
        """A copy whose place and choices nobody moves: what a frame is made of while its learner goes on clicking."""
        return dataclasses.replace(self, playback=self.playback.still())

    @property
    def experiment(self) -> Experiment:
        return self.playback.experiment

    @property
    def before(self) -> Experiment | None:
        return self.playback.before

    @property
    def family(self) -> Family:
        return self.experiment.family

    @property
    def now(self) -> Experiment:
        """The experiment with the changes made that lie before the step on show."""
        return self.experiment.at(self.playback.step)

    @property
    def file_name(self) -> str:
        """What files of its run are named by, without an ending."""
        return f"gradflow-{self.experiment.task}-{self.experiment.family.stem(self.experiment.network)}"

    def place(self, first: str) -> PagePlace:
        """Where on its page it is; first: the view that the page opens with."""
        view, maps = None if self.view == first else self.view, ALL if self.every_map else None
        story = None if self.story == story_of(self.experiment, self.before) else self.story
        more: dict[str, Any] = {"repair": self.repair, "story": story, "only": self.only, "screen": self.screen}
        return PagePlace(view, maps=maps, norm=None if self.norm == RMS else self.norm, ask=self.ask, **more)

    @property
    def repairing(self) -> Repair | None:
        return REPAIRS[self.repair] if self.repair else None

    def inspected(self, trace: Trace) -> Inspection | None:
        """How far the repair is with this trace of its run, found out once; None where nothing is repaired."""
        if (repair := self.repairing) is None:
            return None
        of = self.repair, self.experiment, len(trace)
        return self.inspecting(of, lambda: inspect(repair, self.experiment, trace), inf)

    def stays(self, field: str) -> bool:
        """Whether this field has no control here: what is being repaired has to keep it, or the link says so."""
        repaired = self.repairing is not None and self.repairing.stays(field)
        return repaired or (self.only is not None and field not in ranges(self.only))

    def arrive(self, experiment: Experiment, place: PagePlace, view: str, before: Experiment | None = None) -> None:
        """Show what a link says; view: where it says none. before: the run before that it speaks of."""
        self.open(experiment, before)
        self.playback.before = before
        self.story = place.story or story_of(experiment, before) or self.story
        self.view, self.layer, self.every_map = place.view or view, place.layer, place.maps == ALL
        self.norm, self.too_many, self.refitted = place.norm or RMS, None, {}
        self.repair, self.only, self.screen, self.ask = place.repair, place.only, place.screen, place.ask
        lead(self.playback, place)

    def choose(self, **values: Value | None) -> None:
        """Give these fields these values: from the step on show on, or in a new run from its start."""
        self.broken, self.misplaced, self.elsewhere, self.too_many = [], [], "", None
        fields = self.experiment.described()
        live = all(name in fields and fields[name].live for name in values)
        try:
            if self.mid_run and live and self._can_change:
                self.playback.change(self.server.runs, **values)
            else:
                before, now = self.experiment, changed(self.experiment, **self._with_room(values))
                self.open(now, self._move.seen(values, self.before, before, now))
                if before.task != now.task:  # its curve and its story say other things
                    self.story, self.refitted = None, self._refitted(before)
        except TooManyStates as refused:
            self.too_many = refused

    def _with_room(self, values: Mapping[str, Value | None]) -> dict[str, Value | None]:
        """With other data, what the data before it has set is as it was, where nobody has chosen otherwise."""
        if values.get("task", self.experiment.task) == self.experiment.task:
            return dict(values)
        now = self.experiment.values()
        return {name: was for name, (was, set_to) in self.refitted.items() if now[name] == set_to} | dict(values)

    def _refitted(self, before: Experiment) -> Mapping[str, tuple[Any, Any]]:
        """What the data has set of what was wanted until then."""
        past, now = before.values(), self.experiment.values()
        wanted = past | {name: was for name, (was, set_to) in self.refitted.items() if past[name] == set_to}
        decided = {*self.experiment.fixed(), *self.family.most(self.experiment.task)}
        return {name: (wanted[name], now[name]) for name in decided if now[name] != wanted[name]}

    @property
    def _can_change(self) -> bool:
        return self.playback.can_change(self.server.runs) and len(self.experiment.changes) < MAX_CHANGES

    def bring(self, own: Own | None) -> None:
        """Learn this data of one's own from now on; None takes it away again."""
        before, self.own, self.refused = self.own, own, {}
        if own is not None:
            self.choose(task=own.name)
        elif before is not None and self.experiment.task == before.name:
            self.choose(task=default_values(self.family.config)["task"])

    def refuse(self, what: str, reason: Unusable, file: str) -> None:
        """Why a "file" or a "target" could not be used, without the frames it passed: they hold all that was read."""
        reason.__context__ = None
        self.refused = {what: (reason.with_traceback(None), file)}

    def new_seed(self) -> None:
        """The seed after this one: a class that presses the button sees the same runs, and shares them."""
        self.choose(seed=(self.experiment.seed + 1) % int(self.experiment.described()["seed"].rule.high + 1))

    def forget_changes(self) -> None:
        """Watch the run without its changes, from its start."""
        self.open(dataclasses.replace(self.experiment, changes=()))

    def open(self, experiment: Experiment, before: Experiment | None = None) -> None:
        if experiment != self.experiment:
            self.playback.open(experiment, before)


def changed(experiment: Experiment, **values: Value | None) -> Experiment:
    """The fields changed; mid-run changes of the same fields, or beyond a shorter run's end, are left out."""
    steps = values.get("steps", experiment.steps)
    kept = [c for c in experiment.changes if c.name not in values and c.step < steps]  # type: ignore[operator]
    return dataclasses.replace(experiment, changes=tuple(kept)).replace(**values)
