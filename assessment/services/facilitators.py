"""Who may create and lead workshops, where an operator has them sign in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def may_lead(facilitators: Sequence[str], claims: Mapping[str, object]) -> bool:
    """Whether who signed in with these claims of an identity provider is among the `facilitators` of the settings.

    An address that the provider says it hasn't verified is nobody's: anybody could have entered it. Some say so in a
    word instead of a boolean.
    """
    if not claims.get("is_logged_in"):
        return False
    if tuple(facilitators) == ("*",):
        return True
    address = str(claims.get("email") or "").lower()
    if str(claims.get("email_verified")).lower() == "false" or address.count("@") != 1:
        return False
    return any(address == one or (one.startswith("@") and address.endswith(one)) for one in facilitators)
