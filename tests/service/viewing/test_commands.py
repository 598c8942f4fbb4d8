"""The table of commands: each name does one thing to whoever says it, with no number that means nothing."""

from dataclasses import dataclass, field

import pytest

from gradflow.service.viewing.commands import COMMANDS, MOST_PLACES, MOST_STEPS
from gradflow.service.viewing.playback import PACES, Playback
from gradflow.service.viewing.walk import Walk


@dataclass
class Learner:
    """At step 8 of a run of which it has seen 12, and somewhere on a walk."""

    playback: Playback = field(default_factory=lambda: Playback(step=8, furthest=12, playing=False))
    walk: Walk = field(default_factory=lambda: Walk(position=5))
    seeds: int = 0

    def new_seed(self) -> None:
        self.seeds += 1

    def at(self) -> dict[str, object]:
        playback, walk = self.playback, self.walk
        return {
            "playing": playback.playing,
            "waiting": playback.waiting,
            "step": playback.step,
            "pace": playback.pace,
            "walking": walk.moving,
            "place": walk.position,
            "seeds": self.seeds,
        }


DONE = {
    ("play", 0): {"playing": True, "waiting": True},
    ("pause", 0): {},
    ("step", 0): {"waiting": True},
    ("restart", 0): {"playing": True, "waiting": True, "step": 0},
    ("new_seed", 0): {"seeds": 1},
    ("pace", 100): {"pace": 100},
    ("scrub", 3): {"step": 3},
    ("walk", 0): {"walking": True},
    ("walk_again", 0): {"walking": True, "place": 0},
    ("hold", 0): {},
    ("walk_to", 7): {"place": 7},
}


def test_every_command_is_here():
    assert {name for name, _ in DONE} == set(COMMANDS)


@pytest.mark.parametrize(("name", "to"), DONE)
def test_a_command_does_what_it_says_and_nothing_else(name, to):
    learner = Learner()
    before = learner.at()
    COMMANDS[name].act(learner, to)
    assert learner.at() == before | DONE[name, to]


@pytest.mark.parametrize("name", ["walk", "walk_again", "walk_to"])
def test_who_walks_has_the_run_stand_still(name):
    learner = Learner()
    learner.playback.play()
    COMMANDS[name].act(learner, 1)
    assert not learner.playback.playing


def test_only_numbers_that_mean_something_are_allowed():
    limits = {"pace": PACES, "scrub": range(1, MOST_STEPS + 1), "walk_to": range(MOST_PLACES + 1)}
    for name, command in COMMANDS.items():
        allowed = limits.get(name, (0,))
        for number in (-1, 0, 1, 3, MOST_PLACES, MOST_PLACES + 1, MOST_STEPS, MOST_STEPS + 1, 2**70):
            assert (number in command.allowed) == (number in allowed), (name, number)
