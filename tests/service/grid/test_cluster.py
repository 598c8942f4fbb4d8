"""Cluster: a real Dask scheduler and two workers, one of which is killed in the middle, and then the scheduler."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from click.testing import CliRunner

import gradflow
from gradflow import Experiment
from gradflow.cli import main
from gradflow.places import ROOT

pytestmark = pytest.mark.slow

SMALL = Experiment(task="moons", batch_size=32, steps=25).replace(depth=4, width=16)
AXES = {"activation": ["tanh", "relu"], "learning_rate": [0.1, 50.0], "seed": [0, 1, 2]}
LAYERED = "depth=4", "width=16", "batch_size=32"
UP = 60  # seconds
SWEPT = "sweep", *LAYERED, "task=moons"


class Machines(NamedTuple):
    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture(scope="module")
def machines() -> Iterator[Machines]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        host, port = free.getsockname()
    address = f"tcp://{host}:{port}"
    started = [_dask("scheduler", "--host", host, "--port", str(port), "--no-dashboard")]
    started += [_dask("worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard") for _ in range(2)]
    yield Machines(address, started[0], started[1:])
    for each in started:
        each.kill()
        each.wait()


def _dask(*words: str) -> subprocess.Popen[bytes]:
    around = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "dask", *words]
    return subprocess.Popen(command, env=around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_a_worker_killed_in_the_middle_takes_no_run_with_it(machines: Machines) -> None:
    from distributed import Client  # here alone: every worker that only finds tests would wait for it

    def kill(finished: int, _: int) -> None:
        if finished == 3:
            machines.workers[0].kill()

    with Client(machines.address, timeout=UP, set_as_default=False) as client:
        client.wait_for_workers(2, UP)
        table = gradflow.sweep(SMALL, client.get_executor(), kill, **AXES)
        assert len(client.scheduler_info()["workers"]) == 1
    pd.testing.assert_frame_equal(table, gradflow.sweep(SMALL, **AXES), rtol=1e-5)


def test_the_command_sends_a_file_along(machines: Machines, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("x,y\n" + "".join(f"{row % 17 / 4},{row % 5 / 2}\n" for row in range(200)), encoding="utf-8")
    words = ["sweep", "--data", str(file), *LAYERED, "steps=3", "seed=0,1"]
    here, there = (
        CliRunner().invoke(main, [*words, "--csv", str(tmp_path / name), *more])
        for name, more in (("here", ()), ("there", ("--scheduler", machines.address)))
    )
    assert (here.exit_code, there.exit_code) == (0, 0), there.output
    assert (tmp_path / "there").read_text() == (tmp_path / "here").read_text()


def test_a_scheduler_that_is_lost_is_said_in_one_line(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gradflow.sweeping.outcome_frame", lambda *_: pytest.fail("all runs came"))
    monkeypatch.setattr("click._termui_impl.ProgressBar.update", lambda *_: machines.scheduler.kill())
    said = CliRunner().invoke(main, [*SWEPT, "steps=400", "seed=0,1,2,3,4,5,6,7", "--scheduler", machines.address])
    assert said.exit_code == 1, said.output
    assert f"--scheduler {machines.address}: the cluster was lost after" in said.stderr.splitlines()[-1]


def test_an_address_at_which_nobody_answers_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gradflow.service.grid.cluster.ANSWER", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    said = CliRunner().invoke(main, [*SWEPT, "seed=0,1", "--scheduler", address])
    assert said.exit_code == 2
    assert [line for line in said.stderr.splitlines() if line.startswith(f"Error: --scheduler {address}: no Dask")]
