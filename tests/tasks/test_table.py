"""A file becomes columns, whatever program wrote it; what cannot is refused for the right reason."""

import pytest

from gradflow.tasks.own import Unusable, own
from gradflow.tasks.own.table import table_of
from tests.tasks.owned import ALSO_BAD, BAD

CASES = [*((name, content, name) for name, content in BAD.items()), *((n, c, why) for n, (c, why) in ALSO_BAD.items())]


@pytest.mark.parametrize(("content", "reason"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_is_bad_is_refused_for_its_reason(content, reason):
    with pytest.raises(Unusable) as refused:
        own(content)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("text", "names", "first"),
    [
        ("a,b\n1,2\n3,4\n", ["a", "b"], (1, 3)),
        ("a;b\n1,5;2\n3,5;4\n", ["a", "b"], (1.5, 3.5)),
        ("1,5;2,5\n3,5;4,5\n", ["#1", "#2"], (1.5, 3.5)),
        ("a\tb\r\n1\t2\r\n3\t4", ["a", "b"], (1, 3)),
        ("a|b\n 1 | 2\n3|4\n", ["a", "b"], (1, 3)),
        ('"a, really","b"\n"1",2\n3,4\n', ["a, really", "b"], (1, 3)),
        ("\n\na,b\n\n1,2\n,,\n3,4\n".replace(",,", ","), ["a", "b"], (1, 3)),
        ("5.1,3.5,setosa\n4.9,3.0,setosa\n", ["#1", "#2", "#3"], (5.1, 4.9)),
        ("2019,2020,y\n1,2,3\n4,5,6\n", ["2019", "2020", "y"], (1, 4)),
        ("a,a,\n1e3,2,3\n-4,5,6\n", ["a", "a #2", "#3"], (1000, -4)),
    ],
)
def test_what_programs_write_is_read(text, names, first):
    for content in (text.encode(), text.encode("utf-8-sig")):
        columns = table_of(content).columns
        assert [column.name for column in columns] == names
        assert columns[0].numbers == first


@pytest.mark.parametrize("cell", ["", "NA", "n/a", "NaN", "null", "?", "-", "1e999", "-inf", "1e300"])
def test_a_missing_cell_does_not_make_a_column_text(cell):
    numbers, _ = table_of(f"a,b\n1,2\n{cell},4\n3,5\n".encode()).columns
    assert numbers.numbers is not None and numbers.missing == 1


@pytest.mark.parametrize("cell", ["1_000", "12 kg", "0x10", "1,5,2"])
def test_what_is_not_a_number_is_text(cell):
    assert table_of(f'a,b\n1,2\n"{cell}",4\n'.encode()).columns[0].numbers is None
