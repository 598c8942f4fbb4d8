"""RunGroup: several runs played like one, all at the same step.

To a Playback it is a run that has come as far as all of them have. One that has ended, because it exploded or
has fewer steps, holds nobody up.
"""

import math
import time
from collections.abc import Sequence

from gradflow.experiment import Experiment
from gradflow.service.training.runs import Runs
from gradflow.trace import Trace


class RunGroup:
    """Asks for the runs each time it is made, so make one for a frame and keep none."""

    def __init__(self, runs: Runs, experiments: Sequence[Experiment]) -> None:
        self.runs = [runs.get(each) for each in experiments]

    def get(self, experiment: Experiment) -> "RunGroup":
        """Whichever of its experiments is asked for, they come together."""
        return self

    def __len__(self) -> int:
        """Steps that all have made which still go on; where all have ended, those of the longest."""
        going = [len(run) for run in self.runs if not run.finished]
        return min(going) if going else max(map(len, self.runs), default=0)

    @property
    def finished(self) -> bool:
        return all(run.finished for run in self.runs)

    @property
    def fastest(self) -> float:
        """Seconds a step of all of them takes at best."""
        return sum(run.fastest for run in self.runs)

    def advance(self, until: int, seconds: float, share: float = math.inf) -> None:
        """Let those that are behind come to step `until`, in at most `seconds`; share: as in `Run.advance`, of all."""
        behind = [run for run in self.runs if not run.finished and len(run) < until]
        end = time.monotonic() + seconds
        for done, run in enumerate(behind):
            left = max(0.0, end - time.monotonic()) / (len(behind) - done)
            run.advance(until, left, share / len(behind))

    def upto(self, steps: int) -> Trace:
        """The first one's."""
        return self.traces(steps)[0]

    def traces(self, steps: int) -> list[Trace]:
        """Each one's first `steps` steps, or as many as it has."""
        return [run.upto(steps) for run in self.runs]

    def there(self, step: int) -> bool:
        """Whether all have come to this step, or to their end."""
        return self.finished or len(self) >= step
