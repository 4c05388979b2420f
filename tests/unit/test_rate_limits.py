"""Wrong codes: how many may be tried, by whom, and who isn't kept out by that."""

from __future__ import annotations

import pytest
from limits import RateLimitItemPerDay, RateLimitItemPerMinute

from assessment.services.workshop_access import ALPHABET, CODE_LENGTH
from assessment.web.rate_limits import EVERYBODY, FailedCodes

GUESS, RIGHT = "222222222", "ABCDEFGHJ"


def limited(one_address: int = 2, everybody: int = 100) -> FailedCodes:
    return FailedCodes(RateLimitItemPerMinute(one_address), RateLimitItemPerDay(everybody))


def fail(codes: FailedCodes, address: str, times: int) -> None:
    for _ in range(times):
        codes.count(address, GUESS)


def test_an_address_with_too_many_failures_is_stopped_and_others_are_not() -> None:
    codes = limited()
    fail(codes, "192.0.2.1", 2)
    assert not codes.may_try("192.0.2.1", RIGHT)
    assert codes.may_try("192.0.2.2", RIGHT)


def test_the_whole_installation_has_a_limit_however_many_addresses_guess() -> None:
    codes = limited(everybody=6)
    for last in range(3):
        fail(codes, f"192.0.2.{last}", 2)
    assert not codes.may_try("198.51.100.1", RIGHT)


def test_a_code_known_at_an_address_opens_there_whatever_was_guessed_and_only_it_and_only_there() -> None:
    codes = limited(everybody=4)
    codes.vouch("192.0.2.1", RIGHT)
    for address in ("192.0.2.1", "192.0.2.2"):
        fail(codes, address, 3)
    assert codes.may_try("192.0.2.1", RIGHT)
    assert not codes.may_try("192.0.2.1", GUESS)
    assert not codes.may_try("192.0.2.2", RIGHT)


def test_a_code_that_was_right_here_and_is_over_is_no_guess() -> None:
    codes = limited()
    codes.vouch("192.0.2.1", RIGHT)
    for _ in range(5):
        codes.count("192.0.2.1", RIGHT)
    assert codes.may_try("192.0.2.1", GUESS)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:1::1", "2001:db8:1:1:ffff::2", True),
        ("2001:db8:1:1::1", "2001:db8:1:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("", "192.0.2.1", False),
    ],
)
def test_a_network_that_one_home_has_counts_as_one_address(one: str, other: str, same: bool) -> None:
    codes = limited()
    fail(codes, one, 2)
    assert codes.may_try(other, RIGHT) is not same


def test_a_day_of_allowed_guesses_finds_none_of_a_thousand_live_codes() -> None:
    windows_in_a_day, processes = 2, 4
    guesses = EVERYBODY.amount * windows_in_a_day * processes
    assert guesses * 1_000 / len(ALPHABET) ** CODE_LENGTH < 1 / 1_000
