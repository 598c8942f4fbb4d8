"""A page that is left open: runs of 20,000 steps, one after the other, and what server and browser hold meanwhile.

    python -m tests.benchmarks.soak [minutes]

A line a minute, and at the end what an hour adds to each, by a line through all but the first quarter.
"""

import sys

import numpy as np
from playwright.sync_api import CDPSession, Page

from tests.benchmarks.page import opened
from tests.benchmarks.process import descriptors, resident_bytes, threads
from tests.browser.laboratory_page import EN, open_app, step_of

MINUTES = 60
OFTEN = 4  # looks a minute
LINK = "?steps=20000"
WARM = 0.25  # of the time, in which stores fill
NAMES = ("server MB", "server threads", "server descriptors", "page heap MB", "DOM nodes", "listeners")
AGAIN = """words => {
    const named = [...document.querySelectorAll('button')].find(each => each.innerText.includes(words[0]));
    named?.click();
    return !!named;
}"""


def report(minutes: float) -> None:
    with opened() as (page, address, server):
        open_app(page, address, LINK)
        _fastest(page)
        inside, seen, runs = page.context.new_cdp_session(page), [], 1
        inside.send("Performance.enable")
        for look in range(round(OFTEN * minutes) + 1):
            seen.append((look / OFTEN, *_measured(server, inside)))
            if look % OFTEN == 0:
                numbers = "   ".join(f"{name} {value:.0f}" for name, value in zip(NAMES, seen[-1][1:], strict=True))
                print(f"minute {look // OFTEN:3d}, run {runs}, step {step_of(page):5d}   {numbers}", flush=True)
            page.wait_for_timeout(60_000 / OFTEN)
            runs += page.evaluate(AGAIN, [EN("transport.replay")])
    _slopes(np.array(seen))


def _fastest(page: Page) -> None:
    """A thousand steps a second, so that the runs end within the time; the server makes what it can."""
    page.get_by_label(EN("transport.pace")).first.click()
    page.get_by_role("option", name=EN("transport.paces", pace=1000)).click()


def _measured(server: int, inside: CDPSession) -> tuple[float, ...]:
    inside.send("HeapProfiler.collectGarbage")  # what is left is held
    page = {each["name"]: each["value"] for each in inside.send("Performance.getMetrics")["metrics"]}
    held = resident_bytes(server) / 2**20, threads(server), descriptors(server)
    return *held, page["JSHeapUsedSize"] / 2**20, page["Nodes"], page["JSEventListeners"]


def _slopes(seen: np.ndarray) -> None:
    warm = seen[seen[:, 0] >= WARM * seen[-1, 0]]
    for place, name in enumerate(NAMES, start=1):
        slope = np.polyfit(warm[:, 0], warm[:, place], 1)[0] if len(warm) > 2 else float("nan")
        print(f"{name:<20} {seen[0, place]:8.0f} to {seen[-1, place]:8.0f}   {60 * slope:+8.1f} an hour", flush=True)


if __name__ == "__main__":
    report(float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES)
