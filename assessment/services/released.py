"""Released counts between storage and the rules of `scoring.blocks`: blocks in and out, and who may see the picture."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from assessment.scoring.blocks import Block, Part, Picture, picture
from assessment.scoring.crossings import Cell
from assessment.services.workshop_access import LinkKind
from assessment.storage import workshops
from assessment.storage.database import Connection
from assessment.storage.participants import Participant
from assessment.storage.workshops import CountsRow, Stage, Workshop

SHOWING: tuple[Stage, ...] = ("revealed", "discussing", "closed")
"""The stages in which everybody sees what is released."""

_CELLS = "cells"
"""What stands for a breakdown in the row of a block's cells; its counts are how many answered, by the cell's parts."""


def blocks_of(connection: Connection, workshop_id: int) -> list[Block]:
    """The released blocks, first released first."""
    rows: dict[int, list[CountsRow]] = defaultdict(list)
    for row in workshops.counts(connection, workshop_id):
        rows[row.block].append(row)
    return [_block(of_block) for _, of_block in sorted(rows.items())]


def rows_of(number: int, block: Block) -> Iterator[CountsRow]:
    """The block as it is stored."""
    yield CountsRow(number, "", "", block.whole.n, block.whole.counts)
    for breakdown, parts in block.breakdowns.items():
        for label, part in parts.items():
            yield CountsRow(number, breakdown, label, part.n, part.counts)
    if block.cells:
        answered = {json.dumps(cell.parts): cell.answered for cell in block.cells}
        yield CountsRow(number, _CELLS, "", block.whole.n, answered)


def picture_for(connection: Connection, workshop: Workshop, kind: LinkKind | None) -> Picture | None:
    """What may be shown to this kind of viewer now; None where that is nothing."""
    if kind != "facilitator" and workshop.stage not in SHOWING:
        return None
    return picture(blocks_of(connection, workshop.id), workshop.threshold, attributed=workshop.attributed)


def labels(workshop: Workshop, participant: Participant) -> dict[str, str | None]:
    """The part of each breakdown that a participant belongs to."""
    side = next((side.id for side in workshop.sides if participant.role in side.roles), None)
    return {"side": side, "role": participant.role, "table": participant.seat}


def _block(rows: list[CountsRow]) -> Block:
    parts: dict[str, dict[str, Part]] = defaultdict(dict)
    for row in rows:
        parts[row.breakdown][row.part] = Part(row.n, row.counts)
    whole = parts.pop("")[""]
    answered = parts.pop(_CELLS)[""].counts if _CELLS in parts else {}
    return Block(whole, parts, [Cell(json.loads(cell), by_question) for cell, by_question in answered.items()])
