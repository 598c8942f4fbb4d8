"""What a run may train."""

import math

import pytest

from gradflow.service.training.allowance import Allowance


def test_steps_are_paid_for_before_others_are_made_and_no_more_than_a_share_is_kept():
    allowance = Allowance()
    assert [allowance.take(0.04, 0.0), allowance.take(0.04, 0.0)] == [0.04, 0.04]
    allowance.unpaid = 1
    assert [allowance.take(0.04, 0.1) for _ in range(2)] == pytest.approx([0.0, 0.02])


def test_a_price_that_falls_is_today_s():
    allowance = Allowance(unpaid=1)
    assert allowance.take(0.04, 1.0) == 0.0
    assert allowance.take(0.04, 0.01) == 0.04


def test_one_who_shares_with_nobody_owes_nothing():
    assert Allowance(unpaid=9).take(math.inf, 9.0) == math.inf
