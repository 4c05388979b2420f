"""Links that only read the result of a response, as `repository` does it for the response."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from assessment.storage.repository import Response, find_response, hold
from assessment.storage.tables import responses, result_links


def replace_link(connection: Connection, response_id: int, handle: str, token_hash: str) -> None:
    """Makes this the response's only link; the handle has to be new. Raises `NoSuchLink` for a deleted response."""
    hold(connection, response_id)
    remove_link(connection, response_id)
    row = {"response_id": response_id, "handle": handle, "token_hash": token_hash}
    connection.execute(insert(result_links), row)


def remove_link(connection: Connection, response_id: int) -> None:
    """Ends the response's link; nothing happens where it has none."""
    connection.execute(delete(result_links).where(result_links.c.response_id == response_id))


def has_link(connection: Connection, response_id: int) -> bool:
    """Whether a link to the response's result is in force."""
    found = select(result_links.c.handle).where(result_links.c.response_id == response_id)
    return connection.execute(found).one_or_none() is not None


def find_link(connection: Connection, handle: str) -> tuple[str, Response] | None:
    """The hash of the token that the link with this handle asks for, and its response; None where there is no such
    link. Whoever asks has still to show the token."""
    found = (
        select(result_links.c.token_hash, responses.c.handle)
        .join(responses, responses.c.id == result_links.c.response_id)
        .where(result_links.c.handle == handle)
    )
    row = connection.execute(found).one_or_none()
    response = find_response(connection, row.handle) if row else None
    return (row.token_hash, response) if row and response else None
