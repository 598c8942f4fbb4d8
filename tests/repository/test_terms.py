"""One term for one thing: what each concept is called in every text, and what it is not called."""

import re
from collections.abc import Iterable
from typing import NamedTuple

import pytest

from gradflow.text import LANGUAGES, texts
from tests.repository.tree import ROOT


class Concept(NamedTuple):
    """What it is called, in English and in Chinese, and patterns of what it is not called."""

    english: str
    chinese: str
    not_english: str = ""
    not_chinese: str = ""


NEVER = r"(?!)"
TERMS = (
    Concept(
        "backward signal",
        "反向信号",
        r"\berror signals?\b|\bgradient signals?\b|\broads?\b",
        "误差信号|反向梯度|回传信号",
    ),
    Concept("weight gradient", "权重梯度", r"gradients? of the weights", "权值梯度|权重导数"),
    Concept("activation function", "激活函数", r"squashing", "激励|压缩函数"),
    Concept("neuron", "神经元", r"(?<!in )(?<!different )(?<!recurrent )\bunits?\b(?! circle)", "(?<!循环)单元(?!格)"),
    Concept("dead neuron", "死亡神经元", r"dying neuron", "死神经元|坏死"),
    Concept("cell", "循环单元", r"recurrent (?:block|module)s?", "循环神经元"),
    Concept("cell state", "细胞状态", r"carry state", "单元状态"),
    Concept("forget gate", "遗忘门", r"[Kk]eeping gate", "保留门"),
    Concept("forget-gate bias", "遗忘门偏置", r"[Ff]orget bias", "遗忘门的偏置|遗忘偏置"),
    Concept("vanishing", "梯度消失", r"\b[Dd]ecaying gradients?\b", "梯度弥散|消失梯度"),
    Concept("exploding", "梯度爆炸", r"[Ee]xploded:", "爆炸梯度"),
    Concept("overflow", "数值溢出", NEVER, "数值爆炸"),
    Concept("blocked", "信号中断", r"\bDead:", "信号为零|[*]{2}死亡[*]{2}"),
    Concept("decade", "数量级", r"orders? of magnitude", "(?<!数)量级"),
    Concept("at chance", "与随机猜测无异", r"random guess", "瞎猜|乱猜|蒙对"),
    Concept("held-out data", "留出集", r"\b(?:test|validation) (?:set|data)\b", "留出(?!集)|测试集|验证集"),
    Concept("example", "样本", r"\b[Ss]amples?\b", "样例"),
    Concept("batch normalization", "批量归一化", r"\bbatchnorm\b", "批归一化|批标准化|批规范化|批量规范化"),
    Concept("batch size", "批量大小", NEVER, "批大小|批次大小"),
    Concept("residual connection", "残差连接", r"residual links?", "残差链接|短路连接|捷径"),
    Concept("branch", "分支", NEVER, "支路"),
    Concept("update ratio", "更新与权重之比", NEVER, "更新比例"),
    Concept("highway", "高速公路网络", NEVER, "高速网络"),
    Concept("loss", "损失", r"\bcost function\b", "代价函数"),
    Concept("initialization", "初始化", r"initialisation|normalisation", "起步时|初始时"),
    Concept("threshold", "阈值", NEVER, "门槛"),
    Concept("profile", "逐层曲线", NEVER, "剖面"),
    Concept("twins", "对照实验", NEVER, "双胞胎"),
    Concept("setting", "设置", r"(?<![Tt]wo )(?<!_)\bknobs?\b", "旋钮|选项族"),
    Concept("your own data", "自己的数据", NEVER, "自带"),
    Concept("eigenvalue", "特征值", NEVER, "本征值|(?<!特征值)谱(?!半径)"),
    Concept("step", "训练步", r"\b[Ee]pochs?\b", "轮次|世代"),
    Concept("learning", "学习", r"\b[Hh]ealthy\b|learns well|no learning rate will change", "健康|学得好"),
    Concept("hardly moves", "几乎不更新", r"stands? still", "停住了|在跳动"),
    Concept("1%", "1%", r"\d %", r"\d %"),
)
READMES = {"en": "README.md", "zh": "README.zh.md"}
CODE = re.compile(r"```.*?```|`[^`\n]*`|\]\([^)]*\)", re.DOTALL)  # and addresses
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?]|[,;:!?][\u4e00-\u9fff]")


