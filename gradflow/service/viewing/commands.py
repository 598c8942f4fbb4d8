"""Commands: what a learner may ask of what moves. The one table of what a browser may say, and of what is done then."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from gradflow.experiment import described_fields
from gradflow.networks.mlp import MAX_DEPTH
from gradflow.service.viewing.playback import PACES, Playback
from gradflow.service.viewing.walk import Walk

MOST_STEPS = int(described_fields()["steps"].rule.high)
MOST_PLACES = 2 * MAX_DEPTH + 1  # both ways through the deepest network


class Player(Protocol):
    """Whose place in a run is moved."""

    @property
    def playback(self) -> Playback: ...
    def new_seed(self) -> None: ...


class Walker(Protocol):
    """Whose place on a walk is moved."""

    @property
    def playback(self) -> Playback: ...
    @property
    def walk(self) -> Walk: ...


@dataclass(frozen=True)
class Command:
    """act: told whose it is, and the number that came along. allowed: which numbers may; 0 where none is meant."""

    act: Callable[[Any, int], None]
    allowed: Container[int] = (0,)


def begin(session: Walker) -> None:
    """Walk from the input, the run paused: at the step on show, or at its first where it has not come to one."""
    if session.playback.step:
        session.playback.pause()
    else:
        session.playback.one_step()
    session.walk.start()


def _pace(session: Player, pace: int) -> None:
    session.playback.pace, session.playback.reached = pace, 0.0


def _go_on(session: Walker) -> None:
    session.playback.pause()
    session.walk.play()


def _stand(session: Walker, position: int) -> None:
    session.playback.pause()
    session.walk.go(position)


PLAYBACK: Mapping[str, Command] = {
    "play": Command(lambda session, _: session.playback.play()),
    "pause": Command(lambda session, _: session.playback.pause()),
    "step": Command(lambda session, _: session.playback.one_step()),
    "restart": Command(lambda session, _: session.playback.restart()),
    "new_seed": Command(lambda session, _: session.new_seed()),
    "pace": Command(_pace, PACES),
    "scrub": Command(lambda session, step: session.playback.go(step), range(1, MOST_STEPS + 1)),
}
WALK: Mapping[str, Command] = {
    "walk": Command(lambda session, _: _go_on(session)),
    "walk_again": Command(lambda session, _: begin(session)),
    "hold": Command(lambda session, _: session.walk.pause()),
    "walk_to": Command(_stand, range(MOST_PLACES + 1)),
}
COMMANDS = {**PLAYBACK, **WALK}
