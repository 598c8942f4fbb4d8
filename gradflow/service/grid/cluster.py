"""Cluster: the workers of a Dask scheduler as an executor of `concurrent.futures`.

Dask's own adapter (Client.get_executor()) does as well for `gradflow.sweep`. This one also answers where the scheduler
is lost while a result is on its way, for which that adapter's future waits for ever.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

SAME = ("gradflow", "jax", "numpy")  # packages that decide the numbers
ANSWER = 10.0  # seconds a scheduler may take


class Lost(Exception):
    """The scheduler does not answer any more; what it had not told is not known."""


class Cluster(Executor):
    """client: a connected `distributed.Client`, which whoever made it closes."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run again by Dask where the worker that had it dies, three times at most."""
        future: Future[Any] = Future()
        remote = self._client.submit(fn, *args, pure=False, **kwargs)
        remote.add_done_callback(lambda done: _answer(future, done))
        return future


def _answer(future: Future[Any], remote: Any) -> None:
    """In a thread of Dask's."""
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(remote.result(timeout=ANSWER))
    except (OSError, CancelledError, TimeoutError) as reason:  # a connection that is closed is an OSError of Dask's
        future.set_exception(Lost(str(reason)))
    except BaseException as reason:
        future.set_exception(reason)


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """The workers of the scheduler at this address. Raises ValueError where there is none, or where a worker would
    compute other numbers, having other versions."""
    try:
        from distributed import Client
    except ImportError:
        raise ValueError("--scheduler needs Dask: pip install 'gradflow[dask]'") from None
    try:
        client = Client(address, timeout=ANSWER, set_as_default=False)
    except (OSError, ValueError) as reason:
        raise ValueError(f"--scheduler {address}: no Dask scheduler answers there ({reason})") from None
    try:
        try:
            workers: Any = client.run(_versions)
        except ImportError as reason:
            raise ValueError(f"--scheduler {address}: a worker has no gradflow ({reason})") from None
        for worker, found in workers.items():
            if found != _versions():
                raise ValueError(f"--scheduler {address}: {worker} has {_said(found)}; allowed is {_said(_versions())}")
        yield Cluster(client)
    finally:
        client.close(timeout=ANSWER)


def _versions() -> dict[str, str]:
    return {name: version(name) for name in SAME}


def _said(versions: dict[str, str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in versions.items())
