"""The units of systemd: a user of its own, little that it may do, and both alike."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gradflow.places import ROOT
from gradflow.serving.descriptors import WANTED
from gradflow.serving.processes.supervisor import GRACE
from gradflow.shell.serve import DRAIN
from tests.browser.deployed import DEPLOY, UNITS, replaced, service_unit

EXPOSED = 10  # tenths, of ten, by systemd's own count; decisions/server.md says what they are


@pytest.mark.parametrize("name", UNITS)
def test_a_service_is_a_user_of_its_own_that_keeps_what_it_compiled(name: str):
    service = service_unit(name)["Service"]
    assert service["DynamicUser"] == "yes"
    assert service["Restart"] == "always"
    assert service["MemoryMax"] and int(service["LimitNOFILE"]) == WANTED
    assert service["ExecStart"].startswith(f"{service['WorkingDirectory']}/")
    assert f"XDG_CACHE_HOME=%C/{service['CacheDirectory']}" in service["Environment"].split()
    assert "MemoryDenyWriteExecute" not in service  # XLA writes what it runs
    assert int(service["TimeoutStopSec"]) > DRAIN + GRACE


def test_both_services_are_confined_alike():
    one, many = ((DEPLOY / name).read_text(encoding="utf-8").partition("LimitNOFILE")[2] for name in UNITS)
    assert one == many and "NoNewPrivileges=yes" in one


@pytest.mark.parametrize("name", UNITS)
def test_systemd_takes_it_and_finds_it_confined(name: str, tmp_path: Path):
    here = {"/opt/gradflow/.venv/bin/gradflow ": f"{sys.executable} ", "=/opt/gradflow\n": f"={ROOT}\n"}
    unit = tmp_path / name.replace("@", "@8501")
    unit.write_text(replaced((DEPLOY / name).read_text(encoding="utf-8"), here), encoding="utf-8")
    if analyze := shutil.which("systemd-analyze"):  # a container has none
        result = subprocess.run([analyze, "verify", "--man=no", unit], capture_output=True, text=True)
        assert [line for line in result.stderr.splitlines() if unit.name in line] == []
        exposed = [analyze, "security", "--offline=true", "--no-pager", f"--threshold={EXPOSED}", str(unit)]
        result = subprocess.run(exposed, capture_output=True, text=True)
        assert result.returncode == 0, result.stdout
