"""The method a second time, from its text and the YAML's own keys, in exact fractions and without any of our code.

Slow and plain on purpose: what the command line prints is held against it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

Answers = dict[str, str]
Score = Fraction | None
Document = dict[str, Any]

LEVELS = ("1", "2", "3", "4", "5")
TECHNOLOGY = ("head_of_genai", "cio", "cto", "cdo", "security")
NOT_NAMED = ("no_one", "several", "dont_know")


def mean(pairs: Iterable[tuple[Fraction, Fraction]]) -> Score:
    """The weighted mean of (weight, value) pairs, None without any."""
    pairs = list(pairs)
    weight = sum((w for w, _ in pairs), Fraction(0))
    return sum((w * value for w, value in pairs), Fraction(0)) / weight if weight else None


def plain(values: Iterable[Score]) -> Score:
    return mean((Fraction(1), value) for value in values if value is not None)


def weight(entry: Document) -> Fraction:
    return Fraction(str(entry.get("weight", 1)))


def index(score: Score) -> Score:
    return None if score is None else (score - 1) / 4 * 100


def level(score: Score) -> int | None:
    return None if score is None else 1 + sum(score >= Fraction(b, 2) for b in (3, 5, 7, 9))


def rated(score: Score) -> Document:
    return {"score": score, "index": index(score), "level": level(score)}


class SlowMethod:
    """Scores answers to a bank, given as the data of its files."""

    def __init__(self, files: dict[str, Document], order: Sequence[str], mode: str, target: int = 4) -> None:
        self.questionnaires = [files[f"{name}.yaml"] for name in order]
        self.ownership = files.get("ownership.yaml", {"decisions": [], "owners": []})
        self.mode, self.target = mode, target
        self.domains = list(dict.fromkeys(q["domain"] for q in self.questionnaires))
        self.capabilities = [c for q in self.questionnaires for c in q["capabilities"]]

    def asked(self, capability: Document) -> list[Document]:
        return [i for i in capability["items"] if self.mode == "full" or i.get("core")]

    # One respondent

    def respondent(self, answers: Answers) -> Document:
        capabilities = {c["id"]: self.capability(c, answers) for c in self.capabilities}
        scores = {c: document["score"] for c, document in capabilities.items()}
        applicable = {c for c, document in capabilities.items() if document["coverage"] is not None}
        questionnaires, domains, overall = self.roll_up(scores, applicable)
        items = [i for c in self.capabilities for i in self.asked(c)]
        coverage, provisional = self.coverage(items, answers), False
        if coverage is not None:
            provisional = coverage < Fraction(7, 10)
        low, high = self.bounds(overall, answers)
        given = [answers.get(i["id"], "") for i in items]
        concerned = len(given) - given.count("na")
        return {
            "overall": {
                "score": overall,
                "index": index(overall),
                "level": None if provisional else level(overall),
                "coverage": coverage,
                "dont_know_rate": Fraction(given.count("dk"), concerned) if concerned else None,
                "provisional": provisional,
                "index_low": low,
                "index_high": high,
            },
            "domains": {d: rated(score) for d, score in domains.items()},
            "questionnaires": {
                q["id"]: rated(questionnaires[q["id"]])
                | {"coverage": self.coverage([i for c in q["capabilities"] for i in self.asked(c)], answers)}
                for q in self.questionnaires
            },
            "capabilities": capabilities,
            "ownership": self.tally(answers),
            "weakest_link": self.weakest(domains),
        }

    def coverage(self, items: Sequence[Document], answers: Answers) -> Score:
        applicable = [i for i in items if answers.get(i["id"]) != "na"]
        return mean((weight(i), Fraction(answers.get(i["id"]) in LEVELS)) for i in applicable)

    def capability(self, capability: Document, answers: Answers) -> Document:
        items = self.asked(capability)
        given = [answers.get(i["id"], "") for i in items]
        coverage = self.coverage(items, answers)
        score = mean((weight(i), Fraction(v)) for i, v in zip(items, given, strict=True) if v in LEVELS)
        if coverage is None or coverage < Fraction(1, 2):
            score = None
        return {
            "score": score,
            "level": level(score),
            "coverage": coverage,
            "answered": sum(v in LEVELS for v in given),
            "asked": len(items),
            "dont_know": given.count("dk"),
            "not_applicable": given.count("na"),
        }

    def roll_up(
        self, scores: dict[str, Score], applicable: set[str]
    ) -> tuple[dict[str, Score], dict[str, Score], Score]:
        questionnaires: dict[str, Score] = {}
        for q in self.questionnaires:
            scored = [(weight(c), s) for c in q["capabilities"] if (s := scores[c["id"]]) is not None]
            whole = sum((weight(c) for c in q["capabilities"] if c["id"] in applicable), Fraction(0))
            enough = sum((w for w, _ in scored), Fraction(0)) * 2 >= whole
            questionnaires[q["id"]] = mean(scored) if enough else None
        domains = {
            d: plain(questionnaires[q["id"]] for q in self.questionnaires if q["domain"] == d) for d in self.domains
        }
        return questionnaires, domains, None if None in domains.values() else plain(domains.values())

    def bounds(self, overall: Score, answers: Answers) -> tuple[Score, Score]:
        if overall is None:
            return None, None
        extremes = []
        for value in ("1", "5"):
            filled = {i["id"]: value for c in self.capabilities for i in self.asked(c)}
            filled |= {k: v for k, v in answers.items() if v in (*LEVELS, "na")}
            capabilities = {c["id"]: self.capability(c, filled) for c in self.capabilities}
            applicable = {c for c, document in capabilities.items() if document["coverage"] is not None}
            extremes.append(self.roll_up({c: d["score"] for c, d in capabilities.items()}, applicable)[2])
        lowest, highest = extremes
        assert lowest is not None
        assert highest is not None
        return index(min(overall, lowest)), index(max(overall, highest))

    def weakest(self, domains: dict[str, Score]) -> str | None:
        scored = {d: s for d, s in domains.items() if s is not None}
        if len(scored) < 3:
            return None
        lowest = min(scored, key=lambda d: scored[d])
        others = [s for d, s in scored.items() if d != lowest]
        apart = sum(others, Fraction(0)) / len(others) - scored[lowest]
        return lowest if apart >= 1 and scored[lowest] not in others else None

    def tally(self, answers: Answers) -> dict[str, int]:
        given = [answers.get(d["id"], "") for d in self.ownership["decisions"]]
        counts = {kind: given.count(kind) for kind in NOT_NAMED}
        blank = given.count("")
        return {"named": len(given) - sum(counts.values()) - blank, **counts, "blank": blank}

    # A group, from counts of items alone

    def group(self, rows: Sequence[Answers], roles: Sequence[str | None], role_order: Sequence[str]) -> Document:
        items = {i["id"]: self.item(i, rows) for c in self.capabilities for i in c["items"]}
        means = self.means(rows)
        concerned = {c["id"] for c in self.capabilities for i in self.asked(c) for r in rows if r.get(i["id"]) != "na"}
        questionnaires, domains, overall = self.roll_up(means, concerned)
        capabilities = {c["id"]: self.group_capability(c, items, means[c["id"]]) for c in self.capabilities}
        decisions = {d["id"]: self.decision(d["id"], rows) for d in self.ownership["decisions"]}
        states = [document["state"] for document in decisions.values()]
        return {
            "n": len(rows),
            "overall": rated(overall),
            "domains": {d: rated(score) for d, score in domains.items()},
            "questionnaires": {q: rated(score) for q, score in questionnaires.items()},
            "capabilities": capabilities,
            "items": items,
            "ownership": decisions,
            "ownership_states": {s: states.count(s) for s in ("clear", "contested", "unowned", "unknown")},
            "roles": {
                role: {"n": len(of), "capabilities": {c: {"mean": m} for c, m in self.means(of).items()}}
                for role in role_order
                if (of := [row for row, its in zip(rows, roles, strict=True) if its == role])
            },
            "sides": self.sides(rows, roles),
            "talk": self.talk(capabilities, items),
            "act": self.act(capabilities, items),
        }

    def item(self, item: Document, rows: Sequence[Answers]) -> Document:
        asked = self.mode == "full" or item.get("core")
        given = [row.get(item["id"], "") for row in rows] if asked else []
        counts = [given.count(v) for v in LEVELS]
        n = sum(counts)
        average = Fraction(sum(c * v for v, c in enumerate(counts, 1)), n) if n else None
        consensus = None
        if average is not None and n >= 2:
            terms = (c / n * math.log2(1 - abs(v - average) / 4) for v, c in enumerate(counts, 1) if c)
            consensus = 1 + math.fsum(terms)
        return {
            "counts": counts,
            "dont_know": given.count("dk"),
            "not_applicable": given.count("na"),
            "blank": given.count(""),
            "mean": average,
            "consensus": consensus,
        }

    def means(self, rows: Sequence[Answers]) -> dict[str, Score]:
        return {
            c["id"]: mean((weight(i), m) for i in self.asked(c) if (m := self.item(i, rows)["mean"]) is not None)
            for c in self.capabilities
        }

    def group_capability(self, capability: Document, items: Document, score: Score) -> Document:
        gaps, consensuses = [], []
        for item in self.asked(capability):
            counts, n = items[item["id"]]["counts"], sum(items[item["id"]]["counts"])
            if n:
                short = sum(c * max(0, self.target - v) for v, c in enumerate(counts, 1))
                gaps.append((weight(item), Fraction(short, n)))
            if n >= 2:
                consensuses.append(items[item["id"]]["consensus"])
        return {
            "mean": score,
            "level": level(score),
            "gap": mean(gaps),
            "consensus": sum(consensuses) / len(consensuses) if consensuses else None,
        }

    def agreements(self, capability: Document, items: Document) -> list[float]:
        found = [items[i["id"]]["consensus"] for i in self.asked(capability)]
        return [consensus for consensus in found if consensus is not None]

    def talk(self, capabilities: Document, items: Document) -> list[Document]:
        listed = []
        for c in self.capabilities:
            lowest = min(self.agreements(c, items), default=1)
            if lowest < 0.6:
                gap = max(capabilities[c["id"]]["gap"], Fraction(1, 2))
                listed.append({"capability": c["id"], "priority": float(weight(c) * gap) * (1 - lowest)})
        return sorted(listed, key=lambda entry: -round(entry["priority"], 9))

    def act(self, capabilities: Document, items: Document) -> list[Document]:
        listed = []
        for c in self.capabilities:
            agreements, here = self.agreements(c, items), capabilities[c["id"]]
            if agreements and min(agreements) >= 0.7 and here["mean"] < Fraction(5, 2):
                listed.append({"capability": c["id"], "priority": weight(c) * here["gap"]})
        return sorted(listed, key=lambda entry: -entry["priority"])

    def sides(self, rows: Sequence[Answers], roles: Sequence[str | None]) -> list[Document]:
        technology = [row for row, role in zip(rows, roles, strict=True) if role in TECHNOLOGY]
        business = [row for row, role in zip(rows, roles, strict=True) if role and role not in TECHNOLOGY]
        one, other = self.means(technology), self.means(business)
        found: list[tuple[Fraction, Document]] = []
        for c in self.capabilities:
            pairs = [(self.item(i, technology)["mean"], self.item(i, business)["mean"]) for i in self.asked(c)]
            mine, theirs = one[c["id"]], other[c["id"]]
            if mine is None or theirs is None or any(None in pair for pair in pairs):
                continue
            if abs(mine - theirs) >= 1 and (all(a > b for a, b in pairs) or all(a < b for a, b in pairs)):
                n = {"technology": len(technology), "business": len(business)}
                means = {"technology": mine, "business": theirs}
                found.append((abs(mine - theirs), {"capability": c["id"], "means": means, "n": n}))
        return [document for _, document in sorted(found, key=lambda pair: -pair[0])[:3]]

    def decision(self, decision: str, rows: Sequence[Answers]) -> Document:
        given = [row[decision] for row in rows if decision in row]
        owners = [o["id"] for o in self.ownership["owners"]]
        counts = {o: given.count(o) for o in (*owners, "several", "no_one") if o in given}
        named = {o: count for o, count in counts.items() if o not in NOT_NAMED}
        n, dont_know = sum(counts.values()), given.count("dont_know")
        modal = max(named, key=lambda o: (named[o], -owners.index(o)), default=None)
        agreement = sum(c * (c - 1) for c in named.values())
        state = None
        if given:
            state = "contested"
            if modal is not None and Fraction(named[modal], n) >= Fraction(4, 5):
                state = "clear"
            if n and Fraction(n - sum(named.values()), n) >= Fraction(1, 2):
                state = "unowned"
            if Fraction(dont_know, len(given)) > Fraction(1, 3):
                state = "unknown"
        return {
            "counts": counts,
            "n": n,
            "dont_know": dont_know,
            "owner_agreement": Fraction(agreement, n * (n - 1)) if n >= 2 else None,
            "modal_owner": modal,
            "modal_share": Fraction(named[modal], n) if modal is not None else None,
            "state": state,
        }
