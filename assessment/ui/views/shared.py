"""Somebody else's results, behind a link that only reads."""

from assessment.ui import access, shared_result

shared_result.show(access.key_in_address())
