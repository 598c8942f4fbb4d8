"""Nothing is skipped in CI: there, a test that would be skipped has failed. Workers side by side take what shares a
server or compiled programs together (`tests.side_by_side`). Few steps are compiled for quickly (`quick_programs`)."""

import gc
import os
from collections.abc import Generator
from typing import TypeVar

import pytest
from xdist.remote import Producer

from tests import quick_programs
from tests.array_checks import check_arrays
from tests.side_by_side import InRooms, rank

WORKER = "PYTEST_XDIST_WORKER" in os.environ
if WORKER:  # threads of NumPy's and PyTorch's that wait for a core keep it busy
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

check_arrays()
quick_programs.keep_every_program()

IN_CI = os.environ.get("CI", "").lower() == "true"

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def pytest_sessionstart() -> None:
    gc.disable()  # thousands of tests are found, and stay: a third of the time went into looking through them


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = quick_programs.same_programs_together(items)
    if WORKER:
        items.sort(key=lambda item: rank(item.nodeid))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    quick_programs.compile_for(item.nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> InRooms | None:
    if config.getvalue("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False  # by the number of tests
    return InRooms(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _not_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _not_skipped((yield))


def _not_skipped(report: Report) -> Report:
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where nothing may be: {report.longrepr}"
    return report
