"""Classroom: all rooms of one database, as pages, routes and the shell use them."""

from functools import cached_property

from gradflow.classroom.answers import ClassAnswers
from gradflow.classroom.identity import Signer
from gradflow.classroom.learners import Learners
from gradflow.classroom.pulses import Pulses
from gradflow.classroom.rooms import Rooms
from gradflow.classroom.store.database import Database
from gradflow.classroom.wall.networks import Networks


class Classroom:
    """Nothing is opened before somebody asks for a room. url: of `database_url`."""

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self.rooms = Rooms(self.database)
        self.learners = Learners(self.database)
        self.answers = ClassAnswers(self.database)
        self.networks = Networks(self.database)
        self.pulses = Pulses(self.rooms, self.learners, self.answers, self.networks)

    @cached_property
    def signer(self) -> Signer:
        return Signer(self.database.secret)

    def close(self) -> None:
        self.database.close()
