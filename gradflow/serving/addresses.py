"""Addresses: who asks, as far as a network can tell.

A proxy on this machine says for whom it asks, in X-Forwarded-For, and uvicorn believes it and nobody else. An
address of this machine itself has no bounds of its own: behind a proxy that says nothing everybody has it.
"""

from ipaddress import ip_address, ip_network
from typing import Any

OF_ONE = 64  # bits of an IPv6 address that are one household's; it has the rest to choose from


def network_of(host: str | None) -> str | None:
    """What an address counts as; None for this machine itself, and where none is known.

    >>> network_of("192.0.2.7"), network_of("2001:db8:1:2:3::4"), network_of("::1")
    ('192.0.2.7', '2001:db8:1:2::', None)
    """
    try:
        address = ip_address((host or "").partition("%")[0])
    except ValueError:
        return None
    if address.version == 6 and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_loopback:
        return None
    if address.version == 4:
        return str(address)
    return str(ip_network((address, OF_ONE), strict=False).network_address)


def asking(scope: Any) -> str | None:
    """Whose request this is."""
    client = scope.get("client")
    return network_of(client[0] if client else None)