def written(language: str) -> dict[str, str]:
    """Every text that is shown, and the README without its code."""
    readme = CODE.sub("", (ROOT / READMES[language]).read_text(encoding="utf-8"))
    return texts(language) | {READMES[language]: readme}


def wrong(said: Iterable[tuple[str, str]], language: str) -> list[tuple[str, str]]:
    """Where a concept is called what it is not called, and by which words."""
    patterns = [concept.not_english if language == "en" else concept.not_chinese for concept in TERMS]
    found = re.compile("|".join(f"(?:{pattern})" for pattern in patterns if pattern))
    return [(key, match[0]) for key, text in said for match in found.finditer(text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_thing_has_one_name(language: str) -> None:
    assert wrong(written(language).items(), language) == []


@pytest.mark.parametrize(
    ("language", "planted"),
    [
        ("en", "All units of a layer start with equal weights."),
        ("en", "The road on which the gradient can travel."),
        ("en", "Choose a knob."),
        ("en", "The gradients of the weights are level."),
        ("en", "The network is healthy."),
        ("zh", "每层的单元数。"),
        ("zh", "加上批归一化。"),
        ("zh", "留出数据上的准确率。"),
        ("zh", "选择一个旋钮。"),
        ("zh", "谱与剖面。"),
    ],
)
def test_a_wrong_word_is_found(language: str, planted: str) -> None:
    assert wrong([("planted", planted)], language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("concept", TERMS, ids=lambda concept: concept.english)
def test_its_name_is_in_use_and_no_wrong_word(concept: Concept, language: str) -> None:
    name = concept.english if language == "en" else concept.chinese
    assert any(name in text.lower() or name in text for text in written(language).values())
    assert wrong([("", name)], language) == []


def test_chinese_has_its_own_punctuation() -> None:
    """Addresses and code apart, no comma, colon or mark of half width stands beside a Chinese character."""
    found = [
        (key, match[0])
        for key, text in written("zh").items()
        for match in HALF_WIDTH.finditer(CODE.sub("", text))
        if key != "link.change" and key != "grid.refused.axis"  # which show how a link is written
    ]
    assert found == []


TABLES = "headline learning remark rule cause help verdict memory"
FINDINGS = tuple(f"{table}." for table in TABLES.split())


def findings(language: str) -> dict[str, str]:
    """What a diagnosis says."""
    return {key: text for key, text in texts(language).items() if key.removeprefix("time.").startswith(FINDINGS)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_headline_calls_the_backward_signal_so(language: str) -> None:
    """At its first mention: "layer 1 receives 1/80 of the backward signal"."""
    term = {"en": "backward signal", "zh": "反向信号"}[language]
    others = ("truncated", "exploded", "starved_inside", "seen_at", "parallel", "steep", "single", "fitted")
    for key, text in findings(language).items():
        name = key.removeprefix("time.")
        if name.startswith("headline.") and not name.removeprefix("headline.").startswith(others):
            assert term in text, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rate_in_decades_says_what_a_decade_is_and_has_its_factor_beside_it(language: str) -> None:
    """A headline is read before anything else is: the English word needs it there."""
    defined = {"en": "factors of ten; ", "zh": ""}[language]
    for key, text in findings(language).items():
        if key.removeprefix("time.").startswith(("headline.", "memory.slope")) and "{slope}" in text:
            assert re.search(r"{slope}.{0,12}[(（]" + defined + r"×{factor}[)）]", text), key
