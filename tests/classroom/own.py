"""A room on an experiment of a teacher's own, for tests: of one question she says the answer, of one the run does."""

from gradflow.classroom.own.asked import OwnLesson, OwnQuestion

SAID = OwnQuestion(
    "Which *one* is $x^2$?", ("[this](https://example.org)", "that $y$", "none"), right=1, why="For $y$."
)
DECIDED = OwnQuestion("How large?", ("tiny", "small", "large"), reads="signal_decades", at=0, bounds=(-6.0, -1.0))
LESSON = OwnLesson("", (SAID, DECIDED), only="depth:5:30,activation")
