"""A network between a browser and a server that tests take away: cut, with a word to both ends, or lost without one."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

CHUNK = 65_536


class Network:
    """port: where the server is reached through it."""

    def __init__(self, server: int) -> None:
        self._server = server
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._there = threading.Event()
        self._open: set[socket.socket] = set()
        self._lost: set[socket.socket] = set()
        self._there.set()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """All connections end, and nobody gets a new one."""
        self._there.clear()
        self._end(list(self._open))

    def mend(self) -> None:
        self._there.set()

    def lead_to(self, server: int) -> None:
        """From now on, whoever connects."""
        self._server = server

    def lose(self) -> None:
        """What is open passes nothing more, and neither end is told; new connections pass."""
        self._lost |= self._open

    def close(self) -> None:
        self._listening.close()
        self._end(list(self._open))

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                browser, _ = self._listening.accept()
                if not self._there.is_set():
                    browser.close()
                    continue
                try:
                    server = socket.create_connection(("127.0.0.1", self._server))
                except OSError:
                    browser.close()
                    continue
                self._open |= {browser, server}
                for one, other in ((browser, server), (server, browser)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while chunk := one.recv(CHUNK):
                if one not in self._lost:
                    other.sendall(chunk)
        if one not in self._lost:
            self._end([one, other])

    def _end(self, sockets: list[socket.socket]) -> None:
        for each in sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
            self._open.discard(each)


@contextmanager
def network(address: str) -> Iterator[tuple[str, Network]]:
    """The address through it."""
    between = Network(int(address.rpartition(":")[2]))
    try:
        yield f"http://127.0.0.1:{between.port}", between
    finally:
        between.close()
