"""The path: every preset once, stage by stage."""

from gradflow.presets import PRESETS, stage_of
from gradflow.presets.path import PATH
from gradflow.text import LANGUAGES, texts


def test_every_preset_stands_on_it_once():
    assert sorted(name for names in PATH.values() for name in names) == sorted(PRESETS)


def test_it_goes_from_stage_to_stage():
    stages = [stage_of(name)[0] for name in PRESETS]
    assert stages == sorted(stages) and stage_of("sigmoid") == (1, "vanish") and stage_of("cliff") == (7, "time")


def test_every_stage_has_a_name():
    for language in LANGUAGES:
        assert all(f"stage.{stage}" in texts(language) for stage in PATH)
