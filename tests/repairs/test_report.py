"""What is said of a repair: the goal, what was changed, what is too much; and at its end the cause and the price."""

import numpy as np
import pytest

from gradflow.repairs import REPAIRS, Inspection, budget, goal, report
from gradflow.text import LANGUAGES, Words

EN = Words("en")
REPAIR = REPAIRS["vanishing"]
MENDED = REPAIR.broken.replace(normalization="batch")


def said(
    *changed: str, shown: bool = False, ended: bool = True, forbidden: tuple[str, ...] = (), words: Words = EN
) -> str:
    found = Inspection(changed, forbidden, REPAIR.changes - len(changed), (shown,), ended)
    return report("vanishing", REPAIR, MENDED, found, words)


def test_the_goal_is_said_with_how_far_it_is():
    assert goal(REPAIR, EN)[0] in said() and EN("repairs.open_yet") in said()
    assert EN("repairs.reached") in said("normalization", shown=True)


def test_what_was_changed_is_named():
    assert EN("field.normalization.label") in said("normalization") and EN("repairs.left_none") in said("normalization")
    assert EN("repairs.left_one") in said()


def test_too_many_changes_are_counted():
    assert EN("repairs.too_many", count=1) in said("normalization", "connection", shown=True)


def test_what_has_to_stay_is_named():
    assert EN("repairs.forbidden", names=EN("field.depth.label")) in said("depth", forbidden=("depth",))


@pytest.mark.parametrize("language", LANGUAGES)
def test_cause_price_and_other_ways_are_said_once_it_is_mended_and_not_before(language: str):
    words = Words(language)
    cause, cost = words("repair.vanishing.cause"), words("price.normalization.batch")
    mended, open_yet = said("normalization", shown=True, words=words), said("normalization", words=words)
    assert cause in mended and cost in mended and words.value("connection", "rezero") in mended
    assert cause not in open_yet and cost not in open_yet


def test_a_run_that_ends_without_it_says_so_and_one_that_goes_on_does_not():
    assert EN("repairs.not_yet") in said("normalization")
    assert EN("repairs.not_yet") not in said("normalization", ended=False)


@pytest.mark.parametrize("name", REPAIRS)
def test_the_budget_says_how_much_how_long_and_what_stays(name: str):
    repair = REPAIRS[name]
    text = budget(repair, EN)
    assert str(repair.broken.steps) in text
    assert all(EN(f"field.{field}.label") in text for field in repair.keeps)
    assert (str(repair.changes) in text) or (repair.changes == 1 and "one" in text)


@pytest.mark.parametrize("name", REPAIRS)
def test_a_part_of_a_goal_says_its_number(name: str):
    for claim, part in zip(REPAIRS[name].goal, goal(REPAIRS[name], EN), strict=True):
        bound = claim.low if np.isfinite(claim.low) else claim.high
        assert bound in (0, 1) or any(form in part for form in (f"{bound:g}", f"{bound:.0%}"))
