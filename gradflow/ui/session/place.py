"""Place: where on its page a link leads: the view, whether all maps are open, by which norm layers are compared, what
is being repaired, the pace, the step at which the run stands still, the layer that is pinned. What a place may be,
rules like those of fields say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gradflow.experiment import described_fields
from gradflow.fields import Choice, Field, Number, judge
from gradflow.figures.drawing.norm import NORMS, RMS
from gradflow.invalid import InvalidField, QueryPair
from gradflow.link import ALL, ASK, LAYER, MAPS, NORM, ONLY, PACE, PROJECTOR, REPAIR, SCREEN, STEP, STORY, VIEW, WAS
from gradflow.service.viewing.playback import PACES, Playback
from gradflow.ui.session.offered import Offered, Sentence

GROUP = "page"
LONGEST = 140  # characters of a teacher's question
PACE_AT_FIRST = Playback.pace
MOVING = (PACE, STEP, LAYER, WAS)  # said by frames and by the browser, without a run of the page


@dataclass(frozen=True)
class PagePlace:
    """None: as the page opens. maps: "all" of them. norm: by which layers are compared. repair: one of the shop. story:
    the preset that was opened last, where neither the run nor the one before it is one. only: the fields that have a
    control (`offered`). screen: "projector" for a page to be read from the last row. ask: a teacher's question."""

    view: str | None = None
    pace: int | None = None
    step: int | None = None
    layer: int | None = None
    maps: str | None = None
    repair: str | None = None
    story: str | None = None
    norm: str | None = None
    only: str | None = None
    screen: str | None = None
    ask: str | None = None

    def pairs(self) -> list[QueryPair]:
        """What a link says of it."""
        named = {VIEW: self.view, MAPS: self.maps, NORM: self.norm, REPAIR: self.repair, ONLY: self.only}
        named |= {STORY: self.story, SCREEN: self.screen, ASK: self.ask}
        named |= {PACE: self.pace, STEP: self.step, LAYER: self.layer}
        return [(name, str(value)) for name, value in named.items() if value is not None]

    def chosen(self) -> list[QueryPair]:
        """What of that a page says of itself: all but what moves without a run of it."""
        return [(name, text) for name, text in self.pairs() if name not in MOVING]


@dataclass(frozen=True)
class Places:
    """What places a page has. views: the first is shown at first; steps, layers: how many; repairs, fields: by
    name."""

    views: Sequence[str] = ()
    steps: int = int(described_fields()["steps"].rule.high)
    layers: int = 0
    repairs: Sequence[str] = ()
    stories: Sequence[str] = ()
    fields: Mapping[str, Field] = field(default_factory=dict)

    def read(self, said: Iterable[QueryPair]) -> tuple[PagePlace, Sequence[InvalidField]]:
        """The place that a link leads to, and what in it there is no such place for: then it is where a page opens."""
        described = self._described()
        good, bad = judge(described, {name: text for name, text in said if name in described}, parse=True)
        return (PagePlace(), bad) if bad else (self._place(**good), ())

    def _place(
        self, view: str | None = None, pace: str | None = None, norm: str | None = None, **more: Any
    ) -> PagePlace:
        """Without what is so at first."""
        shown = None if view in self.views[:1] else view
        return PagePlace(shown, _unusual(int(pace or PACE_AT_FIRST)), norm=None if norm == RMS else norm, **more)

    def _described(self) -> dict[str, Field]:
        rules: dict[str, Any] = {PACE: Choice(tuple(map(str, PACES))), STEP: Number(1, self.steps, whole=True)}
        rules |= {VIEW: Choice(tuple(self.views)), MAPS: Choice((ALL,)), NORM: Choice(NORMS)} if self.views else {}
        rules |= {REPAIR: Choice(tuple(self.repairs))} if self.repairs else {}
        rules |= {STORY: Choice(tuple(self.stories))} if self.stories else {}
        rules |= {SCREEN: Choice((PROJECTOR,)), ASK: Sentence(LONGEST)} if self.views else {}
        rules |= {ONLY: Offered(self.fields)} if self.fields else {}
        rules |= {LAYER: Number(1, self.layers, whole=True)} if self.layers else {}
        return {name: Field(rule, GROUP) for name, rule in rules.items()}


def place_of(playback: Playback) -> PagePlace:
    """Where in a run somebody is."""
    return PagePlace(pace=_unusual(playback.pace), step=playback.rests_at)


def lead(playback: Playback, place: PagePlace) -> None:
    """A run that is the same goes on as it does, unless the place is a step of it."""
    playback.pace = place.pace or PACE_AT_FIRST
    if place.step is not None:
        playback.come_to(place.step)


def _unusual(pace: int) -> int | None:
    return None if pace == PACE_AT_FIRST else pace
