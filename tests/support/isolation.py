"""Keeps tests on this machine: whatever opens a connection to another one fails."""

import ipaddress
import sys

NAMES_OF_THIS_MACHINE = {None, "", "localhost"}


class NetworkReachedError(AssertionError):
    """A test tried to reach another machine."""


def _is_here(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in NAMES_OF_THIS_MACHINE:
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


def _refuse_other_machines(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if not _is_here(host):
        raise NetworkReachedError(f"a test tried to reach {host!r}")


def stay_on_this_machine() -> None:
    """From now on this process can only connect to itself. Cannot be undone."""
    sys.addaudithook(_refuse_other_machines)
