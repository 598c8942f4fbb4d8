"""Links that were made before links had a format version still open what they opened.

The table was written by the code of that time (commit a5d13ad): what each link opens on its page, as plain values;
of a broken one, what was named as wrong.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gradflow.experiment import default_values
from gradflow.networks import FAMILIES
from gradflow.parts.normalizations import NORMALIZATIONS
from tests.links.opening import Plain, opened

TABLE: Plain = json.loads(Path(__file__).with_name("before.json").read_text(encoding="utf-8"))
LINKS: list[Plain] = TABLE["links"]
TWENTY_ONE = "&".join(f"change={step}:l2:0.1" for step in range(1, 22))
# Each part of a broken link was tried alone then, so parts were named that are right beside the others.
TO_BLAME = {
    "steps=100&change=200:l2:0.1&depth=5": [["change", "200:l2:0.1"]],
    "depth=999&steps=500&change=400:l2:0.1": [["depth", "999"]],
    TWENTY_ONE: [["changes", "21"]],
    "task=own-0123456789abcdef&grid=seed:1,2": [],
}
REFUSED_NOW = {"task=own-0123456789abcdef&grid=seed:1,2": "elsewhere"}  # by a sentence of its own about somebody's data
# What is a page's own was refused where another page or a twin said it, and is read over now.
OPEN_NOW = {"shown=loss": [], "twin=lang%3Dzh%26depth%3D3&twin=depth%3D4": [3, 4]}
GROWN = {"normalization": list(NORMALIZATIONS)}  # registries that have more entries now than a link with `all` opened


def whole(short: Any) -> Any:
    """An experiment of the table with the fields that it leaves out: those that had their default then, and those that
    there were none of, as they are by default now."""
    if isinstance(short, list):
        return [whole(each) for each in short]
    if "base" in short:
        return short | {"base": whole(short["base"])}
    known = TABLE["defaults"][short["network"]]
    now = default_values(FAMILIES[short["network"]].config)
    return {name: value for name, value in now.items() if name not in known} | known | {"changes": []} | short


@pytest.mark.parametrize("query", OPEN_NOW)
def test_what_is_a_pages_own_is_no_fault_of_a_link_any_more(query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    [row] = [row for row in LINKS if row["query"] == query]
    found = opened(row["page"], query, monkeypatch)
    assert "wrong" in row and "wrong" not in found
    assert [each["depth"] for each in found["opens"] if row["page"] == "twins"] == OPEN_NOW[query]


A_NETWORK_NOW = [row for row in LINKS if "cnn" in row["query"]]


@pytest.mark.parametrize("row", A_NETWORK_NOW, ids=[f"{row['page']}?{row['query']}" for row in A_NETWORK_NOW])
def test_a_network_that_there_was_not_is_one_now(row: Plain, monkeypatch: pytest.MonkeyPatch) -> None:
    found = opened(row["page"], row["query"], monkeypatch)
    assert "cnn" in str(row["wrong"]) and "cnn" not in str(found.get("wrong", []))


SAME = [row for row in LINKS if row["query"] not in OPEN_NOW and row not in A_NETWORK_NOW]


@pytest.mark.parametrize("row", SAME, ids=[f"{row['page']}?{row['query'][:60]}" for row in SAME])
def test_it_opens_what_it_opened(row: Plain, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = {key: value for key, value in row.items() if key not in ("page", "query")}
    found = opened(row["page"], row["query"], monkeypatch)
    named = TO_BLAME.get(row["query"], row.get("wrong", []))
    assert sorted(found.pop("wrong", [])) == sorted(named)
    expected.pop("wrong", None)
    assert found.pop("refused", None) == REFUSED_NOW.get(row["query"], expected.pop("refused", None))
    opens = expected["opens"]
    for name, values in opens.get("axes", ()) if isinstance(opens, dict) else ():
        if name in GROWN and f"{name}:all" in row["query"]:
            values[:] = GROWN[name]
    assert found == expected | {"opens": whole(row["opens"])}


def test_every_page_is_there_with_links_of_every_sort() -> None:
    assert min(Counter(row["page"] for row in LINKS).values()) >= 20
    assert {row["page"] for row in LINKS} == {"layers", "time", "twins", "grid", "knobs"}
    for part in ("change=", "twin=", "grid=", "shown=", "lang=", "task=own-", ":all", "%", "network=rnn"):
        assert sum(part in row["query"] for row in LINKS) >= 4, part
    assert sum("wrong" in row or "refused" in row for row in LINKS) >= 60
