"""Relief: give the memory back of which the engine keeps some in case it is wanted again."""

from gradflow.engine.core import program_cache, workspace


def relieve() -> None:
    """Workspaces that nobody works in, and compiled programs, which come back from the disk."""
    workspace.let_go()
    program_cache.let_go()
