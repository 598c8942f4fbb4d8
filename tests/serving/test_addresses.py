"""Who asks."""

import pytest

from gradflow.serving.addresses import asking, network_of
from tests.serving.asked import scope_of


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("127.0.0.1", None),
        ("127.8.8.8", None),
        ("::1", None),
        ("::ffff:127.0.0.1", None),
        ("nobody", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_counts_as_its_network_and_this_machine_as_nobody(host, network):
    assert network_of(host) == network


def test_a_connection_without_an_address_counts_as_nobody():
    assert asking(scope_of("/")) == "192.0.2.7"
    assert asking(scope_of("/") | {"client": None}) is None
