"""A lesson's page opened from a disk, without a network: predicted, committed, and judged as the app judges."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from gradflow.casebook.running import trained
from gradflow.lessons import LESSONS
from gradflow.lessons.drawn import judged
from gradflow.lessons.mark import whole
from gradflow.lessons.prompt import Sketch
from gradflow.lessons.readings import CURVES, LAST, curve, handles_of
from gradflow.places import ROOT
from gradflow.standalone.lesson_page import lesson_page
from gradflow.standalone.modules import script
from gradflow.standalone.stored_prompt import stored_prompt
from gradflow.text import Words
from tests.browser.laboratory_page import EN, ZH
from tests.browser.test_lessons import LAPTOP, axe

pytestmark = pytest.mark.slow


@pytest.fixture
def opened(page: Page, tmp_path: Path) -> Iterator[Page]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.context.set_offline(True)
    file = tmp_path / "signal.html"
    file.write_text(lesson_page(LESSONS["signal"]), encoding="utf-8")
    page.goto(file.as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text(EN("lesson.signal.title"))
    yield page
    assert asked == [file.as_uri()]  # nothing else was asked for, and nothing went wrong


@pytest.mark.parametrize("page", [LAPTOP], indirect=True)
def test_keys_alone_go_through_a_prompt_and_a_drawing_in_both_languages(opened: Page) -> None:
    page = opened
    axe(page)
    page.get_by_role("button", name=EN("lessons.begin"), exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.get_by_role("spinbutton").fill("-6")
    page.keyboard.press("Enter")
    expect(page.locator("form .missing")).to_have_text(EN("lessons.refused.answer"))
    page.get_by_role("radio", name=EN("lessons.sure.4"), exact=True).press("Space")
    page.get_by_role("button", name=EN("lessons.commit")).press("Enter")
    expect(page.get_by_text(EN("lessons.not_so"), exact=True)).to_be_visible()
    expect(page.get_by_text(EN("lessons.sure_and_wrong"))).to_be_visible()
    page.get_by_role("button", name="简体中文").press("Enter")
    expect(page.get_by_text(ZH("lessons.not_so"), exact=True)).to_be_visible()
    axe(page)
    page.get_by_role("textbox").fill("<b>x</b>")
    page.get_by_role("button", name=ZH("lessons.compare")).press("Enter")
    expect(page.locator("blockquote")).to_have_text("<b>x</b>")
    page.get_by_role("button", name=ZH("lessons.next")).press("Enter")
    page.get_by_role("spinbutton").fill("-6")
    page.get_by_role("radio", name=ZH("lessons.sure.4"), exact=True).press("Space")
    page.get_by_role("button", name=ZH("lessons.commit")).press("Enter")
    page.get_by_role("button", name=ZH("lessons.next")).press("Enter")
    page.locator(".bar .falls").press("Enter")
    page.get_by_role("radio", name=ZH("lessons.sure.3"), exact=True).press("Space")
    page.locator(".commit").press("Enter")
    expect(page.locator(".curve.run")).to_be_attached()
    page.locator('a[href="#layer-1"]').first.focus()
    expect(page.locator(".stored .marked")).to_be_attached()
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    for when, theme in (("beforeprint", "light"), ("afterprint", "dark")):  # paper is white
        page.evaluate(f"dispatchEvent(new Event('{when}'))")
        expect(page.locator("html")).to_have_attribute("data-theme", theme)


def test_its_rules_say_what_those_of_the_app_say(page: Page) -> None:
    sketches = [asked for asked in LESSONS["signal"].asked() if isinstance(asked.prompt, Sketch)]
    for asked in sketches:
        prompt, trace = asked.prompt, trained(asked.experiment, 1)
        assert isinstance(prompt, Sketch)
        at = handles_of(prompt, trace.depth) - 1
        truth = whole(curve(prompt.reads, trace, prompt.at)[at], prompt)
        stored = stored_prompt(asked, "key", trace, trace, [trace] * len(prompt.mistaken), _two_seeds(truth), EN_WORDS)
        seeds = np.array(stored["seeds"])
        given = CURVES[prompt.reads][1]
        hands = np.random.default_rng(0)
        shaken = (truth * hands.uniform(0, 2) + hands.normal(0, 1, 10) for _ in range(40))
        drawings = [truth, -truth, 0 * truth, *shaken]
        for drawn in drawings:
            drawn[given] = 0
        said = page.evaluate(
            f"(told) => {{ const [prompt, all] = told; const rules = () => {{ {script('lesson_judge.js')}\n"
            "return modules['lesson_judge.js']; }; return all.map((drawn) => rules().judged(drawn, prompt)); }",
            [json.loads(json.dumps(stored)), [each.tolist() for each in drawings]],
        )
        for drawn, found in zip(drawings, said, strict=True):
            ours = judged(drawn, np.array(stored["truth"]), given, seeds)
            assert found["right"] == ours.right and found["bends"] == list(ours.bends)
            assert found["share"] == pytest.approx(ours.share)
            assert (found.get("astray") or {}).get("start") == (ours.astray.start if ours.astray else None)
    assert len(sketches) >= 2 and given == LAST


SHAPES = """async (module) => {
  const { Model } = await import(`data:text/javascript;charset=utf-8,${encodeURIComponent(module)}`);
  const model = new Model({ at: [1, 4, 7, 10], low: -14, high: 4, given: "last" });
  return ["flat", "falls", "bends", "rises"].map((name) => (model.shape(name), model.values()));
}"""


def test_a_ready_made_curve_goes_as_far_as_the_board(page: Page) -> None:
    module = (ROOT / "gradflow" / "ui" / "frontend" / "sketch_model.js").read_text(encoding="utf-8")
    flat, falls, bends, rises = page.evaluate(SHAPES, module)
    assert flat == [0, 0, 0, 0] and rises == [4, 2.67, 1.33, 0]
    assert falls == [-14, -9.33, -4.67, 0] and bends == [-14, -14, -14, 0]


EN_WORDS = Words("en")


def _two_seeds(truth):
    """A band of two, of any experiment, [seed, depth]."""
    return lambda experiment: np.stack([np.linspace(truth[0] * part, 0, experiment.network.depth) for part in (0.9, 1)])
