"""The commands of the shell that are more than a few lines, each in a file."""

from gradflow.shell.cases import cases
from gradflow.shell.items import items
from gradflow.shell.lesson import lesson
from gradflow.shell.rates import cross_validate, range_test
from gradflow.shell.room import room
from gradflow.shell.serve import serve
from gradflow.shell.sweep import sweep

COMMANDS = (serve, sweep, range_test, cross_validate, cases, items, lesson, room)
