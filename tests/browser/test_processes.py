"""Two processes behind the shipped nginx.conf: a class stays together; who loses its process goes on at the other."""

import os
import re
import signal
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from websockets.exceptions import InvalidMessage
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from gradflow.classroom.classroom import Classroom
from gradflow.classroom.pulses import EVERY
from gradflow.places import ROOT
from gradflow.serving.processes.affinity import COOKIE, of_room
from tests.browser.deployed import NGINX, asked, is_ready, nginx_running, processes_running
from tests.browser.laboratory_page import EN, QUICK, open_app, step_of, wait_for_step
from tests.browser.test_own_data import FLOWERS, WAVES, bring, learns, shows
from tests.browser.two_processes import STILL_HERE, Joined, Two
from tests.classroom.klass import Class
from tests.tasks.owned import iris, rows, wave

pytestmark = pytest.mark.slow

MOST = 40  # rooms until both processes have one: which has it is chance, as nginx hashes the ports too
DRAIN = 8  # seconds; what is asked meanwhile takes a busy machine some of them
LINK = "?depth=3&width=16&batch_size=32&steps=20000&activation=relu&task=moons"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    if NGINX is None:
        pytest.skip("no nginx: on Debian, apt-get install nginx")
    folder = tmp_path_factory.mktemp("two")
    database = f"sqlite:///{folder}/rooms.sqlite"
    how = "--drain", str(DRAIN), "--database", database
    with (
        processes_running(folder / "app.txt", 2, *how) as (supervisor, ports),
        nginx_running(NGINX, ports[0], folder, *ports[1:]) as nginx,
    ):
        yield Two(nginx, supervisor, ports, database)


@pytest.fixture(scope="module")
def learner(browser: Browser, two: Two) -> Iterator[Page]:
    """One page, which the tests below lead from one process to the other and back."""
    page = browser.new_context(viewport={"width": 1200, "height": 900}, ignore_https_errors=True).new_page()
    page.set_default_timeout(QUICK)
    open_app(page, f"https://127.0.0.1:{two.nginx.secure}/gradflow", LINK)
    yield page
    page.context.close()


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + QUICK / 1000
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.1)


def connected(address: str, headers: dict[str, str]) -> ClientConnection:
    """As a browser does it: what a busy server drops before it has answered is tried again."""
    trust, protocols = ssl._create_unverified_context(), [Subprotocol("streamlit")]
    for patience in (4, 3, 2, 1, 0):
        try:
            return connect(address, ssl=trust, subprotocols=protocols, additional_headers=headers, open_timeout=60)
        except InvalidMessage:
            if not patience:
                raise
            time.sleep(1)
    raise AssertionError


def test_a_class_shares_one_process_and_classes_are_shared_out(two: Two) -> None:
    seen: set[int] = set()
    for number in range(MOST):
        if number >= 8 and seen == {0, 1}:
            break
        headers = {"Cookie": f"{COOKIE}={of_room(f'ROOM{number}')}"}
        with ExitStack() as crowd:
            for _ in range(3):
                address = f"wss://127.0.0.1:{two.nginx.secure}/gradflow/_stcore/stream"
                crowd.enter_context(connected(address, headers))
            where = two.connections()
        assert sorted(where) == [0, 3]
        seen.add(where.index(3))
        wait_for(lambda: two.connections() == [0, 0])
    assert seen == {0, 1}


def test_who_has_no_class_is_given_a_process_to_stay_with(two: Two) -> None:
    cookies = asked(two.nginx.secure, "/gradflow/")[1].get_all("Set-Cookie") or []
    (given,) = [each for each in cookies if each.startswith(f"{COOKIE}=")]
    assert re.fullmatch(COOKIE + "=[0-9a-f]{32}; Path=/gradflow; HttpOnly; Secure; SameSite=Lax", given)
    again = asked(two.nginx.secure, "/gradflow/", {"Cookie": given.partition(";")[0]})[1]
    assert not [each for each in again.get_all("Set-Cookie") or [] if each.startswith(COOKIE)]


