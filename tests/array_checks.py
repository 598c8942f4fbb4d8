"""Checks shapes of arrays at run time: where a program is traced, which is once, and where numbers enter theory."""

from beartype import BeartypeConf, beartype
from jaxtyping import install_import_hook

checked = beartype(conf=BeartypeConf(is_pep484_tower=True))  # an int is a float, as type checkers have it


def check_arrays() -> None:
    """Check the signatures of all modules of these packages that are imported from now on."""
    install_import_hook(["gradflow.engine", "gradflow.theory"], "tests.array_checks.checked")
