"""Ports of this machine: which are free, and where somebody listens."""

import socket


def free_ports(count: int) -> list[int]:
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def ports_in_a_row(count: int) -> range:
    while True:
        (first,) = free_ports(1)
        ports = range(first, first + count)
        if ports[-1] < 65536 and not any(map(listens, ports)):
            return ports


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
