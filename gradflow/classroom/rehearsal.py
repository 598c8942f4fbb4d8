"""Rehearsal: a simulated class, so that a teacher can try a lesson the evening before. Its answers are guesses,
scattered around what could be said, without a look at what is right; in each room the same ones."""

import random
from collections.abc import Sequence

from gradflow.classroom.answers import ClassAnswers
from gradflow.classroom.learners import Learners
from gradflow.classroom.refused import Refusal
from gradflow.classroom.room import REHEARSAL, Room
from gradflow.classroom.wall.networks import Networks
from gradflow.fields import Choice
from gradflow.lessons.lesson import Asked
from gradflow.lessons.mark import Answer
from gradflow.lessons.prompt import Choose, Estimate, Sketch
from gradflow.lessons.readings import CURVES, LAST, handles_of

PEOPLE = 40
ABSENT = 0.1  # of them, who do not answer
TRIED = ("activation", "initializer", "normalization", "connection", "optimizer")  # one of these each, on a wall


def rehearse(room: Room, learners: Learners, answers: ClassAnswers, count: int = PEOPLE) -> int:
    """Let a simulated class answer the question that is open; how many did. Only in a room that was opened for it."""
    asked, lesson = room.question, room.subject
    if REHEARSAL not in room.flags or asked is None or lesson is None:
        return 0
    chance = random.Random(f"{asked.key} {room.progress.round}")
    votes = lesson.misconception.rule.answers
    given = 0
    for number in range(count):
        name = f"simulated-{number}"
        learners.arrive(room.code, name)
        if chance.random() < ABSENT:
            continue
        said = answer_of(asked.asked, votes, chance)
        try:
            answers.give(room.code, name, asked.key, room.progress.round, said, chance.randint(1, 5))
        except Refusal:  # has answered, or the vote was closed meanwhile
            continue
        given += 1
    return given


def rehearse_wall(room: Room, learners: Learners, networks: Networks, count: int = PEOPLE) -> int:
    """Let a simulated class hand in networks like the one that was asked about; how many did."""
    asked = room.question
    if REHEARSAL not in room.flags or asked is None or asked.asked is None:
        return 0
    base, chance = asked.asked.experiment.at(0), random.Random(asked.key)
    known = base.described()
    for number in range(count):
        name = f"simulated-{number}"
        learners.arrive(room.code, name)
        fields = [field for field in TRIED if field in known and isinstance(known[field].rule, Choice)]
        chosen = {field: chance.choice(known[field].rule.options) for field in chance.sample(fields, k=1)}  # type: ignore[union-attr]
        networks.hand_in(room.code, name, base.replace(**chosen))
    return count


def answer_of(asked: Asked | None, votes: Sequence[str], chance: random.Random) -> Answer:
    """One that this question allows."""
    if asked is None or isinstance(asked.prompt, Choose):
        options = votes if asked is None else [each.name for each in asked.prompt.options]  # type: ignore[union-attr]
        return chance.choices(options, weights=range(len(options), 0, -1))[0]
    prompt = asked.prompt
    if isinstance(prompt, Estimate):
        middle, spread = (prompt.low + prompt.high) / 2, (prompt.high - prompt.low) / 6
        value = min(max(chance.gauss(middle, spread), prompt.low), prompt.high)
        return float(round(value)) if prompt.whole else value
    assert isinstance(prompt, Sketch)
    places = handles_of(prompt, asked.experiment.network.depth)
    far, bend = chance.uniform(0.8 * prompt.low, 0.8 * prompt.high), chance.uniform(0.5, 2)
    ways = [index / (len(places) - 1) for index in range(len(places))]
    ordered = ways[::-1] if CURVES[prompt.reads][1] == LAST else ways
    return tuple(far * way**bend for way in ordered)
