"""What is said before the first step can be seen: what is done until then."""

import pytest

from gradflow.experiment import Experiment
from gradflow.reading.progress import beforehand
from gradflow.text import LANGUAGES, Words

MOONS = Experiment(task="moons")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_run_does_before_its_first_step_is_said(language: str) -> None:
    words = Words(language)
    pretrained = MOONS.replace(start="pretrained", source_task="spirals", source_steps=321)
    said = beforehand([MOONS, pretrained], words)
    assert "321" in said and words.of_choice("task", "spirals") in said
    assert "77" in beforehand([MOONS.replace(start="layerwise", layer_steps=77)], words)
    assert beforehand([MOONS], words) == words("status.compiling")
