"""A group divided: what each role and each table answered, where the parts are large enough to be shown."""

from __future__ import annotations

from collections.abc import Mapping

from assessment.bank.model import Bank
from assessment.findings.model import Breakdown, PartView
from assessment.findings.words import score_text
from assessment.language import _
from assessment.results import GroupView
from assessment.scoring.blocks import OTHER
from assessment.scoring.group import RoleResult


def breakdowns(bank: Bank, view: GroupView) -> tuple[Breakdown, ...]:
    """By role and by table, each where the group has at least two parts of that kind."""
    roles = {role.id: role.title for role in bank.edition.roles}
    divided = (_breakdown(_("By role"), view.roles, roles), _breakdown(_("By table"), view.tables, {}))
    return tuple(breakdown for breakdown in divided if len(breakdown.parts) > 1)


def _breakdown(title: str, parts: Mapping[str, RoleResult], names: Mapping[str, str]) -> Breakdown:
    titles = {**names, OTHER: _("All others")}
    return Breakdown(
        title,
        tuple(
            PartView(
                titles.get(label, label),
                part.n,
                {id: (mean, score_text(mean)) for id, mean in part.capabilities.items()},
            )
            for label, part in parts.items()
        ),
    )
