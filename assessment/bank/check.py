"""The content check: is a bank that loads also good enough to publish?

The rules are those of `problem.RULES`. An item or a capability may be exempt from one, with a reason
(`exempt: {rule: reason}`); a capability's exemption covers its items too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from assessment.bank.check_ladders import check_ladders
from assessment.bank.check_structure import check_structure
from assessment.bank.check_translations import check_translations
from assessment.bank.check_wording import check_wording
from assessment.bank.load import load_bank
from assessment.bank.model import Bank, Capability, Item
from assessment.bank.problem import RULES, Problem
from assessment.bank.published import check_published


def check_bank(directory: Path) -> list[Problem]:
    """Every problem of the bank in `directory`, in bank order; empty where there is none.

    Raises `BankError` where the bank, or the record of published editions beside it, can't be read.
    """
    bank = load_bank(directory)
    found = [*check_structure(bank), *check_wording(bank), *check_ladders(bank), *check_published(directory, bank)]
    found += check_translations(directory, bank)
    place = {identifier: at for at, identifier in enumerate(_ids(bank))}
    return sorted(_not_exempt(bank, found), key=lambda problem: place.get(problem.where, len(place)))


def _not_exempt(bank: Bank, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems that no exemption waives, and the exemptions that waive none."""
    owners: list[Capability | Item] = [*bank.capabilities(), *bank.items()]
    exempt = {(owner.id, rule) for owner in owners for rule in owner.exempt}
    capability_of = {item.id: capability.id for capability in bank.capabilities() for item in capability.items}
    used: set[tuple[str, str]] = set()
    for problem in problems:
        waived_by = exempt & {(where, problem.rule) for where in (problem.where, capability_of.get(problem.where, ""))}
        used |= waived_by
        if not waived_by:
            yield problem
    for where, rule in sorted(exempt - used):
        why = "finds nothing to exempt here" if rule in RULES else "isn't a rule"
        yield Problem(where, "exempt", f"{rule!r} {why}; take the exemption out")


def _ids(bank: Bank) -> Iterator[str]:
    for questionnaire in bank.questionnaires:
        yield questionnaire.id
        for capability in questionnaire.capabilities:
            yield capability.id
            yield from (item.id for item in capability.items)
