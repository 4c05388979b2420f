"""Simulated participants, who take part in rehearsals only: all that is in a rehearsal is simulated, for ever."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from assessment.respondent import Respondent
from assessment.services.private_key import new_key
from assessment.services.steps import Question
from assessment.storage import participants
from assessment.storage.database import Connection
from assessment.storage.participants import NewParticipant
from assessment.storage.workshops import Workshop


def take_part(
    connection: Connection,
    workshop: Workshop,
    questions: Mapping[str, Question],
    respondent: Respondent,
    number: int,
    day: date,
) -> None:
    """Let a simulated respondent join, answer the questions that are asked, and submit.

    They keep their role where it is offered; else roles, and always tables, are dealt out in turn by `number`.
    """
    key, roles, tables = new_key(), workshop.roles, workshop.tables
    role = respondent.role if respondent.role in roles else roles[number % len(roles)] if roles else None
    joined = participants.add_participant(
        connection,
        NewParticipant(
            workshop_id=workshop.id,
            handle=key.handle,
            token_hash=key.token_hash,
            role=role,
            seat=tables[number % len(tables)] if tables else None,
            consents=workshop.attributed,
            joined_on=day,
        ),
    )
    said = {id: value for id, value in respondent.answers.items() if id in questions and questions[id].offers(value)}
    participants.add_answers(connection, joined, said)
    participants.submit(connection, joined)
