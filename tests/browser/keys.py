"""What the keyboard leads to, and that one sees where it is."""

from playwright.sync_api import Page

from tests.browser.laboratory_page import QUICK

FOCUSED = """() => {
  const on = document.activeElement;
  return on.matches('main') ? 'main' : on.ariaLabel ?? on.innerText;
}"""
RING = """() => {
  const [around, self] = [document.activeElement.parentElement, document.activeElement].map(getComputedStyle);
  return [around, self].some(style => style.outlineStyle !== 'none' || style.boxShadow !== 'none');
}"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of that name has the focus, and see that one sees it."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if name in page.evaluate(FOCUSED):
            assert page.evaluate(RING), f"{name} has the focus, and nobody sees it"
            return
    raise AssertionError(f"Tab does not lead to {name}")


def focused(page: Page, name: str) -> None:
    """The control of that name has the focus, or is given it before long."""
    page.wait_for_function(f"name => ({FOCUSED})().includes(name)", arg=name, timeout=QUICK)


def arrow_to(page: Page, name: str) -> None:
    """The next picture's buttons by Tab, where none has the focus yet, and the one of that name by arrow keys."""
    for _ in range(80):
        if page.evaluate("document.activeElement.matches('.modebar-btn')"):
            break
        page.keyboard.press("Tab")
    for _ in range(5):
        assert page.evaluate(RING), f"{name} has the focus, and nobody sees it"
        if name in page.evaluate(FOCUSED):
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError(f"no arrow key leads to {name}")
