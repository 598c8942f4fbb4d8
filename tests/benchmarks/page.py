"""How long a learner waits, in the real app in a headless browser."""

import re
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from gradflow.comparison.lattice import opening_grid
from gradflow.networks import mlp
from gradflow.places import ROOT
from tests.browser.laboratory_page import EN, open_app, open_settings, step_of
from tests.browser.server import QUIET, chromium, started

TIMES, GRIDS = 7, 3
DRAWN = """label => new Promise(resolve => {
    const begun = performance.now();
    const look = () => {
        const map = document.querySelector('.gradflow-figure [role=img]');
        const drawn = map?.getAttribute('aria-label').match(label);
        drawn ? resolve((performance.now() - begun) / 1000) : requestAnimationFrame(look);
    };
    look();
})"""

# From the click or the key to the first screen on which `seen` holds of the status line or of the play button's name.
ANSWERED = """seen => new Promise(resolve => {
    let begun;
    const begin = () => begun ??= performance.now();
    for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, begin, { capture: true, once: true });
    const holds = new Function('step', 'playing', `return ${seen}`);
    const look = () => {
        const step = parseInt(document.querySelector('.st-key-status').innerText.match(/\\d+/)?.[0]);
        const playing = [...document.querySelectorAll('button')].some(each => each.innerText.includes(PAUSE));
        begun && holds(step, playing) ? resolve((performance.now() - begun) / 1000) : requestAnimationFrame(look);
    };
    look();
})"""

# The label counts the runs that are done; those of the grid before are more than a hundred.
COUNTED = """() => new Promise(resolve => {
    const begun = performance.now();
    const look = () => {
        const label = document.querySelector('.gradflow-figure [role=img]')?.getAttribute('aria-label') ?? '';
        const counted = /^[1-9][0-9]? of /.test(label);
        counted ? resolve((performance.now() - begun) / 1000) : requestAnimationFrame(look);
    };
    look();
})"""


def report() -> None:
    with opened() as (page, address, _):
        open_app(page, address)
        page.wait_for_timeout(5000)  # what a server prepares in the background
        print_seconds("first heatmap of a warm server", list(first_heatmaps(page, address)), 2.5)
        open_app(page, address)
        page.wait_for_timeout(3000)
        print_seconds("slider released to first frame", list(sliders(page)), 0.2)
        for name, seconds in answers(page, address).items():
            print_seconds(f"{name}, asked for to answered", seconds, 0.1)
        print_seconds("another default grid asked for to its first cells", list(first_cells(page, address)), 1.0)


def print_seconds(what: str, seconds: list[float], wanted: float) -> None:
    median = statistics.median(seconds)
    print(f"{what:<58} {median:6.2f} s ({min(seconds):.2f} to {max(seconds):.2f})  wanted <= {wanted}", flush=True)


def first_heatmaps(page: Page, address: str) -> Iterator[float]:
    """Seconds from asking for the page to a map in it."""
    for _ in range(TIMES):
        page.goto("about:blank")
        page.goto(address)
        page.locator(".gradflow-figure[data-frame]").first.wait_for()
        yield page.evaluate("performance.now() / 1000")


def sliders(page: Page) -> Iterator[float]:
    """Seconds from the key that moves a slider to a map of the new run, while the old one is playing."""
    open_settings(page)
    slider = page.get_by_role("slider", name=EN("field.depth.label"))
    for depth in range(21, 21 + TIMES):
        page.evaluate(f"void (window.waiting = ({DRAWN})(/\\b{depth}\\b/))")
        slider.press("ArrowRight")
        yield page.evaluate("window.waiting")
        page.wait_for_timeout(500)


def answers(page: Page, address: str) -> dict[str, list[float]]:
    """Seconds from a click or a key to what it does, while a run is playing, and after."""
    seconds: dict[str, list[float]] = {"pause": [], "one step": [], "scrub": []}
    open_app(page, address, "?steps=5000")
    play = page.get_by_role("button", name=re.compile(EN("transport.play")))
    pause = page.get_by_role("button", name=re.compile(EN("transport.pause")))
    for _ in range(TIMES):
        page.wait_for_timeout(1500)
        seconds["pause"].append(_answered(page, "!playing", pause.click))
        page.wait_for_timeout(1000)
        step = step_of(page)
        one = page.get_by_role("button", name=re.compile(EN("transport.step")))
        seconds["one step"].append(_answered(page, f"step === {step + 1}", one.click))
        page.wait_for_timeout(1000)
        scrub = page.get_by_role("slider", name=EN("transport.scrub"))
        seconds["scrub"].append(_answered(page, f"step === {step}", partial(scrub.press, "ArrowLeft")))
        page.wait_for_timeout(500)
        play.click()
    return seconds


def _answered(page: Page, seen: str, act: Callable[[], object]) -> float:
    answered = ANSWERED.replace("PAUSE", repr(EN("transport.pause")))
    page.evaluate(f"seen => void (window.waiting = ({answered})(seen))", seen)
    act()
    return page.evaluate("window.waiting")


def first_cells(page: Page, address: str) -> Iterator[float]:
    """Seconds from the key that changes all of a grid's runs to the first of them in the picture."""
    page.goto(f"{address}/grid")
    open_settings(page)
    group = page.locator("summary").filter(has_text=EN("group.network"))
    slider = page.get_by_role("slider", name=EN("field.depth.label"))
    for _ in range(GRIDS):
        page.get_by_text(EN("grid.finished", runs=len(opening_grid(mlp.FAMILY)))).wait_for(timeout=120_000)
        if not slider.is_visible():
            group.click()
        page.evaluate(f"void (window.waiting = ({COUNTED})())")
        slider.press("ArrowRight")
        yield page.evaluate("window.waiting")


@contextmanager
def opened() -> Iterator[tuple[Page, str, int]]:
    """A page, the app's address, and its process."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        address, server = started((str(ROOT / "app.py"),), Path(folder) / "log.txt")
        browser = playwright.chromium.launch(executable_path=chromium(playwright), args=QUIET.split())
        try:
            yield browser.new_page(viewport={"width": 1440, "height": 900}), address, server.pid
        finally:
            browser.close()
            server.terminate()
            server.wait()
