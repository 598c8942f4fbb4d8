"""The laboratory's page as a test drives it: open, read the step, pause."""

import re
from collections.abc import Callable
from weakref import WeakSet

from playwright.sync_api import Locator, Page, TimeoutError, WebSocket, expect

from gradflow.networks import mlp, rnn
from gradflow.text import Words

EN, ZH = Words("en"), Words("zh")
LINKS = {mlp.FAMILY: "?", rnn.FAMILY: "?network=rnn&"}  # to each laboratory
SAME: WeakSet[Page] = WeakSet()  # pages that tests take from each other
QUICK = 60_000  # milliseconds; for a machine that is busy with something else
EVERY_DRAWN = """() => {
  const figures = [...document.querySelectorAll('.gradflow-figure')];
  return figures.length >= 3 && figures.every(each => each.dataset.frame);
}"""


def open_app(page: Page, app: str, query: str = "") -> None:
    """Open a link and wait until every picture has been drawn, and the page is not being drawn anew."""
    go(page, app, query)
    page.wait_for_function(EVERY_DRAWN, timeout=QUICK)
    expect(page.locator(".st-key-status")).to_be_visible(timeout=QUICK)
    if language := re.search(r"\blang=(\w+)", query):
        expect(page.locator("html")).to_have_attribute("lang", language[1], timeout=QUICK)
    wait_for_calm(page, 200)


def go(page: Page, app: str, query: str) -> None:
    """To a link. A page that a test before had opened (`same_page`) is led there as Back leads it, which takes a fifth
    of the time; past what the app puts into an address that a page writes: where it is in its run. To the link that it
    shows already nothing leads but opening it."""
    url, there = f"{app}/{query}", re.sub(r"[?&](step|v)=\d+", "", page.url)
    if page not in SAME or not page.url.startswith(f"{app}/") or url == there:
        page.goto(url)
        return
    page.keyboard.press("Escape")  # no menu is open
    page.evaluate(
        """url => {
          History.prototype.pushState.call(history, history.state, "", url);
          dispatchEvent(new PopStateEvent("popstate", history));
        }""",
        url,
    )
    wait_for_calm(page)


def open_settings(page: Page) -> None:
    """They are closed at first."""
    settings = page.get_by_test_id("stSidebar")
    expect(settings).to_have_attribute("data-collapsed", re.compile("true|false"), timeout=QUICK)
    if settings.get_attribute("data-collapsed") == "true":
        page.get_by_test_id("stExpandSidebarButton").click()
        expect(settings).to_have_attribute("data-collapsed", "false", timeout=QUICK)


def step_of(page: Page) -> int:
    """The step that the status line shows."""
    found = re.search(r"\d+", page.locator(".st-key-status").inner_text())
    assert found
    return int(found[0])


# Null for a moment where a link leads to the page of another family.
STEP = "parseInt(document.querySelector('.st-key-status')?.innerText.match(/\\d+/)?.[0])"


def wait_for_step(page: Page, step: int) -> None:
    page.wait_for_function(f"step => {STEP} >= step", arg=step)


def next_step(page: Page, before: int) -> int:
    """The first that is shown after this one."""
    return page.wait_for_function(f"{STEP} > {before} && {STEP}").json_value()


# A run that was paused says in the address how many steps it has made; the last of them is shown once its frames are
# there, and the first is step 0.
AT_REST = f"new URLSearchParams(location.search).get('step') === String({STEP} + 1)"


STAYS = f"""still => {{
  const step = {AT_REST} && {STEP}, now = performance.now();
  if (window.gradflowRest?.step !== step) window.gradflowRest = {{ step, since: now }};
  return step !== false && now - window.gradflowRest.since >= still;
}}"""


def step_at_rest(page: Page, still: int = 300) -> int:
    """The step of a run that was paused, once it has stayed for so many milliseconds."""
    page.evaluate("delete window.gradflowRest")
    page.wait_for_function(STAYS, arg=still, timeout=QUICK)
    return step_of(page)


# No run of the page is under way, and the address has been the same for a while.
CALM = """quiet => {
  const state = document.querySelector('.stApp')?.dataset.testScriptState, now = performance.now();
  const said = state + location.href, calm = window.gradflowCalm;
  if (calm?.said !== said || state !== 'notRunning') window.gradflowCalm = { said, since: now };
  return state === 'notRunning' && now - window.gradflowCalm.since >= quiet;
}"""


def wait_for_calm(page: Page, quiet: int = 400) -> None:
    """Until the page has run for all that was done, and nothing has begun for so many milliseconds."""
    page.evaluate("delete window.gradflowCalm")
    page.wait_for_function(CALM, arg=quiet, timeout=QUICK)


def press_pause(page: Page) -> None:
    """The button says at once what is to come; the frames that are on their way still move."""
    page.get_by_role("button", name=re.compile(EN("transport.pause"))).click()
    expect(page.get_by_role("button", name=re.compile(EN("transport.play")))).to_be_visible(timeout=QUICK)


def pause(page: Page) -> int:
    """The step at which the run stands still."""
    press_pause(page)
    return step_at_rest(page)


def option(page: Page, menu: str, name: str) -> Locator:
    """The menu, opened at what has this name: a click away. Of a long menu only a part is drawn, and a page that is
    being drawn closes a menu, or forgets what was typed into it. A preset's has a number and its stage before it."""
    whole = re.compile(rf"(^|· ){re.escape(name)}$")
    found, box = page.get_by_role("option", name=whole), page.get_by_role("combobox", name=menu)
    wait_for_calm(page)
    for _ in range(20):
        box.fill(name)
        try:
            found.wait_for(timeout=3000)
        except TimeoutError:
            box.fill("")
        else:
            return found
    raise AssertionError(f"{menu} has no {name}")


def choose(page: Page, menu: str, name: str) -> None:
    """What has this name, of this menu; one that closes before it is clicked is opened again."""
    for _ in range(5):
        try:
            return option(page, menu, name).click(timeout=3000)
        except TimeoutError:
            page.keyboard.press("Escape")
    raise AssertionError(f"{menu} does not stay open at {name}")


def wait_until(page: Page, so: Callable[[], bool]) -> None:
    """Until it is so, of what a test has heard from the page."""
    for _ in range(QUICK // 50):
        if so():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came to be so")


def sockets_of(page: Page) -> list[WebSocket]:
    """The page's websockets, as they are opened from now on."""
    sockets: list[WebSocket] = []
    page.on("websocket", lambda socket: sockets.append(socket))
    return sockets


def messages_of(socket: WebSocket) -> list[str | bytes]:
    """What the server says from now on."""
    heard: list[str | bytes] = []
    socket.on("framereceived", lambda message: heard.append(message))
    return heard


def wait_for_silence(page: Page, heard: list[str | bytes]) -> None:
    """Until the server has said nothing for a second: four frames of a page that is still live."""
    for _ in range(40):
        heard.clear()
        page.wait_for_timeout(1000)
        if not heard:
            return
    raise AssertionError("the server goes on talking")


HEADLINE = ".st-key-text-headline .gradflow-text p"


def headline_of(page: Page) -> str:
    return page.locator(HEADLINE).inner_text()


def open_view(page: Page, view: str, words: Words) -> None:
    """Open it and wait for its pictures."""
    name = page.get_by_role("radio", name=words(f"view.{view}"))
    name.click()
    expect(name).to_have_attribute("aria-checked", "true", timeout=QUICK)
    wait_for_calm(page)  # the pictures of the view before may still stand there
    expect(page.locator(".st-key-pair .gradflow-figure[data-frame]")).to_have_count(2, timeout=QUICK)
