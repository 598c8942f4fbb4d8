"""Codes and cookies: nobody guesses one, and nobody makes one."""

from gradflow.classroom.codes import ANIMALS, LENGTH, LETTERS, QUALITIES, code_of, new_alias, new_code
from gradflow.classroom.identity import LEARNER, Signer


def test_a_code_is_read_however_it_was_typed():
    code = new_code()
    assert code_of(f" {code[:3].lower()}-{code[3:]} ") == code
    assert [code_of(each) for each in ("", "ABC", "ABCDEFG", "ABCDE0", "ÄBCDEF", "ABC\x00EF")] == [""] * 6


def test_a_guess_meets_one_of_five_hundred_rooms_less_than_once_in_a_million():
    assert 500 / len(LETTERS) ** LENGTH < 1e-6


def test_aliases_do_not_repeat_and_there_is_always_another():
    taken: set[str] = set()
    for _ in range(len(QUALITIES) * len(ANIMALS) + 5):
        taken.add(new_alias(taken))
    assert len(taken) == len(QUALITIES) * len(ANIMALS) + 5


def test_a_cookie_is_of_one_room_and_of_one_secret():
    signer = Signer("a secret")
    cookie = signer.newcomer("ABCDEF")
    learner = cookie.partition(".")[0]
    assert signer.learner("ABCDEF", {f"{LEARNER}ABCDEF": cookie}) == learner
    assert signer.learner("GHJKMN", {f"{LEARNER}GHJKMN": cookie}) == ""
    assert Signer("another").learner("ABCDEF", {f"{LEARNER}ABCDEF": cookie}) == ""
    forged = (f"{learner}x.{cookie.partition('.')[2]}", learner, "", ".", "ä.ö", cookie + "0")
    assert {signer.learner("ABCDEF", {f"{LEARNER}ABCDEF": each}) for each in forged} == {""}
