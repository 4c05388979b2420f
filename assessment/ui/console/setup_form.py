"""The choices for a workshop as fields: what most people need stands open, the rest is folded away with defaults."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from assessment.bank.model import Mode
from assessment.findings.words import as_given
from assessment.language import N_, _, counted
from assessment.scoring.blocks import FEWEST_FOR_NOTES
from assessment.scoring.disclosure import SMALLEST_THRESHOLD
from assessment.scoring.group import DEFAULT_TARGET
from assessment.services.bootstrap import application
from assessment.services.workshop_setup import (
    BREAKDOWNS,
    DEFAULT_TITLE,
    LARGEST_THRESHOLD,
    TITLE_LENGTH,
    Setup,
    usual_sides,
)
from assessment.storage.workshops import Side, Slot, Workshop
from assessment.ui.console import when
from assessment.ui.console.invitation import minutes_needed
from assessment.ui.console.run_sheets import presets
from assessment.ui.text import in_minutes

MODES: dict[Mode, str] = {
    "pulse": N_("Pulse: one question per capability, and who decides"),
    "full": N_("Full: every question"),
}
NAMING = {
    False: N_("Anonymous: totals, and parts of the group that are large enough"),
    True: N_("Attributed: roles are shown, of those who agree"),
}
NAMING_EXPLAINED = N_(
    "Nobody gives a name in either. In an anonymous workshop a role, side or table is compared only where enough "
    "people are in it. In an attributed one each person is asked before the first question whether their role may be "
    "shown; who says no counts in totals only. Attributed can become anonymous later, never the other way round."
)


def ask(name: str, stored: Workshop | None = None) -> Setup:
    """The choices made in these fields, which begin with what is `stored`; `name` tells several such forms apart.

    What was fixed at creation, the threshold and whether it is a rehearsal, isn't asked of a stored workshop.
    """
    fields = _Fields(name, stored)
    title = st.text_input(
        _("Title"), stored.title if stored else _(DEFAULT_TITLE), max_chars=TITLE_LENGTH, key=f"{name} title"
    )
    mode = fields.mode()
    attributed = fields.attributed()
    with st.expander(_("Questionnaires, roles, sides and tables")):
        questionnaires = fields.questionnaires()
        roles = fields.roles()
        sides = fields.sides(roles)
        tables = fields.tables()
        breakdowns = fields.breakdowns(bool(tables))
    with st.expander(_("Times, run sheet and target")):
        opens_at, closes_at = ask_times(name, stored)
        run_sheet = fields.run_sheet()
        target = fields.target()
    with st.expander(_("Threshold, comments and rehearsal")):
        threshold = None if stored else fields.threshold()
        comments = fields.comments()
        rehearsal = stored.rehearsal if stored else fields.rehearsal()
    return Setup(
        title=title,
        mode=mode,
        questionnaires=questionnaires,
        attributed=attributed,
        threshold=threshold,
        comments=comments,
        target=target,
        roles=roles,
        sides=sides,
        tables=tables,
        breakdowns=breakdowns,
        opens_at=opens_at,
        closes_at=closes_at,
        rehearsal=rehearsal,
        run_sheet=run_sheet,
    )


def ask_times(name: str, stored: Workshop | None) -> tuple[datetime | None, datetime | None]:
    """Opening and closing time, in UTC; None where nobody said one."""
    st.caption(
        _(
            "Optional, in the time zone of this browser: {zone}. Answers are taken between these times while the "
            "collection is open; you still open it and reveal yourself."
        ).format(zone=when.zone().key)
    )
    asked = []
    for number, (label, moment) in enumerate(
        (
            (_("Answers from (optional)"), stored.opens_at if stored else None),
            (_("Answers until (optional)"), stored.closes_at if stored else None),
        )
    ):
        written = st.datetime_input(
            label, when.as_written(moment), format="DD/MM/YYYY", key=f"{name} {number} {moment}"
        )
        asked.append(when.as_stored(written))
    return asked[0], asked[1]


class _Fields:
    """The fields one by one."""

    def __init__(self, name: str, stored: Workshop | None) -> None:
        self._name, self._stored, self._bank = name, stored, application().bank

    def mode(self) -> Mode:
        options = list(MODES)
        chosen = self._stored.mode if self._stored else "pulse"
        mode: Mode = st.radio(
            _("How much people answer"),
            options,
            index=options.index(chosen),
            format_func=self._mode_label,
            key=f"{self._name} mode",
        )
        return mode

    def _mode_label(self, mode: Mode) -> str:
        bank = self._bank
        way = application().survey.way(mode, tuple(q.id for q in bank.questionnaires))
        return counted(
            "{mode} ({n} question, about {minutes})", "{mode} ({n} questions, about {minutes})", len(way.questions)
        ).format(mode=_(MODES[mode]), minutes=in_minutes(minutes_needed(way)))

    def attributed(self) -> bool:
        chosen: bool = st.radio(
            _("How answers are shown"),
            list(NAMING),
            index=int(self._stored.attributed) if self._stored else 0,
            format_func=lambda attributed: _(NAMING[attributed]),
            key=f"{self._name} attributed",
        )
        st.caption(_(NAMING_EXPLAINED))
        return chosen

    def questionnaires(self) -> tuple[str, ...]:
        titles = {q.id: q.title for q in self._bank.questionnaires}
        chosen = self._stored.questionnaires if self._stored else tuple(titles)
        help = _("The two role tracks do well before the session; the others and who decides, in Pulse, in the room.")
        return self._several(_("Questionnaires"), titles, chosen, help)

    def roles(self) -> tuple[str, ...]:
        titles = self._role_titles()
        chosen = self._stored.roles if self._stored else tuple(titles)
        return self._several(_("Roles that exist here"), titles, chosen, _("People choose one of them when they join."))

    def sides(self, roles: tuple[str, ...]) -> tuple[Side, Side]:
        titles = self._role_titles()
        first, second = self._stored.sides if self._stored else usual_sides(roles)
        st.caption(_("The two sides of the table: their answers to the same question are held against each other."))
        names = [
            st.text_input(label, side.title, max_chars=TITLE_LENGTH, key=f"{self._name} side {number}")
            for number, (label, side) in enumerate(
                ((_("Name of the first side"), first), (_("Name of the second side"), second)), 1
            )
        ]
        on_first = st.multiselect(
            _("Roles on the first side, “{side}”").format(side=names[0]),
            roles,
            default=[role for role in first.roles if role in roles],
            format_func=lambda role: titles[role],
            key=f"{self._name} first side {roles}",
        )
        rest = tuple(role for role in roles if role not in on_first)
        st.caption(
            _("On the other side: {roles}.").format(roles=", ".join(titles[role] for role in rest) or _("nobody"))
        )
        ordered = tuple(role for role in roles if role in on_first)
        return Side(first.id, names[0], ordered), Side(second.id, names[1], rest)

    def tables(self) -> tuple[str, ...]:
        written = st.text_area(
            _("Tables (optional, one name a line)"),
            "\n".join(self._stored.tables) if self._stored else "",
            placeholder=_("Window\nDoor\nStage"),
            key=f"{self._name} tables",
            help=_(
                "People choose their table when they join, and tables are compared where enough sit at each. In an "
                "attributed workshop people agree to be shown by role, not by table, so tables aren't compared."
            ),
        )
        return tuple(line.strip() for line in written.splitlines() if line.strip())

    def breakdowns(self, has_tables: bool) -> tuple[str, ...]:
        """The most wanted first: where not everything can be shown safely, the later ones give way."""
        stored = self._stored.breakdowns if self._stored else BREAKDOWNS
        if not has_tables:
            return stored
        tables_first = st.radio(
            _("Where not every comparison is safe, show first"),
            [False, True],
            index=int(stored[:1] == ("table",)),
            format_func=lambda first: _("the tables") if first else _("the two sides"),
            key=f"{self._name} breakdowns",
            horizontal=True,
        )
        others = tuple(one for one in BREAKDOWNS if one != "table")
        return ("table", *others) if tables_first else BREAKDOWNS

    def run_sheet(self) -> tuple[Slot, ...]:
        if self._stored:
            return self._stored.run_sheet
        titles = {preset.id: preset.title for preset in presets()}
        chosen = st.selectbox(
            _("Run sheet"),
            [*titles, ""],
            format_func=lambda id: titles.get(id, "None"),
            key=f"{self._name} run sheet",
            help=_("A plan with a timer for each part. You can change every part later."),
        )
        preset = next((preset for preset in presets() if preset.id == chosen), None)
        if preset is None:
            return ()
        st.caption(preset.hint)
        return preset.slots

    def target(self) -> float:
        levels = self._bank.edition.levels
        target = self._stored.target if self._stored else DEFAULT_TARGET
        options = sorted({2.0, 3.0, 4.0, 5.0, target})
        chosen: float = st.selectbox(
            _("Where the sponsor wants the group to be"),
            options,
            index=options.index(target),
            format_func=lambda level: (
                _("Level {level}, {name}").format(level=as_given(level), name=levels[int(level) - 1])
                if level == int(level)
                else _("Level {level}").format(level=as_given(level))
            ),
            key=f"{self._name} target",
        )
        return chosen

    def threshold(self) -> int:
        usual = application().settings.anonymity_threshold
        return int(
            st.number_input(
                _("Smallest number of people whose answers may be shown together"),
                SMALLEST_THRESHOLD,
                LARGEST_THRESHOLD,
                usual,
                key=f"{self._name} threshold",
                help=_("Fixed once the workshop is created. Nothing is shown of fewer people, in any view or file."),
            )
        )

    def comments(self) -> bool:
        return st.checkbox(
            _("Ask for comments"),
            self._stored.comments if self._stored else False,
            key=f"{self._name} comments",
            help=_(
                "Optional for people; shown only of {k} people or more and never of fewer than the threshold, "
                "in random order, after you have read them."
            ).format(k=FEWEST_FOR_NOTES),
        )

    def rehearsal(self) -> bool:
        return st.checkbox(
            _("This is a rehearsal"),
            key=f"{self._name} rehearsal",
            help=_(
                "You can fill it with simulated people. It stays a rehearsal, marked as simulated in every view and "
                "file, and never enters a benchmark."
            ),
        )

    def _role_titles(self) -> dict[str, str]:
        return {role.id: role.title for role in self._bank.edition.roles}

    def _several(
        self, label: str, titles: dict[str, str], chosen: tuple[str, ...], help: str | None = None
    ) -> tuple[str, ...]:
        picked = st.multiselect(
            label,
            list(titles),
            default=list(chosen),
            format_func=lambda id: titles[id],
            key=f"{self._name} {label}",
            help=help,
        )
        return tuple(id for id in titles if id in picked)
