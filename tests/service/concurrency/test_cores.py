"""Cores: no more at once than there are, and the patient let the others go first."""

import threading
import time

from gradflow.service.concurrency.cores import Cores


def test_no_more_than_there_are():
    cores = Cores(2)
    assert [cores.acquire(0) for _ in range(3)] == [True, True, False]
    cores.release()
    cores.release()
    assert [cores.acquire(0, patient=True) for _ in range(3)] == [True, True, False]


def test_on_two_cores_a_laboratory_has_the_machine_to_itself():
    cores = Cores(2)
    assert cores.acquire(0) and not cores.acquire(0, patient=True)
    cores.release()
    assert cores.acquire(0, patient=True) and cores.acquire(0)


def test_on_more_the_patient_have_what_laboratories_leave_of_the_other_half():
    cores = Cores(8)
    assert [cores.acquire(0) for _ in range(3)] == [True] * 3
    assert cores.acquire(0, patient=True) and cores.acquire(0) and not cores.acquire(0, patient=True)


def test_who_is_not_patient_goes_first():
    cores, order = Cores(1), []
    assert cores.acquire(0)

    def visit(patient: bool) -> None:
        assert cores.acquire(5, patient)
        order.append(patient)
        time.sleep(0.01)
        cores.release(patient)

    visitors = [threading.Thread(target=visit, args=(patient,)) for patient in (True, True, False, False)]
    for visitor in visitors:
        visitor.start()
        time.sleep(0.1)  # until it waits, on a busy machine too
    cores.release()
    for visitor in visitors:
        visitor.join()
    assert order == [False, False, True, True]


def test_who_gives_up_is_not_waited_for():
    cores = Cores(1)
    assert cores.acquire(0) and not cores.acquire(0.01)
    cores.release()
    assert cores.acquire(0, patient=True)
