"""Links, JSON and CSV say their format; without one they are of the first, and a later one is refused in a sentence."""

import io
import json

import numpy as np
import pandas as pd
import pytest

from gradflow import RNN, Experiment, Grid, InvalidFields
from gradflow.comparison.twins import READY, read, texts_of, to_query
from gradflow.experiment import default_of
from gradflow.export import from_json, to_json
from gradflow.figures.frame import for_file, frame, outcome_frame, twin_frame
from gradflow.formats import FORMAT, RENAMED, is_newer
from gradflow.text import LANGUAGES, Words
from gradflow.ui.session.links import grid_link, link
from gradflow.ui.twins.page import _complaint
from tests.figures.samples import sample

E = Experiment().replace(depth=7, activation="relu")
GRID = Grid.of(E, {"gain": [1.0, 2.0], "seed": [0, 1]})
NEWER = str(FORMAT + 1)


@pytest.mark.parametrize("written", [E, default_of(RNN), E.with_change(5, l2=0.1), GRID])
def test_a_link_ends_with_its_format(written: Experiment | Grid) -> None:
    query = written.to_query()
    assert query.endswith(f"&v={FORMAT}") and query.count("v=") == 1
    unsaid = query.removesuffix(f"&v={FORMAT}")
    assert type(written).from_query(unsaid) == type(written).from_query(f"v=1&{unsaid}") == written


def test_the_link_of_what_gradflow_opens_with_is_empty_and_every_twin_has_one_of_its_own() -> None:
    assert Experiment().to_query() == ""
    for group in READY.values():
        assert read(texts_of(group)) == (group, [])
        assert to_query(group).endswith(f"&v={FORMAT}")


def test_equal_experiments_have_equal_links() -> None:
    assert Experiment.from_query(f"v={FORMAT}&activation=relu&depth=7.0").to_query() == E.to_query()


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5", "two", NEWER, "9" * 5000])
@pytest.mark.parametrize("cls", [Experiment, Grid])
def test_a_format_that_cannot_be_read_is_named_alone(cls: type[Experiment] | type[Grid], text: str) -> None:
    with pytest.raises(InvalidFields, match="v = ") as caught:
        cls.from_query(f"depth=999&grid=gain:x&v={text}")
    [record] = caught.value.fields
    assert (record.name, record.value) == ("v", text)
    assert is_newer(record) is (text.isdecimal() and int(text[:9]) > FORMAT)
    assert ("a newer gradflow" in str(record)) is is_newer(record)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_of_a_newer_link_what_it_is(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = Words(language)
    with pytest.raises(InvalidFields) as caught:
        Experiment.from_query(f"depth=5&v={NEWER}")
    said = words("link.newer", format=NEWER, known=FORMAT)
    assert link.complaint(caught.value.fields, words).splitlines()[2:] == [f"- {said}"]
    assert grid_link.explained(caught.value.fields, None, words).splitlines()[2:] == [f"- {said}"]
    good, [wrong] = read([f"depth=5&v={NEWER}", "depth=6"])
    assert len(good) == 1 and words("twins.link.newer", known=FORMAT) in _complaint(wrong, words)


def test_json_says_its_format_and_reads_the_first() -> None:
    values = json.loads(to_json(E))
    assert next(iter(values)) == "format" and values.pop("format") == FORMAT
    assert from_json(json.dumps(values)) == from_json(json.dumps(values | {"format": 1})) == E
    for wrong in (FORMAT + 1, 0, 1.5, True, None, [2], str(FORMAT + 1)):
        with pytest.raises(InvalidFields, match=r"^format = ") as caught:
            from_json(json.dumps(values | {"format": wrong, "depth": 999}))
        assert is_newer(caught.value.fields[0]) is (wrong in (FORMAT + 1, str(FORMAT + 1)))


@pytest.mark.parametrize(
    "table", [frame(sample(3)), twin_frame({"A": sample(2), "B": sample(3)}), outcome_frame(GRID, {})]
)
def test_a_csv_file_says_its_format_in_its_last_column(table: pd.DataFrame) -> None:
    read_back = pd.read_csv(io.StringIO(for_file(table).to_csv(index=False)))
    assert list(read_back) == [*table, "format"] and set(read_back["format"]) <= {FORMAT}
    assert len(read_back) == len(table) and "format" not in table


def test_a_csv_file_of_the_first_format_is_read_by_its_old_names() -> None:
    trace = sample(3)
    new = frame(trace)
    old = new.assign(quantity=new["quantity"].astype(str).replace({name: was for was, name in RENAMED.items()}))
    assert "gradient_rms" in set(old["quantity"]) and "signal_rms" not in set(old["quantity"])
    again = pd.read_csv(io.StringIO(old.to_csv(index=False)))
    signal = again["quantity"].replace(RENAMED) == "signal_rms"
    np.testing.assert_allclose(again.value[signal], trace.signal_rms.ravel(), rtol=1e-6)
