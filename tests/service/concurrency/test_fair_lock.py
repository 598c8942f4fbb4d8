import threading
import time

import pytest

from gradflow.service.concurrency.fair_lock import FairLock


def test_one_after_the_other_in_the_order_of_asking():
    turn, drawn, at_once = FairLock(), [], []

    def draw(name: int) -> None:
        with turn:
            at_once.append(name)
            time.sleep(0.001)
            assert at_once == [name]
            at_once.remove(name)
            drawn.append(name)

    threads = [threading.Thread(target=draw, args=(name,)) for name in range(20)]
    with turn:
        for name, thread in enumerate(threads, 1):
            thread.start()
            while len(turn._waiting) < name:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert drawn == list(range(20))


def test_who_fails_lets_the_next_one_in():
    turn = FairLock()
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), turn:
            1 / 0  # noqa: B018
