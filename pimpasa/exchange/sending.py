"""One call to another agency's system: to a public address, without following anywhere."""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection

from pimpasa.exchange import rules
from pimpasa.exchange.rules import Target

TIMEOUT = 15.0  # seconds without a byte
MOST_READ = 1024  # bytes of an answer nobody reads


class NotPublic(Exception):
    """The name leads to an address inside somebody's house."""


@dataclass(frozen=True)
class Reply:
    """What came back; status 0 when nothing did."""

    status: int
    retry_after: str = ""


class _Line(HTTPSConnection):
    """A connection to an address that was looked at, under the name it must prove to have."""

    def __init__(self, target: Target, address: str, context: ssl.SSLContext) -> None:
        super().__init__(target.host, target.port, timeout=TIMEOUT, context=context)
        self._address, self._tls = address, context

    def connect(self) -> None:
        """Connect to that address and look at it once more before a byte is sent."""
        plain = socket.create_connection((self._address, self.port), TIMEOUT)
        try:
            if not rules.is_public(plain.getpeername()[0]):
                raise NotPublic
            self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise


def post(
    target: Target, body: bytes, headers: dict[str, str], *, context: ssl.SSLContext | None = None
) -> Reply:
    """Send it once. A redirect is an answer like any other: it is not followed."""
    try:
        line = _Line(target, _address_of(target), context or ssl.create_default_context())
        try:
            line.request("POST", target.path, body, headers)
            response = line.getresponse()
            response.read(MOST_READ)
            return Reply(response.status, response.getheader("Retry-After") or "")
        finally:
            line.close()
    except (OSError, HTTPException, NotPublic, UnicodeError):
        return Reply(0)


def _address_of(target: Target) -> str:
    """The first address of the name, when all of them are public. Raises NotPublic, OSError."""
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not all(rules.is_public(one) for one in addresses):
        raise NotPublic
    return addresses[0]
