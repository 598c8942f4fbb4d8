"""show: a trace as a notebook shows it, drawn as the app draws it."""

from dataclasses import dataclass, field
from pathlib import Path

from gradflow.diagnosis import diagnose
from gradflow.figures import maps, opening
from gradflow.figures.drawing.wire import Wire
from gradflow.notebook.page import framed, page
from gradflow.reading import headline, progress
from gradflow.streaming.text import html
from gradflow.text import LANGUAGES, Words
from gradflow.theory.predict import explain
from gradflow.trace import Trace

THEMES = ("auto", "light", "dark")
MAPS, PAIR = 340, 300  # pixels
AROUND = 120  # pixels of words and margins, until the page has said how high it is


@dataclass(frozen=True)
class Drawing:
    """html: a page that opens anywhere, also from a disk and without a network."""

    title: str
    html: str = field(repr=False)

    def _repr_html_(self) -> str:
        """What a notebook shows of it."""
        return framed(self.html, MAPS + PAIR + AROUND)

    def save(self, path: str | Path) -> None:
        """As a file to open in a browser."""
        Path(path).write_text(self.html, encoding="utf-8")


def show(trace: Trace, language: str = "en", theme: str = "auto") -> Drawing:
    """A run as the laboratory shows it: the verdict, three maps of depth × step, and the two pictures below them.

    A notebook shows it where it is the last line of a cell; `save` makes a page of it. Some 2 MB, for it holds all that
    it needs and asks nobody. language: "en" or "zh". theme: "light", "dark", or "auto" for the notebook's own.
    Raises ValueError for another language or theme, and for a trace without a step.

    >>> import gradflow
    >>> small = gradflow.Experiment(network=gradflow.MLP(width=8), steps=20)
    >>> gradflow.show(gradflow.train(small))
    Drawing(title='gradflow-digits-depth20')
    """
    for name, value, allowed in (("language", language, tuple(LANGUAGES)), ("theme", theme, THEMES)):
        if value not in allowed:
            raise ValueError(f"{name} is {value!r}; allowed are {', '.join(allowed)}")
    if not len(trace):
        raise ValueError("the trace has no step; allowed are traces of one step or more")
    experiment, words = trace.experiment, Words(language).along(trace.axis)
    prediction = explain(experiment)
    pair = opening(trace, prediction, words)
    title = f"gradflow-{experiment.task}-{experiment.family.stem(experiment.network)}"
    message = Wire().message({"maps": maps(trace, words)} | pair, {"file": f"{title}-step{len(trace)}"})
    assert message is not None  # all of it is new
    verdict = html(headline(diagnose(trace), prediction, words))
    said = f'<div class="headline">{verdict}</div>\n{html(progress(trace, words))}'
    rows = [{"maps": MAPS}, dict.fromkeys(pair, PAIR)]
    return Drawing(title, page(title, said, rows, message, language, "" if theme == "auto" else theme))
