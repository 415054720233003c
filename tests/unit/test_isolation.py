"""Tests stay on this machine."""

import socket

import pytest

from tests.support.isolation import NetworkReachedError


@pytest.mark.parametrize("host", ["203.0.113.1", "2001:db8::1", "elsewhere.example"])
def test_another_machine_cannot_be_reached(host: str) -> None:
    """A connection to another machine fails before anything leaves this one."""
    with pytest.raises(NetworkReachedError):
        socket.create_connection((host, 80))


def test_this_machine_can_be_reached() -> None:
    """A server of a test can be reached on the loopback address."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
