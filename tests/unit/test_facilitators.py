"""Only who is named leads workshops, and only under an address that the identity provider stands for."""

from __future__ import annotations

import pytest

from assessment.services.facilitators import may_lead

NAMED = ("anna@example.org", "@leaders.example")


def claims(email: object = "anna@example.org", **more: object) -> dict[str, object]:
    return {"is_logged_in": True, "email": email, **more}


@pytest.mark.parametrize("email", ["anna@example.org", "Anna@Example.ORG", "bo@leaders.example"])
def test_a_named_address_or_one_of_a_named_domain_leads(email: str) -> None:
    assert may_lead(NAMED, claims(email))
    assert may_lead(NAMED, claims(email, email_verified=True))


@pytest.mark.parametrize(
    "email",
    [
        "bo@example.org",
        "anna@example.org.evil.example",
        "bo@evilleaders.example",
        "bo@sub.leaders.example",
        "anna@example.org@leaders.example",
        "@leaders.example@",
        "",
        None,
        7,
    ],
)
def test_nobody_else_does(email: object) -> None:
    assert not may_lead(NAMED, claims(email))


@pytest.mark.parametrize("verified", [False, "false", "False"])
def test_an_address_that_nobody_has_verified_is_nobodys(verified: object) -> None:
    assert not may_lead(NAMED, claims(email_verified=verified))


def test_who_is_not_signed_in_never_leads() -> None:
    for facilitators in (NAMED, ("*",)):
        assert not may_lead(facilitators, {"is_logged_in": False, "email": "anna@example.org"})
        assert not may_lead(facilitators, {"email": "anna@example.org"})


def test_everybody_who_is_signed_in_leads_where_all_may() -> None:
    assert may_lead(("*",), {"is_logged_in": True})