@pytest.fixture(scope="module")
def joined(two: Two) -> list[Joined]:
    """One in each of eight rooms, of which either process has some."""
    classroom, found = Classroom(two.database), []
    for _ in range(8):
        klass = Class(classroom, *classroom.rooms.open("signal"))
        set_cookies = asked(two.nginx.secure, f"/gradflow/join/{klass.code}")[1].get_all("Set-Cookie") or []
        cookies = dict(each.partition(";")[0].split("=", 1) for each in set_cookies)
        assert cookies[COOKIE] == of_room(klass.code)
        who = classroom.signer.learner(klass.code, cookies)
        klass.join(who)
        klass.go("begin", "vote")
        klass.answer(who)
        found.append(Joined(klass.code, "; ".join(f"{name}={value}" for name, value in cookies.items())))
    classroom.close()
    time.sleep(EVERY)  # a process that was asked by whoever came tells for so long what it saw then
    return found


def test_a_killed_process_s_learners_go_on_at_the_other(
    two: Two, learner: Page, joined: list[Joined], tmp_path: Path
) -> None:
    wait_for_step(learner, 5)
    assert [each.found(two) for each in joined] == len(joined) * [STILL_HERE]
    (was,) = [number for number, open_ones in enumerate(two.connections()) if open_ones]
    other = 1 - was
    pid = two.pid(was)
    os.kill(two.supervisor, signal.SIGSTOP)  # it is not back before the learner has looked for it
    os.kill(pid, signal.SIGKILL)
    # nginx leaves alone for a moment whoever has once been late, as the other may have been on a busy machine.
    wait_for(lambda: [each.found(two) for each in joined] == len(joined) * [STILL_HERE])
    wait_for(lambda: two.connections() == [2 * (number == other) for number in range(2)])
    wait_for_step(learner, 5)
    assert "activation=relu" in learner.url and "depth=3" in learner.url
    bring(learner, iris())
    shows(learner, FLOWERS)
    learns(learner)
    os.kill(two.supervisor, signal.SIGCONT)
    wait_for(lambda: is_ready(two.ports[was]))
    # The one that was killed is back and is asked first, and does not know of this learner.
    bring(learner, rows(60, wave, wave, wave))
    shows(learner, WAVES)
    learns(learner)
    learner.get_by_role("button", name=EN("downloads.title")).click()
    with learner.expect_download() as waiting:
        learner.get_by_role("button", name=EN("downloads.script")).click()
    waiting.value.save_as(tmp_path / "script.py")
    assert "import jax" in (tmp_path / "script.py").read_text(encoding="utf-8")
    assert two.connections()[other] == 2 and not two.connections()[was]


def test_one_that_is_to_end_lets_nobody_in_and_its_learner_goes_on(two: Two, learner: Page) -> None:
    (was,) = [number for number, open_ones in enumerate(two.connections()) if open_ones]
    begun = time.monotonic()
    os.kill(two.pid(was), signal.SIGTERM)
    wait_for(lambda: not is_ready(two.ports[was]))
    assert asked(two.ports[was], "/gradflow/", tls=False)[0] == 503
    for number in range(8):  # of whichever class
        assert asked(two.nginx.secure, "/gradflow/", {"Cookie": f"{COOKIE}={of_room(str(number))}"})[0] == 200
    step = step_of(learner)
    wait_for_step(learner, step + 2)
    assert time.monotonic() < begun + DRAIN and two.connections()[was] == 2, "meanwhile it stays"
    wait_for(lambda: two.connections()[1 - was] == 2)
    learns(learner)
    wait_for(lambda: is_ready(two.ports[was]))


STORES = "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"


def test_a_browser_keeps_what_the_privacy_sheet_says(learner: Page) -> None:
    """One that has done all of the above."""
    sheet = (ROOT / "assets" / "statements" / "privacy.md").read_text(encoding="utf-8")
    browser_s = sheet.partition("## In the browser")[2].partition("\n## ")[0]
    said = set(re.findall(r"^\| (?:cookie )?`([\w.]+)`", browser_s, re.MULTILINE))
    cookies = learner.context.cookies()
    names = {each["name"] for each in cookies}  # type: ignore[typeddict-item]
    assert names == {"gradflow_seat", "gradflow_class", "_streamlit_xsrf"} and names <= said
    assert all(each["expires"] == -1 and each["secure"] for each in cookies)  # type: ignore[typeddict-item]
    ours = {name for name in learner.evaluate(STORES) if name.startswith("gradflow")}
    assert ours <= said and "gradflow.own" in ours
