"""Which network addresses may be connected to. Asked for the very address that a socket is made for, so after every look-up of a name."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# The special-purpose registries of IANA (RFC 6890 and what came after it), and what they leave out: multicast, the deprecated
# 6to4 relays, site-local and IPv4-compatible addresses. `ipaddress.is_global` knows fewer.
_CLOSED_4 = [
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
]  # fmt: skip
# Metadata services with public addresses: Azure's wire server.
_CLOSED_4.append(ipaddress.IPv4Network("168.63.129.16/32"))
# Global unicast is 2000::/3 alone; these parts of it are not for hosts on the Internet.
_OPEN_6 = ipaddress.IPv6Network("2000::/3")
_CLOSED_6 = [
    ipaddress.IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3ffe::/16", "3fff::/20")
]
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public Internet, and so is the IPv4 address that it may carry inside."""
    try:
        outer = ipaddress.ip_address(address)
    except ValueError:
        return False
    inner = _inside(outer)
    if inner is not None:
        # Teredo and 6to4 tunnels are refused as such; mapped and translated addresses are what they carry.
        return _is_public_4(inner) and isinstance(outer, ipaddress.IPv6Address) and (outer.ipv4_mapped is not None or outer in _NAT64)
    return _is_public_4(outer) if isinstance(outer, ipaddress.IPv4Address) else _is_public_6(outer)


def _inside(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a mapped, NAT64, 6to4, Teredo or IPv4-compatible IPv6 address leads to."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64 or address in _COMPATIBLE:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _is_public_4(address: ipaddress.IPv4Address) -> bool:
    return not any(address in network for network in _CLOSED_4)


def _is_public_6(address: ipaddress.IPv6Address) -> bool:
    return address.scope_id is None and address in _OPEN_6 and not any(address in network for network in _CLOSED_6)


@dataclass(slots=True)
class Hop:
    """One request on its way: the host that it names, and the addresses that it was kept from."""

    host: str
    refused: list[str] = field(default_factory=list)


# The request that a socket is made for. Tasks that the HTTP client starts for it see it too; without one nothing is allowed by name.
current: ContextVar[Hop] = ContextVar("current")


class RefusedError(OSError):
    """An address that may not be connected to."""


class Guard:
    """Makes the sockets of a client, and none for an address that is not public, unless the host or the address is allowed."""

    def __init__(self, allowed: Sequence[str]) -> None:
        self._names = {name.lower().rstrip(".").strip("[]") for name in allowed}
        self._networks = list(_networks(self._names))

    def socket(self, info: tuple[int, int, int, str, tuple[object, ...]]) -> socket.socket:
        """A socket for what `getaddrinfo` gives. Raises RefusedError (noted in the current hop) for an address that is closed."""
        family, kind, protocol, _, target = info
        address, hop = str(target[0]), current.get(None)
        if not (is_public(address) or self._allows(address, hop)):
            if hop:
                hop.refused.append(address)
            raise RefusedError(address)
        return socket.socket(family=family, type=kind, proto=protocol)

    def _allows(self, address: str, hop: Hop | None) -> bool:
        if hop and hop.host.lower().rstrip(".") in self._names:
            return True
        try:
            asked = ipaddress.ip_address(address)
        except ValueError:
            return False
        known = [asked] if (inner := _inside(asked)) is None else [asked, inner]
        return any(one in network for network in self._networks for one in known)


def _networks(names: set[str]) -> Iterator[Network]:
    for name in names:
        try:
            yield ipaddress.ip_network(name, strict=False)
        except ValueError:
            continue
