"""A trace in a notebook: all that is drawn comes with the page."""

import re

import numpy as np
import pytest

import gradflow
from tests.figures.samples import sample

MOST = 2_600_000  # bytes of a page; Plotly's are 1.9 MB


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_says_the_verdict_in_its_language(language):
    html = gradflow.show(sample(40), language).html
    assert f'<html lang="{language}">' in html and {"en": "Vanishing", "zh": "梯度消失"}[language] in html


def test_the_page_is_as_small_as_plotly_lets_it_be_however_long_the_run():
    assert len(gradflow.show(sample(20_000, budget=20_000)).html.encode()) < MOST


def test_it_names_no_other_place():
    html = gradflow.show(sample(40)).html
    packed = re.sub(r'<script type="text/plain".*?</script>', "", html, flags=re.DOTALL)
    assert "default-src 'none'" in packed
    assert not re.search(r'(?:src|href)="|@import|url\(', packed)


def test_a_notebook_shows_it_in_a_frame_and_a_shell_its_name():
    drawing = gradflow.show(sample(40))
    shown = drawing._repr_html_()
    assert shown.startswith("<iframe srcdoc=") and shown.count("<") == 2  # nothing of the page gets out of it
    assert repr(drawing) == "Drawing(title='gradflow-digits-depth20')"


def test_it_can_be_kept_as_a_file(tmp_path):
    drawing = gradflow.show(sample(40))
    drawing.save(tmp_path / "run.html")
    assert (tmp_path / "run.html").read_text(encoding="utf-8") == drawing.html


@pytest.mark.parametrize(
    ("options", "said"),
    [({"language": "fr"}, "language is 'fr'; allowed are en, zh"),
     ({"theme": "blue"}, "theme is 'blue'; allowed are auto, light, dark")],
)  # fmt: skip
def test_what_is_not_there_is_refused(options, said):
    with pytest.raises(ValueError, match=said):
        gradflow.show(sample(40), **options)


def test_a_trace_without_a_step_is_refused():
    with pytest.raises(ValueError, match="the trace has no step"):
        gradflow.show(sample(0))


def test_a_run_that_broke_off_is_shown():
    assert "beyond what float32 can hold" in gradflow.show(sample(30, signal_rms=np.inf)).html
