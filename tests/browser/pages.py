"""Pages of a browser that tests have: one of a test's own, or one that the tests of a file take from each other."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

from playwright.sync_api import BrowserContext, Error, Page

from tests.browser.laboratory_page import SAME

COMPLAINTS = ("error", "trace")  # a trace is what Plotly says where it goes on
HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


class Pages(NamedTuple):
    """Of one file. there: by the options of their contexts; heard: what they complain about in the test that runs."""

    there: dict[str, Page]
    heard: list[list[str]]

    def page(self, options: dict[str, Any], context_of: Callable[..., BrowserContext]) -> Page:
        key = repr(sorted(options.items()))
        if key not in self.there:
            self.there[key] = context_of(**options).new_page()
            listen(self.there[key], lambda text: self.heard[0].append(text))
            SAME.add(self.there[key])
        return self.there[key]

    def forget(self, used: list[Page]) -> None:
        """The next test has another page, or this one where it is tried again."""
        for key in [key for key, page in self.there.items() if page in used]:
            with suppress(Error):  # it may be gone
                leave(self.there[key])
            del self.there[key]
        used.clear()


def leave(page: Page) -> None:
    """Close it, and let nothing of it be remembered."""
    page.context.set_offline(False)
    if page.url.startswith("http"):
        page.evaluate("localStorage.clear()")
    page.close()
    page.context.clear_cookies()


def listen(page: Page, tell: Callable[[str], None]) -> None:
    page.on("console", lambda said: tell(said.text) if said.type in COMPLAINTS else None)
    page.on("pageerror", lambda error: tell(error.stack or str(error)))
