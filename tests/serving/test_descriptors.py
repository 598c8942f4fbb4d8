"""How many files and connections can be open."""

import subprocess
import sys

import pytest

pytest.importorskip("resource")
SCRIPT = """
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))
from gradflow.serving.descriptors import raise_soft_limit
print(raise_soft_limit(), *resource.getrlimit(resource.RLIMIT_NOFILE))
"""


def raised(soft: int, hard: int) -> tuple[str, str]:
    """What a process of its own says, and complains about."""
    done = subprocess.run([sys.executable, "-c", SCRIPT.format(soft=soft, hard=hard)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip(), done.stderr


def test_the_soft_limit_goes_up_to_the_hard_one():
    assert raised(1024, 8192) == ("8192 8192 8192", "")


def test_one_that_is_too_low_for_a_class_is_said():
    said, complaint = raised(256, 1024)
    assert said == "1024 1024 1024"
    assert "At most 1024 files and connections" in complaint and complaint.count("\n") == 1
