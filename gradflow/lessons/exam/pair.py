"""A pair: one idea asked twice, of two networks, so that the answer to the one is not the answer to the other."""

from dataclasses import dataclass

from gradflow import numbers
from gradflow.experiment import Experiment
from gradflow.lessons.lesson import Asked, Look
from gradflow.lessons.prompt import Choose
from gradflow.lessons.say import shown
from gradflow.text import Words

FORMS = BEFORE, AFTER = "before", "after"
UNKNOWN = "unknown"  # what one may answer instead of guessing


@dataclass(frozen=True)
class ExamPair:
    """topic: under which it is scored. lesson: that teaches it. before, after: the network of either question; the
    options are the same. Its words are in `exam.toml` under [exam.<name>]: a question for each form, and one answer."""

    name: str
    topic: str
    lesson: str
    before: Experiment
    after: Experiment
    prompt: Choose

    def experiment(self, form: str) -> Experiment:
        return self.before if form == BEFORE else self.after

    def asked(self, form: str) -> Asked:
        """As a lesson asks it."""
        return Asked(f"exam.{self.name}", self.topic, self.experiment(form), self.prompt, Look())

    def key(self, form: str) -> str:
        """Of its question, and of the answer to it."""
        return f"exam.{self.name}.{form}"

    def question(self, form: str, words: Words) -> str:
        """With the settings of its network put in."""
        values = self.experiment(form).values()
        return words(self.key(form), **{name: words.value(name, value) for name, value in values.items()})

    def answer(self, measured: dict[str, float], words: Words) -> str:
        """Why, with what was measured of either network, by form."""
        said = {form: _written(self.prompt.reads, value) for form, value in measured.items()}
        return words(f"exam.{self.name}.answer", **said)


def _written(reads: str, value: float) -> str:
    return numbers.size(value) if reads.endswith("half_life") else shown(reads, value)
