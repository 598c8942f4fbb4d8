"""One term for one thing: words that the texts no longer use, in what a diagnosis says."""

import re

import pytest

from gradflow.text import LANGUAGES, texts

TABLES = "headline learning remark rule cause help verdict memory grid twins preset"
SAID = tuple(f"{table}." for table in TABLES.split())
GONE = {
    "en": ("healthy", "Healthy", "exploded:", "Dead:", "no learning rate will change", "learns well"),
    "zh": ("健康", "**死亡**", "瞎猜", "数值爆炸", "起步时", "门槛", "停住了", "在跳动", "信号为零", "单元状态"),
}


def said(language: str) -> dict[str, str]:
    return {key: text for key, text in texts(language).items() if key.removeprefix("time.").startswith(SAID)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_says_what_it_no_longer_means(language: str) -> None:
    found = [(key, word) for key, text in said(language).items() for word in GONE[language] if word in text]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_headline_calls_the_backward_signal_so(language: str) -> None:
    """At its first mention: "layer 1 receives 1/80 of the backward signal"."""
    term = {"en": "backward signal", "zh": "反向信号"}[language]
    short = ("truncated", "exploded", "starved_inside", "steep", "single", "fitted")  # which speak of other things
    for key, text in said(language).items():
        name = key.removeprefix("time.")
        if name.startswith("headline.") and not name.removeprefix("headline.").startswith(short):
            assert term in text, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rate_in_decades_has_its_factor_beside_it(language: str) -> None:
    for key, text in said(language).items():
        if key.removeprefix("time.").startswith(("headline.", "memory.slope")) and "{slope}" in text:
            assert re.search(r"{slope}.{0,12}[(（]×{factor}[)）]", text), key
