"""One thread for NumPy's matrices, which are small here: several threads wait for one another on a busy machine, and a
look of 40 ms takes a second."""

from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[Any]:
    """While it is entered; of the whole process."""
    return _controller().limit(limits=1, user_api="blas")
