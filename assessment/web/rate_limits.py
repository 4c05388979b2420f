"""How many wrong workshop codes may be tried. Only failures count: a room full of people shares one address.

Nor can a guesser there keep the others out: a code that somebody at an address has shown to know, by opening it within
the limits or by holding a key to its workshop (the facilitator's, the projector's), opens from there whatever else was
tried. That tells a guesser nothing about any other code.

A day of `EVERYBODY` guesses finds one of 1,000 live codes with a probability of about 1 in 10,000 (see
`services.workshop_access.CODE_LENGTH`); two windows can fall into one day, and each server process counts in its own
memory, so with four processes it is below 1 in 1,000. A restart begins anew.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

ONE_ADDRESS = RateLimitItemPerMinute(100, 10)
EVERYBODY = RateLimitItemPerDay(2_000_000)
"""At `ONE_ADDRESS`, which is 14,400 a day, it takes 139 addresses to use this up."""

IPV6_SITE = 64
"""A home or an office has at least a network of this prefix, so a single IPv6 address says nothing."""

MOST_VOUCHED = 50_000


class FailedCodes:
    """Counts wrong codes by address and for the whole installation, and remembers which code is known where."""

    def __init__(self, one_address: RateLimitItem = ONE_ADDRESS, everybody: RateLimitItem = EVERYBODY) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._one_address, self._everybody = one_address, everybody
        self._vouched: dict[tuple[str, str], None] = {}

    def is_known(self, address: str, code: str) -> bool:
        """Whether somebody at this address has shown to know this code."""
        return (_site(address), code) in self._vouched

    def may_try(self, address: str, code: str) -> bool:
        """Whether somebody at this address may try this code."""
        return self.is_known(address, code) or (
            self._limiter.test(self._one_address, _site(address)) and self._limiter.test(self._everybody)
        )

    def count(self, address: str, code: str) -> None:
        """Counts a wrong code; one that was right at this address, and is over now, is no guess."""
        if not self.is_known(address, code):
            self._limiter.hit(self._one_address, _site(address))
            self._limiter.hit(self._everybody)

    def vouch(self, address: str, code: str) -> None:
        """Says that this code is known at this address."""
        known = (_site(address), code)
        if known in self._vouched:
            return
        if len(self._vouched) >= MOST_VOUCHED:
            self._vouched.pop(next(iter(self._vouched), known), None)
        self._vouched[known] = None


failed_codes = FailedCodes()
"""Those of this process."""


def _site(address: str) -> str:
    try:
        ip = ip_address(address)
    except ValueError:  # a test client or a socket file has no IP address
        return address
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or ip_network(f"{ip}/{IPV6_SITE}", strict=False))
    return str(ip)
