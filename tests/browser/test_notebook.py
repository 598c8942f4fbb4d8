"""What `gradflow.show` makes, opened by a browser inside a page as a notebook has it, without a network."""

import json
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Frame, Page

import gradflow
from gradflow.figures.drawing.codes import decode, encode
from gradflow.notebook.show import Drawing
from tests.figures.samples import sample

pytestmark = pytest.mark.slow

MAPS = "document.querySelector('.gradflow-figure')"
DRAWN = "document.querySelectorAll('.gradflow-figure[data-frame]').length === 3"
DARK = '<body style="background: #111; color: #eee">'


def shown(page: Page, drawing: Drawing, folder: Path, body: str = "<body>") -> Frame:
    """The notebook's frame, once every figure is drawn."""
    notebook = folder / "notebook.html"
    notebook.write_text(f'<!doctype html><meta charset="utf-8">{body}{drawing._repr_html_()}', encoding="utf-8")
    page.goto(notebook.as_uri())
    frame = page.frames[1]
    frame.wait_for_function(DRAWN)
    return frame


def test_the_maps_are_drawn_with_the_numbers_of_the_trace(page: Page, tmp_path: Path):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    trace = sample(60, budget=60)
    frame = shown(page, gradflow.show(trace), tmp_path)
    drawn = np.array(frame.evaluate(f"[...{MAPS}.data[1].z].map(row => row[7])"), float)
    np.testing.assert_allclose(drawn, decode(encode(trace.signal_rms[7])), rtol=1e-6)
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:", "about:"))] == []
    assert frame.get_by_text("Vanishing:").is_visible()
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    height = "document.querySelector('iframe').clientHeight"
    assert page.evaluate(height) == frame.evaluate("document.documentElement.offsetHeight")


def test_it_is_dark_where_the_notebook_is(page: Page, tmp_path: Path):
    drawing = gradflow.show(sample(30), "zh")
    light = shown(page, drawing, tmp_path)
    assert light.evaluate("document.documentElement.dataset.theme") == "light"
    dark = shown(page, drawing, tmp_path, DARK)
    assert dark.evaluate("document.documentElement.dataset.theme") == "dark"
    assert dark.evaluate(f"{MAPS}.layout.font.color") == "#fafafa"
    assert shown(page, gradflow.show(sample(30), theme="light"), tmp_path, DARK).evaluate(
        f"{MAPS}.layout.font.color"
    ) == light.evaluate(f"{MAPS}.layout.font.color")


def test_a_layer_pointed_at_is_marked_and_the_table_opens_as_in_the_app(page: Page, tmp_path: Path):
    frame = shown(page, gradflow.show(sample(30)), tmp_path)
    frame.locator(".nsewdrag[data-subplot=x2y2]").first.hover()
    frame.locator(".gradflow-pointing .line").first.wait_for()
    frame.locator(".modebar-btn[data-attr=table]").first.click()
    assert frame.locator(".gradflow-table tbody tr").count() == 20


def test_the_saved_page_opens_alone_and_so_does_what_is_saved_from_it(page: Page, tmp_path: Path):
    gradflow.show(sample(30)).save(tmp_path / "run.html")
    page.goto((tmp_path / "run.html").as_uri())
    page.wait_for_function(DRAWN)
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
