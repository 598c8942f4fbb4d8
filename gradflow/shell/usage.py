"""What the shell says of wrong usage."""

import click


class WrongUsage(click.ClickException):
    """What was asked for is not allowed: one line, and the exit code of wrong usage."""

    exit_code = 2
