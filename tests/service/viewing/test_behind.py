"""A pace that is chosen and not reached is known, so that a page can say so."""

import pytest

from gradflow.experiment import Experiment
from gradflow.service.viewing.playback import Playback


class Slow:
    """Runs that make at most so many steps a tick."""

    finished = False

    def __init__(self, most: int) -> None:
        self.most, self.made = most, 0

    def get(self, _: Experiment) -> "Slow":
        return self

    def __len__(self) -> int:
        return self.made

    def advance(self, until: int, seconds: float, share: float = 0.0) -> None:
        self.made = min(until, self.made + self.most)

    def upto(self, steps: int) -> int:
        return steps


CASES = [(1000, 10, True), (1000, 400, False), (20, 10, False), (1, 9, False)]


@pytest.mark.parametrize(("pace", "most", "behind"), CASES)
def test_whether_it_lags_behind_its_pace(pace: int, most: int, behind: bool) -> None:
    now, runs = [0.0], Slow(most)
    playback = Playback(Experiment(steps=20_000), pace=pace, clock=lambda: now[0])
    told = []
    for _ in range(40):
        now[0] += 0.25
        playback.tick(runs, 0.1)  # type: ignore[arg-type]
        told.append(playback.behind)
    assert set(told[8:]) == {behind}
    if behind:
        assert playback.reached == pytest.approx(4 * most)
        playback.pause()
        assert not playback.behind
