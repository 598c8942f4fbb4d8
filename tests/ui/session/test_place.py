"""A place in a link: read by the rules that fields have, refused in their words, and said only where it is another."""

import pytest

from gradflow.experiment import default_of
from gradflow.link import OF_PAGES
from gradflow.networks import FAMILIES, mlp
from gradflow.service.viewing.playback import PACES, Playback
from gradflow.ui.session.place import MOVING, PagePlace, Places, lead, place_of

PLACES = Places(
    ("profile", "chain"), steps=300, layers=20, stories=("sigmoid",), fields=default_of(mlp.MLP).described()
)


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({}, PagePlace()),
        ({"view": "profile", "pace": "20"}, PagePlace()),
        ({"view": "chain", "pace": "1000", "step": "300", "layer": "20"}, PagePlace("chain", 1000, 300, 20)),
        ({"step": "7.0"}, PagePlace(step=7)),
        ({"maps": "all"}, PagePlace(maps="all")),
        ({"story": "sigmoid"}, PagePlace(story="sigmoid")),
        ({"norm": "total"}, PagePlace(norm="total")),
        ({"norm": "rms"}, PagePlace()),
        ({"only": "gain,depth"}, PagePlace(only="depth,gain")),
        ({"only": "gain,depth:2:9"}, PagePlace(only="depth:2:9,gain")),
        ({"ask": " What  will happen? "}, PagePlace(ask="What will happen?")),
        ({"screen": "projector"}, PagePlace(screen="projector")),
        ({"only": "none"}, PagePlace(only="none")),
        ({"depth": "999", "lang": "zh"}, PagePlace()),
    ],
)
def test_a_place_is_read(said, place):
    assert PLACES.read(said.items()) == (place, ())
    assert PLACES.read(place.pairs()) == (place, ())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("view", "chains"),
        ("pace", "3"),
        ("step", "0"),
        ("step", "301"),
        ("step", "1e400"),
        ("layer", "21"),
        ("layer", ""),
        ("maps", "two"),
        ("story", "of somebody"),
        ("norm", "largest"),
        ("only", "depth,colour"),
        ("only", ""),
        *(("ask", said) for said in ("", " ", "?" * 141, "what\x00")),
        *(("only", f"depth:{ends}") for ends in ("2", "2:x", "9:2", "0:9", "2:9:9", "2:1e400", "nan:9")),
        ("only", "activation:relu:tanh"),
        ("screen", "pane"),
    ],
)
def test_what_the_page_does_not_have_is_refused_by_its_rule_and_the_page_opens_as_ever(name, text):
    place, [wrong] = PLACES.read([(name, text), ("pace", "50")] if name != "pace" else [(name, text)])
    assert place == PagePlace() and (wrong.name, wrong.value) == (name, text) and wrong.rule


def test_a_page_without_views_and_layers_has_none_in_its_links():
    assert Places().read([("view", "chain"), ("maps", "all"), ("layer", "3"), ("pace", "2")]) == (PagePlace(pace=2), ())


def test_the_names_are_no_fields():
    fields = {name for family in FAMILIES.values() for name in default_of(family.config).described()}
    assert not fields & {*OF_PAGES} and {*MOVING} < {*OF_PAGES}


def test_a_page_says_what_does_not_move_by_itself():
    assert PagePlace("chain", 50, 7, 3, "all").chosen() == [("view", "chain"), ("maps", "all")]
    assert PagePlace(None, 50, 7, 3).chosen() == []


def test_a_playback_is_led_to_its_place_and_says_it():
    playback = Playback()
    assert place_of(playback) == PagePlace()
    lead(playback, PagePlace(pace=PACES[0], step=40))
    assert playback.waiting and place_of(playback) == PagePlace(pace=PACES[0], step=40)
    lead(playback, PagePlace())
    assert place_of(playback) == PagePlace(step=40)  # the same run goes on as it does
    playback.play()
    assert place_of(playback) == PagePlace()
