"""The table behind a figure and the files it can be saved as, in a real browser."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from gradflow.text import LANGUAGES, Words
from tests.browser.conftest import Serve
from tests.browser.test_live_figure import APP, LIVE, PATIENCE, after, opened, size_of
from tests.figures.samples import sample

pytestmark = pytest.mark.slow

EN = Words("en")
PHONE = {"viewport": {"width": 390, "height": 844}}


def button(page: Page, name: str, figure: int = 0, words: Words = EN) -> Locator:
    return page.locator(".gradflow-figure").nth(figure).get_by_role("button", name=words(f"buttons.{name}"))


def table(page: Page) -> Locator:
    return page.get_by_role("table")


@pytest.mark.usefixtures("same_page")
@pytest.mark.parametrize("page", [{}, PHONE], ids=["wide", "phone"], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_takes_the_picture_s_place_and_gives_it_back(page: Page, serve: Serve, language: str):
    words = Words(language)
    opened(page, serve(APP), f"steps=40&language={language}")
    toggle = button(page, "table", words=words)
    toggle.scroll_into_view_if_needed()
    where = page.locator(".gradflow-figure").first.bounding_box()
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    expect(table(page).locator("caption")).to_have_text(words("maps.caption", step=39, norm=words("norm.of.rms")))
    expect(table(page).locator("thead th[scope=col]")).to_have_count(5)
    expect(table(page).locator("tbody th[scope=row]")).to_have_count(20)
    assert page.locator(".gradflow-figure").first.bounding_box() == where
    region, bar = page.locator(".gradflow-table").bounding_box(), toggle.bounding_box()
    assert where and region and bar
    assert region["x"] >= where["x"] and region["x"] + region["width"] <= where["x"] + where["width"]
    assert where["y"] <= region["y"] and region["y"] + region["height"] <= bar["y"] + 1
    toggle.click()
    expect(table(page)).to_have_count(0)
    expect(toggle).to_have_attribute("aria-pressed", "false")


@pytest.mark.usefixtures("same_page")
def test_its_numbers_are_the_trace_s(page: Page, serve: Serve):
    opened(page, serve(APP), "steps=40")
    button(page, "table").click()
    cells = [row.split("\t") for row in table(page).inner_text().split("\n") if re.match(r"\d+\t", row)]
    trace = sample(40)
    for (layer, _, signal, *_), size in zip(cells, trace.signal_rms[-1], strict=True):
        assert size_of(signal) == pytest.approx(size, rel=5e-3), layer


@pytest.mark.usefixtures("same_page")
def test_shares_are_percentages_and_what_was_not_measured_is_a_dash(page: Page, serve: Serve):
    opened(page, serve(APP), "steps=40")
    button(page, "table", figure=2).click()
    looked, between = (table(page).get_by_role("row", name=re.compile(f"^{step} ")) for step in (20, 12))
    expect(looked.get_by_role("cell").last).to_have_text(re.compile(r"^\d+(\.\d+)?%$"))
    expect(between.get_by_role("cell").last).to_have_text(EN("table.gap"))


@pytest.mark.usefixtures("same_page")
def test_a_picture_and_a_drawing_say_what_they_are(page: Page, serve: Serve, tmp_path: Path):
    opened(page, serve(APP), "steps=40")
    files = {}
    for format_ in ("png", "svg"):
        with page.expect_download() as waiting:
            button(page, format_, figure=1).click()
        files[format_] = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(files[format_])
        assert files[format_].name == f"gradflow-profile.{format_}"
    picture = Image.open(BytesIO(files["png"].read_bytes())).convert("RGBA")
    box = page.locator(".gradflow-figure").nth(1).bounding_box()
    assert box and picture.size == (2 * round(box["width"]), 2 * round(box["height"]))
    assert picture.getpixel((0, 0)) == (255, 255, 255, 255)
    drawing = files["svg"].read_text(encoding="utf-8")
    assert drawing.startswith("<svg") and EN("maps.signal_rms") in drawing and "var(" not in drawing


def test_what_is_no_number_is_a_word(page: Page, serve: Serve):
    opened(page, serve(APP), "kind=exploded&steps=40&language=zh")
    button(page, "table", words=Words("zh")).click()
    row = table(page).get_by_role("row", name=re.compile("^7 "))
    expect(row.get_by_role("cell")).to_have_text([re.compile(r"0\.\d"), "无穷大", "NaN", Words("zh")("table.gap")])


def test_it_follows_the_frames_in_the_same_cells(page: Page, serve: Serve):
    opened(page, serve(APP), LIVE)
    button(page, "table").click()
    table(page).evaluate("table => { window.cell = table.rows[3].cells[2] }")
    shown, caption = page.evaluate("window.cell.textContent"), table(page).locator("caption").inner_text()
    after(page, 3)
    expect(table(page).locator("caption")).not_to_have_text(caption, timeout=PATIENCE)
    assert page.evaluate("window.cell.isConnected && window.cell.textContent") not in (False, shown)


@pytest.mark.parametrize("page", [{}, {"color_scheme": "dark"}], ids=["light", "dark"], indirect=True)
@pytest.mark.parametrize("figure", [0, 1], ids=["maps", "profile"])
def test_the_page_that_is_saved_opens_from_disk(page: Page, serve: Serve, tmp_path: Path, figure: int):
    url = serve(APP)
    opened(page, url, "steps=40&kind=exploded")
    label = page.locator(".main-svg[role=img]").nth(figure).get_attribute("aria-label")
    with page.expect_download() as waiting:
        button(page, "html", figure=figure).click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert "var(" not in re.sub(r"<script>.*?</script>", "", file.read_text(encoding="utf-8"), count=1, flags=re.S)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)
    page.goto(file.as_uri())
    expect(page.locator("#graph .main-svg").first).to_be_visible(timeout=PATIENCE)
    assert page.locator("#graph :is(.heatmaplayer image, .scatterlayer .js-line)").count() >= 3
    expect(page.locator("figcaption")).to_have_text(label or "")
    page.locator("summary").click()
    expect(page.locator("tbody tr")).to_have_count(20)
    assert asked == [file.as_uri()]


@pytest.mark.usefixtures("same_page")
@pytest.mark.parametrize("page", [{}, {"color_scheme": "dark"}, PHONE], ids=["light", "dark", "phone"], indirect=True)
def test_axe_finds_nothing_with_every_table_open(page: Page, serve: Serve):
    opened(page, serve(APP), "steps=40")
    page.wait_for_function("document.querySelectorAll('.gradflow-figure[data-frame]').length === 3", timeout=PATIENCE)
    for figure in range(3):
        button(page, "table", figure=figure).click()
    expect(table(page)).to_have_count(3)
    found = Axe().run(page, context=".gradflow-figure").response["violations"]
    assert [(each["id"], node["html"]) for each in found for node in each["nodes"]] == []
