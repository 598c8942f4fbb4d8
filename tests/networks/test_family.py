"""Tables keyed by family."""

import pytest

from gradflow.networks import OfFamily, cnn, mlp, rnn
from tests.networks import identity


def test_a_family_that_is_like_another_has_its_row_where_it_has_none_of_its_own() -> None:
    rows = OfFamily({mlp.FAMILY: 1, rnn.FAMILY: 2})
    assert cnn.FAMILY.like is mlp.FAMILY and cnn.FAMILY in rows and rows[cnn.FAMILY] == 1
    rows[cnn.FAMILY] = 3
    assert rows[cnn.FAMILY] == 3


def test_one_that_is_like_none_has_no_row() -> None:
    rows = OfFamily({mlp.FAMILY: 1})
    with identity.registered() as other:
        assert other not in rows
        with pytest.raises(KeyError):
            rows[other]
