"""Nothing is skipped in CI: there, a test that would be skipped has failed. Workers side by side take a core each."""

import os
from collections.abc import Generator
from typing import TypeVar

import pytest

if "PYTEST_XDIST_WORKER" in os.environ:  # threads of NumPy's and PyTorch's that wait for a core keep it busy
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

IN_CI = os.environ.get("CI", "").lower() == "true"

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


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
