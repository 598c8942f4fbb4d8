"""What a process does not look through for garbage: what was there before anybody came, and nothing of a learner's."""

import subprocess
import sys

import pytest

FROZEN = "import gc, app; print(gc.get_freeze_count())"
LEARNERS = """
import gc, weakref
from gradflow.serving.garbage import collect_seldom
class Page: pass
collect_seldom()
page = Page()
page.itself, seen = page, weakref.ref(page)
del page
gc.collect()
print(seen())
"""


def said(script: str) -> str:
    """By a process of its own, as a process begins once."""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.slow
def test_the_app_s_modules_are_not_looked_through_again():
    assert int(said(FROZEN)) > 200_000


def test_what_comes_later_is():
    assert said(LEARNERS) == "None"
