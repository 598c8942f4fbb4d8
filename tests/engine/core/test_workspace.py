import threading
import time

import pytest

from gradflow.engine.core import workspace as workspaces
from gradflow.engine.layered import LAYERED
from gradflow.engine.layered.shape import LayeredShape, shape_of
from gradflow.engine.layered.workspace import LayeredWorkspace
from gradflow.experiment import Experiment


@pytest.fixture
def shapes(monkeypatch) -> list[LayeredShape]:
    """Of one size, of which two fit."""
    found = [shape_of(Experiment(batch_size=8, task=task).replace(width=8)) for task in ("moons", "digits", "curve")]
    monkeypatch.setattr(workspaces, "_waiting", type(workspaces._waiting)())
    monkeypatch.setattr(
        workspaces, "MOST_BYTES", 2.5 * max(map(workspaces._nbytes, [(LAYERED, shape) for shape in found]))
    )
    return found


def borrow(shape: LayeredShape) -> LayeredWorkspace:
    with workspaces.borrowed(LAYERED, shape) as (workspace, give_back):
        give_back(workspace)
    return workspace


def test_a_workspace_is_lent_again(shapes):
    assert borrow(shapes[0]) is borrow(shapes[0])


def test_the_least_recently_lent_goes_first(shapes):
    kept = {shape: borrow(shape) for shape in shapes}
    assert borrow(shapes[1]) is kept[shapes[1]]
    assert borrow(shapes[2]) is kept[shapes[2]]
    assert borrow(shapes[0]) is not kept[shapes[0]]


def test_a_workspace_that_a_failed_chunk_used_up_is_not_lent_again(shapes):
    with pytest.raises(ZeroDivisionError), workspaces.borrowed(LAYERED, shapes[0]):
        1 / 0  # noqa: B018
    assert workspaces._borrowed_bytes == 0
    assert not any(workspaces._waiting.values())


def test_what_does_not_fit_beside_the_others_waits_for_them(shapes, monkeypatch):
    monkeypatch.setattr(workspaces, "MOST_BYTES", 1)
    second = threading.Thread(target=borrow, args=(shapes[1],))
    with workspaces.borrowed(LAYERED, shapes[0]):
        second.start()
        time.sleep(0.05)
        assert second.is_alive()
    second.join(10)
    assert not second.is_alive()
