"""The commands of the shell that are more than a few lines, each in a file."""

from gradflow.shell.cases import cases
from gradflow.shell.items import items
from gradflow.shell.lesson import lesson
from gradflow.shell.room import room

COMMANDS = (cases, items, lesson, room)
