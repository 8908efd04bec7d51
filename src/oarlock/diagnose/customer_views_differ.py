"""Do the people who buy look like the people you mean to reach?

**What it looks for** The agreed personas with their target shares against the people among new leads, among leads handed over, in the
buying groups of deals, and among those who bought: who is over, who is under, and at which step the picture changes.

**Why it matters** Personas made without those who talk to customers send money to people who never buy, and leave out those who do.

**How sure** Jensen–Shannon divergence against what chance alone would show, by 20,000 draws from the target; Holm's correction over the
comparisons; each persona's share with Wilson's range. One deal counts once, split over its people. Fewer than 20 buyers give ranges only.

**What to do** Read the triangle. Leads unlike the target are a matter of execution; buyers unlike the leads, of selection by sales or the
product; buyers unlike the target though the leads fit, of the personas themselves. Where leads and buyers are alike and neither fits, it is
either: marketing reaches others, or the personas leave out who buys. Rewrite them together with sales.

**Where it misleads** Who stands in the CRM is not all who decide. Titles are read by the rules of the agreement; who fits none is told
apart.

**References** METHODS 11.1; Lin (1991).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock.diagnose._personas import GROUPS, OTHER, People, people
from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Question, Severity, Team
from oarlock.stats.divergence import LEAST_BUYERS, Against, Divergence, against_targets, divergence, jsd, reason_shift
from oarlock.words import listed, number, p_value, percent

if TYPE_CHECKING:
    from oarlock.agreement import Agreement

LEAST_BITS = 0.02
"""Bits, beyond what chance shows, below which a difference is not worth a word."""
REMEDY = "Rewrite the personas and their shares together with those who talk to customers, and move spend to the people who buy."
MISLEADS = "Who stands in the CRM is not all who decide, and titles are read by the rules of the agreement."


@dataclass(frozen=True)
class _Side:
    """One side of the triangle: bits beyond chance, and the p-value after correction."""

    bits: float
    p: float

    @property
    def differs(self) -> bool:
        return self.p < 0.05 and self.bits >= LEAST_BITS


def find(question: Question) -> Found:
    """Targets against leads and buyers, and leads against buyers."""
    ledger, agreement = question.ledger, question.agreement
    if not any(persona.share for persona in agreement.personas):
        return Found(
            missing="the agreement states no personas with target shares; add [[personas]] with rule and share"
        )
    if ledger.is_empty("leads"):
        return Found(missing="there are no leads whose titles could be read; import leads")
    counted = people(ledger, agreement)
    target = targets(agreement, counted)
    buyers = counted["buyers"]
    if sum(buyers.counts.values()) < 1:
        return Found(missing="nobody of those who bought is known; import contact_roles, or opportunities with lead_id")
    return Found((_finding(target, counted),)) if _worth_telling(target, counted) else Found(missing=_few(buyers))


def targets(agreement: Agreement, counted: Mapping[str, People]) -> dict[str, float]:
    """Agreed shares by persona; what they leave of the whole is anybody else, named where it is something or somebody is."""
    told = {persona.name: float(persona.share) for persona in agreement.personas if persona.share}
    left = 1.0 - sum(told.values())
    if left > 1e-9 or any(OTHER in group.counts for group in counted.values()):
        told[OTHER] = max(0.0, left)
    return told


def _few(buyers: People) -> str:
    n = sum(buyers.counts.values())
    return (
        f"{n:.0f} deals with known buyers; {LEAST_BUYERS} are needed to say that they differ"
        if n < LEAST_BUYERS
        else ""
    )


def _worth_telling(target: Mapping[str, float], counted: Mapping[str, People]) -> bool:
    n = sum(counted["buyers"].counts.values())
    return (n < LEAST_BUYERS and n >= 5) or any(side.differs for side in _triangle(target, counted).values())


def _triangle(target: Mapping[str, float], counted: Mapping[str, People]) -> dict[str, _Side]:
    """Execution (target and handed-over leads), selection (leads and buyers), persona (target and buyers)."""
    from oarlock.stats.errorcontrol import holm

    names = list(target)
    leads, buyers = ([counted[group].counts.get(name, 0.0) for name in names] for group in ("handed", "buyers"))
    found: dict[str, tuple[float, float]] = {}
    if sum(leads) >= LEAST_BUYERS:
        found["execution"] = _against(target, leads)
    if sum(buyers) >= LEAST_BUYERS:
        found["persona"] = _against(target, buyers)
        if sum(leads) >= LEAST_BUYERS:
            test = reason_shift([round(value) for value in leads], [round(value) for value in buyers])
            n = sum(buyers)
            found["selection"] = (max(0.0, jsd(leads, buyers) - (len(names) - 1) / (8 * n * math.log(2))), test.p)
    if not found:
        return {}
    adjusted = holm([p for _, p in found.values()]).tolist()
    return {name: _Side(bits, p) for (name, (bits, _)), p in zip(found.items(), adjusted, strict=True)}


def _against(target: Mapping[str, float], counts: list[float]) -> tuple[float, float]:
    found = _divergence(target, counts)
    return found.corrected, found.p


def _divergence(target: Mapping[str, float], counts: list[float]) -> Divergence:
    return divergence(list(target.values()), counts, seed=1101)


def _finding(target: Mapping[str, float], counted: Mapping[str, People]) -> Finding:
    buyers = [counted["buyers"].counts.get(name, 0.0) for name in target]
    found = _divergence(target, buyers)
    each = against_targets(list(target), list(target.values()), [round(value) for value in buyers])
    sides = _triangle(target, counted)
    apart = [name for name in ("execution", "selection", "persona") if name in sides and sides[name].differs]
    few = found.n < LEAST_BUYERS
    chance = (
        ""
        if few
        else f", {number(found.bits)} bits from the target where chance alone shows up to {number(found.null_95)}"
    )
    unread = counted["buyers"].unread
    untold = f" {unread:.0f} deals had buyers whose title cannot be read." if unread >= 1 else ""
    sentence = f"Those who bought in {found.n:.0f} deals{chance}: {_told(each)} (n = {found.n:.0f}).{_reading(apart, few)}{untold}"
    return Finding(
        id="customer_views_differ.personas",
        severity=Severity.WARNING if "persona" in apart or "execution" in apart else Severity.NOTE,
        answers_for=Team.BOTH if "selection" in apart or "persona" in apart else Team.MARKETING,
        sentence=sentence,
        evidence=(*_shares(each), *_sides(sides), *_groups(target, counted)),
        remedy=REMEDY,
        misleads=MISLEADS,
        grade=Grade.D if few else Grade.B if apart else Grade.C,
        records=counted["buyers"].records,
    )


def _told(each: tuple[Against, ...]) -> str:
    words = [
        f"{one.name.replace('_', ' ')} {one.verdict} at {percent(one.share.value)} ({percent(one.share.lo)} to {percent(one.share.hi)})"
        f" against {percent(one.target)}"
        for one in each
        if one.verdict != "can't tell"
    ]
    return listed(words) or "no persona is surely over or under its share"


def _reading(apart: Sequence[str], few: bool) -> str:
    if few:
        return f" Fewer than {LEAST_BUYERS} buyers: these are ranges, and no verdict."
    if {"execution", "persona"} <= set(apart) and "selection" not in apart:
        return (
            " Those who buy are like the leads handed over, and both are unlike the target: either marketing reaches others than it means"
            " to, or the target leaves out who buys."
        )
    if "execution" in apart:
        return " The leads handed over differ from the target already: that is execution, before anybody sold."
    if "selection" in apart:
        return " The leads handed over fit the target, the buyers do not: sales or the product selects others."
    return (
        " Neither the leads nor the way to the deal explain it: the personas themselves may be wrong." if apart else ""
    )


def _shares(each: tuple[Against, ...]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            one.name,
            f"Share of buyers who are {one.name.replace('_', ' ')}, against the target",
            "share",
            one.target,
            one.share.value,
            one.share,
            ends=("Target", "Value"),
        )
        for one in each
    )


def _sides(sides: Mapping[str, _Side]) -> tuple[Evidence, ...]:
    title = {
        "execution": "target and leads handed over",
        "selection": "leads handed over and buyers",
        "persona": "target and buyers",
    }
    return tuple(
        Evidence(name, f"Bits between {title[name]}, beyond chance ({p_value(side.p)})", "score", after=side.bits)
        for name, side in sides.items()
    )


def _groups(target: Mapping[str, float], counted: Mapping[str, People]) -> tuple[Evidence, ...]:
    """How each group is made up, in one sentence each."""
    told = []
    for group, title in GROUPS.items():
        total = sum(counted[group].counts.values())
        if total:
            parts = [
                f"{name.replace('_', ' ')} {percent(counted[group].counts.get(name, 0.0) / total)}" for name in target
            ]
            told.append(Evidence(group, f"{title} (n = {total:,.0f}): {', '.join(parts)}", "count", after=total))
    return tuple(told)


DIAGNOSIS = DiagnosisPart(
    name="customer_views_differ",
    title="Views of the customer differ",
    question="Do the people who buy look like the people you mean to reach?",
    answers_for=(Team.BOTH,),
    needs=("leads", "opportunities", "opportunity_versions", "contact_roles"),
    find=find,
    page=__doc__,
)
