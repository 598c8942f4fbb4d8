"""What `gradflow.show` makes, opened by a browser inside a page as a notebook has it, without a network."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Frame, Page, expect

import gradflow
from gradflow.figures.drawing.codes import decode, encode
from gradflow.notebook.show import Drawing
from gradflow.places import ROOT
from gradflow.standalone.modules import source
from tests.browser.conftest import Serve
from tests.browser.laboratory_page import open_app
from tests.figures.samples import sample

pytestmark = pytest.mark.slow

MAPS = "document.querySelector('.gradflow-figure')"
DARK = '<body style="background: #111; color: #eee">'


def shown(page: Page, drawing: Drawing, folder: Path, body: str = "<body>") -> Frame:
    """The notebook's frame, once every figure is drawn."""
    notebook = folder / "notebook.html"
    notebook.write_text(f'<!doctype html><meta charset="utf-8">{body}{drawing._repr_html_()}', encoding="utf-8")
    page.goto(notebook.as_uri())
    frame = page.frames[1]
    drawn(frame)
    return frame


def drawn(frame: Frame | Page) -> None:
    """All three figures; by what is there, for the page's policy forbids that a condition is evaluated in it."""
    expect(frame.locator(".gradflow-figure[data-frame]")).to_have_count(3)


def test_the_maps_are_drawn_with_the_numbers_of_the_trace(page: Page, tmp_path: Path):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    trace = sample(60, budget=60)
    frame = shown(page, gradflow.show(trace), tmp_path)
    cells = np.array(frame.evaluate(f"[...{MAPS}.data[1].z].map(row => row[7])"), float)
    np.testing.assert_allclose(cells, decode(encode(trace.signal_rms[7])), rtol=1e-6)
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:", "about:"))] == []
    assert frame.get_by_text("Vanishing:").is_visible()
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    height = "document.querySelector('iframe').clientHeight"
    assert page.evaluate(height) == frame.evaluate("document.documentElement.offsetHeight")


def test_it_is_dark_where_the_notebook_is(page: Page, tmp_path: Path):
    drawing = gradflow.show(sample(30), "zh")
    assert colour(shown(page, drawing, tmp_path)) == "#111111"
    assert colour(shown(page, drawing, tmp_path, DARK)) == "#EDEBE8"
    assert colour(shown(page, gradflow.show(sample(30), theme="light"), tmp_path, DARK)) == "#111111"


def colour(frame: Frame) -> str:
    """In which the maps are labelled."""
    return frame.evaluate(f"{MAPS}.layout.font.color")


@pytest.mark.parametrize("page", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True, ids=str)
def test_its_colours_are_the_app_s(page: Page, serve: Serve, tmp_path: Path):
    read = f"names => names.map(name => getComputedStyle({MAPS}).getPropertyValue(name).trim().toLowerCase())"
    names = sorted(set(re.findall(r"--st-[\w-]*color", source("page.css").read_text(encoding="utf-8"))))
    theme = "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
    own = shown(page, gradflow.show(sample(30), theme=theme), tmp_path).evaluate(read, names)
    open_app(page, serve(ROOT / "app.py"))
    assert dict(zip(names, own, strict=True)) == dict(zip(names, page.evaluate(read, names), strict=True))


def test_a_layer_pointed_at_is_marked_and_the_table_opens_as_in_the_app(page: Page, tmp_path: Path):
    frame = shown(page, gradflow.show(sample(30)), tmp_path)
    frame.locator(".nsewdrag[data-subplot=x2y2]").first.hover()
    frame.locator(".gradflow-pointing .line").first.wait_for()
    frame.locator(".modebar-btn[data-attr=table]").first.click()
    expect(frame.locator(".gradflow-table tbody tr")).to_have_count(20)


def test_the_saved_page_opens_alone_and_so_does_what_is_saved_from_it(page: Page, tmp_path: Path):
    gradflow.show(sample(30)).save(tmp_path / "run.html")
    page.goto((tmp_path / "run.html").as_uri())
    drawn(page)
    with page.expect_download() as download:
        page.locator(".modebar-btn[data-attr=html]").first.click()
    download.value.save_as(tmp_path / "maps.html")
    page.goto((tmp_path / "maps.html").as_uri())
    page.wait_for_function("document.querySelector('#graph')?.data?.length > 2")


@pytest.mark.parametrize("page", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_of_time_on_a_phone(page: Page, tmp_path: Path):
    small = gradflow.RNN(cell="gru", hidden_size=8, sequence_length=20)
    trace = gradflow.train(gradflow.Experiment(task="recall", network=small, steps=10))
    frame = shown(page, gradflow.show(trace), tmp_path)
    label = frame.evaluate("document.querySelector('[data-picture=reach] [role=img]').getAttribute('aria-label')")
    assert json.dumps(label) and frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
