"""What steps take at best, by their kind."""

from gradflow.service.concurrency.step_seconds import MOST, StepSeconds


def test_the_best_of_a_kind_is_known():
    steps = StepSeconds()
    for seconds in (0.3, 0.1, 0.2):
        steps.saw("a", seconds)
    assert (steps.best("a"), steps.best("b")) == (0.1, 0.0)


def test_the_oldest_kind_goes():
    steps = StepSeconds()
    for kind in range(MOST + 1):
        steps.saw(kind, 1.0)
    assert (steps.best(0), steps.best(1), steps.best(MOST)) == (0.0, 1.0, 1.0)
