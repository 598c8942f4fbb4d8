"""The README's pictures, taken from the real app.

    python -m tests.pictures http://localhost:8501

Start the app first. Writes assets/pictures/*.png, reduced to 256 colours so that they stay small.
"""

import re
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.laboratory_page import open_app, wait_for_step
from tests.browser.server import QUIET, chromium

FOLDER = Path(__file__).parents[1] / "assets" / "pictures"
DONE = 299  # the last step of either laboratory's default run
SHOTS = {
    "vanishing": ({"color_scheme": "light"}, "?"),
    "normalized-dark-zh": ({"color_scheme": "dark"}, "?lang=zh&normalization=batch"),
    "time": ({"color_scheme": "light"}, "?network=rnn"),
    "time-lstm-dark-zh": ({"color_scheme": "dark"}, "?network=rnn&cell=lstm&forget_bias=3&lang=zh"),
}


OF_MANY = {  # how high, and what the page says once all runs are done
    "twins": ({"color_scheme": "light"}, "twins?lang=en", 940, r"^Done at step"),
    "grid": ({"color_scheme": "dark"}, "grid?lang=en", 1500, r"^All \d+ runs done$"),
    "knobs": ({"color_scheme": "light"}, "knobs?lang=en", 760, r"^All \d+ runs done$"),
}


def shoot(page: Page, address: str, name: str, query: str) -> None:
    page.set_default_timeout(120_000)  # a slow machine does not keep the page's pace
    open_app(page, address, query)
    wait_for_step(page, DONE)
    keep(page, name)


def shoot_many(page: Page, address: str, name: str, path: str, said: str) -> None:
    page.goto(f"{address}/{path}")
    page.get_by_text(re.compile(said)).first.wait_for(timeout=600_000)
    keep(page, name)


def keep(page: Page, name: str) -> None:
    page.wait_for_timeout(1000)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(256).save(FOLDER / f"{name}.png", optimize=True)


def main(address: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(playwright), args=QUIET.split())
        for name, (options, query) in SHOTS.items():
            context = browser.new_context(viewport={"width": 1440, "height": 940}, **options)  # type: ignore[arg-type]
            shoot(context.new_page(), address.rstrip("/"), name, query)
            context.close()
        for name, (options, path, height, said) in OF_MANY.items():
            context = browser.new_context(viewport={"width": 1440, "height": height}, **options)  # type: ignore[arg-type]
            shoot_many(context.new_page(), address.rstrip("/"), name, path, said)
            context.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
