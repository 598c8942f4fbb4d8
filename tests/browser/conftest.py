"""A real browser, and servers for it: fixtures shared by every test that looks at a page.

Chromium is the one GRADFLOW_CHROMIUM names, or one on the PATH, or Playwright's own; without any,
these tests are skipped and say so.
"""

import re
import subprocess
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from gradflow.places import ROOT
from tests.browser.in_room import People, people_in
from tests.browser.laboratory_page import QUICK
from tests.browser.pages import HIDE, Pages, leave, listen
from tests.browser.server import QUIET, chromium, started

Serve = Callable[..., str]
HERE = Path(__file__).parent
FAILED = pytest.StashKey[bool]()
EVERY = 50  # milliseconds
expect.set_options(timeout=QUICK)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What drives a browser is tried once more where it fails: a machine that is busy is slow beyond all patience. The
    summary names what was."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    before = report.when != "setup" and item.stash.get(FAILED, False)
    item.stash[FAILED] = before or report.failed
    return report


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """While it is there this thread has an event loop that runs: tests of other kinds have to wait for its end."""
    with sync_playwright() as playwright:
        executable = chromium(playwright)
        if not Path(executable).exists():
            pytest.skip("no Chromium: set GRADFLOW_CHROMIUM, or run `playwright install chromium`")
        browser = playwright.chromium.launch(executable_path=executable, args=QUIET.split())
        yield browser
        browser.close()


@pytest.fixture(scope="package", autouse=True)
def waits() -> Iterator[None]:
    """What is waited for as an expression is waited for as a function: the app allows no script that is made of text,
    and of an expression Playwright makes one again and again. It is asked twenty times a second: once a frame, which is
    Playwright's way, has the page draw sixty frames where it would draw four."""
    wait = Page.wait_for_function

    def waiting(page: Page, expression: str, **options: Any) -> Any:
        function = re.match(r"\s*(\w+|\([\w\s,]*\))\s*=>", expression)
        return wait(page, expression if function else f"() => {expression}", **{"polling": EVERY} | options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Page, "wait_for_function", waiting)
        yield


@pytest.fixture
def console_errors() -> list[str]:
    """What the page complained about, Plotly's traces among it; a test that provokes errors empties it."""
    return []


@pytest.fixture(scope="package")
def context_of(browser: Browser, serve: Serve) -> Iterator[Callable[..., BrowserContext]]:
    """context_of(viewport=…): one context for equal calls, with a page of the app's site that stays, so that scripts
    are loaded and compiled once."""
    there: dict[str, BrowserContext] = {}

    def context(**options: Any) -> BrowserContext:
        key = repr(sorted(options.items()))
        if key not in there:
            there[key] = browser.new_context(**options)
            there[key].set_default_timeout(QUICK)  # a busy machine is slow, not wrong
            there[key].new_page().goto(f"{serve(ROOT / 'app.py')}/_stcore/health")
        return there[key]

    yield context
    for each in there.values():
        each.close()


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Page:
    """A page that fails the test that leaves an error in the console: one of its own, which remembers nothing, or, for
    who uses the fixture `same_page`, that of the test before in its file, which `go` leads to the next link.

    Parameters of the context (viewport, color_scheme, …):
    @pytest.mark.parametrize("page", [{"color_scheme": "dark"}], indirect=True)
    """
    name = "same_page" if "same_page" in request.fixturenames else "own_page"
    options = {"viewport": {"width": 1200, "height": 900}} | getattr(request, "param", {})
    return request.getfixturevalue(name)(options)


@pytest.fixture
def own_page(
    context_of: Callable[..., BrowserContext], console_errors: list[str]
) -> Iterator[Callable[[dict[str, Any]], Page]]:
    pages: list[Page] = []

    def new(options: dict[str, Any]) -> Page:
        pages.append(context_of(**options).new_page())
        listen(pages[0], console_errors.append)
        return pages[0]

    yield new
    for page in pages:
        leave(page)
    assert console_errors == []


@pytest.fixture(scope="module")
def pages_of_file() -> Iterator[Pages]:
    pages = Pages({}, [[]])
    yield pages
    for page in pages.there.values():
        leave(page)


@pytest.fixture
def same_page(
    request: pytest.FixtureRequest,
    context_of: Callable[..., BrowserContext],
    pages_of_file: Pages,
    console_errors: list[str],
) -> Iterator[Callable[[dict[str, Any]], Page]]:
    used: list[Page] = []
    console_errors += pages_of_file.heard[0]  # since the test before
    pages_of_file.heard[0] = console_errors

    def page_of_file(options: dict[str, Any]) -> Page:
        used.append(pages_of_file.page(options, context_of))
        used[0].bring_to_front()
        used[0].evaluate(HIDE, False)
        used[0].set_viewport_size(options["viewport"])
        return used[0]

    yield page_of_file
    pages_of_file.heard[0] = []
    if request.node.stash.get(FAILED, False) or console_errors:
        pages_of_file.forget(used)  # nobody knows how it was left
    for page in used:
        page.emulate_media(media="null")
        page.mouse.move(2, 2)
        page.evaluate(HIDE, True)  # a page that nobody looks at is sent nothing, and leaves its core to others
    assert console_errors == []


@pytest.fixture
def people(browser: Browser) -> Iterator[People]:
    """people(): somebody of a class, with a browser of their own."""
    with people_in(browser) as newcomer:
        yield newcomer


@pytest.fixture
def below_the_address(page: Page, console_errors: list[str]) -> Iterator[None]:
    """Streamlit looks for its own files below a page's address first; forgotten before the page is asked for errors."""
    yield
    console_errors[:] = [text for text in console_errors if "404" not in text]


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """serve(script, *args): the address of a Streamlit server that runs the script; one server for equal calls."""
    running: dict[tuple[str, ...], tuple[str, subprocess.Popen[bytes]]] = {}

    def start(script: str | Path, *args: str) -> str:
        key = (str(script), *args)
        if key not in running:
            log = tmp_path_factory.mktemp("server") / "log.txt"
            running[key] = started(key, log)
        return running[key][0]

    yield start
    for _, process in running.values():
        process.terminate()
    for _, process in running.values():
        process.wait(timeout=20)
