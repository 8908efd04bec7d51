"""What is found of reasons that shifted, and of reasons for wins beside those for losses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from oarlock.diagnose._losses import all_lost, all_won, lost, of_last_year
from oarlock.diagnose._reason_mix import Mix, Moved, reason_mix
from oarlock.diagnose.base import Evidence, Finding, Grade, Question, Severity, Team
from oarlock.stats.errorcontrol import FALSE_DISCOVERIES
from oarlock.words import change_range, counted, listed, money, p_value, percent, period, points

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

RECORDS, SHOWN, LEAST = 20, 3, 20
SURE = 0.01
"""Chance up to which a reason that rose is a warning; up to five in a hundred it is a note, as every quarter of every company is asked."""
REMEDY = {
    "risen": "Read the deals behind the reason that rose together, call three of their buyers, and agree what sales says and marketing "
    "sends from now on; look at the mix again after the next quarter.",
    "fallen": "Find out together whether buyers stopped giving the reason or sellers stopped choosing it: compare the list before "
    "and after, and read ten of the deals that would have carried it.",
    "another": "Read ten deals of the quarter together, and look at the mix again after the next one before anything is changed.",
    "beside_won": "Ask of every close, won or lost, what decided it; leave out of the messages what both sides of the line name alike.",
}
MISLEADS = (
    "A reason is the seller's view, and a new list of reasons, a new team or a new segment moves the mix without one buyer thinking "
    "otherwise. The shift goes with the quarter; it is not its cause."
)


def shifted(question: Question) -> tuple[Finding, ...]:
    """Whether the reasons of losses, and of wins, shifted from the quarters before; both tests are one family."""
    import numpy as np

    from oarlock.stats.errorcontrol import benjamini_hochberg

    ledger, agreement = question.ledger, question.agreement
    sides = {"lost": all_lost(ledger, agreement), "won": all_won(ledger, agreement)}
    found = {name: reason_mix(ledger, agreement, deals) for name, deals in sides.items() if deals is not None}
    mixes = {name: mix for name, mix in found.items() if mix is not None}
    if not mixes:
        return ()
    adjusted = benjamini_hochberg(np.array([mix.test.p for mix in mixes.values()])).tolist()
    told = [
        _shift(question, name, mix, p, sides[name])
        for (name, mix), p in zip(mixes.items(), adjusted, strict=True)
        if p <= FALSE_DISCOVERIES / 2
    ]
    return tuple(told)


def _shift(question: Question, name: str, mix: Mix, p: float, deals: Any) -> Finding:
    """A warning where a reason for losses surely rose; a note where it may be chance, wins say something else, or none stands out."""
    risen = [one for one in mix.moved if (one.change.value or 0.0) > 0]
    warns = name == "lost" and bool(risen) and p <= SURE
    records, worth = _behind(question, deals, mix, risen or mix.moved)
    sentence = f"{_told(name, mix, p)}.{worth}"
    return Finding(
        id=f"losses_unexplained.shifted.{name}",
        severity=Severity.WARNING if warns else Severity.NOTE,
        answers_for=Team.BOTH,
        sentence=sentence,
        evidence=tuple(_evidence(mix, one) for one in mix.moved),
        remedy=REMEDY["risen" if risen else "fallen" if mix.moved else "another"],
        misleads=MISLEADS,
        grade=Grade.B if mix.moved else Grade.C,
        records=records,
    )


def _told(name: str, mix: Mix, p: float) -> str:
    noun = "loss" if name == "lost" else "win"
    deals = counted(mix.n_now, f"{noun} with a reason", f"{noun}{'es' if noun == 'loss' else 's'} with a reason")
    late = f"in {listed([period(label) for label in mix.quarters])}"
    head = f"Why deals are {name} has shifted: of {deals} {late}, against {mix.n_base:,} in the quarters before"
    chance = f"{p_value(p)}, {mix.test.method}"
    if not mix.moved:
        return f"{head}, the mix is another ({chance}), though no single reason moved beyond what quarters differ by"
    return f"{head}, {listed([_moved(one) for one in mix.moved[: 2 * SHOWN]])} ({chance})"


def _moved(one: Moved) -> str:
    share = f'"{one.reason}" is {percent(one.now[0] / one.now[1])}, {percent(one.base[0] / one.base[1])} before'
    return f"{share} ({points(one.change.value)}, {change_range(one.change.lo, one.change.hi)})"


def _evidence(mix: Mix, one: Moved) -> Evidence:
    before, after = one.base[0] / one.base[1], one.now[0] / one.now[1]
    return Evidence(f"reason.{one.reason}", _moved(one), "share", before, after, one.change, mix.series[one.reason])


def _behind(question: Question, deals: Any, mix: Mix, moved: Sequence[Moved]) -> tuple[tuple[str, ...], str]:
    """The deals of late that say the reasons, the dearest first, and what they are worth, in words."""
    if not moved:
        return (), ""
    ledger, agreement = question.ledger, question.agreement
    rows = _between(agreement, deals, mix).filter(deals.says.isin([one.reason for one in moved]))
    order = [rows.amount.fill_null(0.0).desc(), rows.opportunity_id]
    records = ledger.rows(rows.order_by(order).limit(RECORDS).select("opportunity_id"))
    (sums,) = ledger.rows(rows.aggregate(n=rows.count(), amount=rows.amount.sum()))
    reasons = " or ".join(f'"{one.reason}"' for one in moved)
    worth = f" The {counted(sums['n'], 'deal')} that say {reasons} stood at {money(sums['amount'], agreement.company.reporting_currency)}."
    return tuple(row["opportunity_id"] for row in records), worth if sums["amount"] else ""


def _between(agreement: Agreement, deals: Any, mix: Mix) -> Any:
    import ibis

    from oarlock.agreement.calendar import starts_at

    opens, shuts = (
        ibis.literal(starts_at(day, agreement.company.time_zone).replace(tzinfo=None), type="timestamp")
        for day in mix.now
    )
    return deals.filter(deals.closed_at >= opens, deals.closed_at < shuts)


def beside_won(question: Question) -> tuple[Finding, ...]:
    """Reasons of losses that wins name about as often: what everybody speaks of decides nothing (METHODS 11.2, survivorship)."""
    ledger, agreement = question.ledger, question.agreement
    won = all_won(ledger, agreement)
    if won is None:
        return ()
    sides = [_said(ledger, rows) for rows in (lost(ledger, agreement), of_last_year(ledger, agreement, won))]
    if min(sum(side.values()) for side in sides) < LEAST:
        return ()
    top = [sorted(side, key=lambda name, of=side: (-of[name], name))[:SHOWN] for side in sides]  # type: ignore[misc]
    alike = [name for name in top[0] if _as_often(name, sides)]
    told = [
        listed([f'"{name}" ({_share(name, side)})' for name in names]) for names, side in zip(top, sides, strict=True)
    ]
    losses, wins = counted(sum(sides[0].values()), "loss", "losses"), counted(sum(sides[1].values()), "win")
    lead = f"In the last year {losses} say {told[0]}, {wins} {told[1]}"
    again = listed([f'"{name}" ({_share(name, sides[1])} of wins)' for name in alike])
    end = f"; {again} {'is' if len(alike) == 1 else 'are'} named by wins as often, and parts nothing" if alike else ""
    sentence = f"{lead}{end}."
    return (
        Finding(
            "losses_unexplained.beside_won",
            Severity.NOTE,
            Team.BOTH,
            sentence,
            remedy=REMEDY["beside_won"],
            misleads=MISLEADS,
        ),
    )


def _said(ledger: Ledger, deals: Any) -> Mapping[str, int]:
    from oarlock.agreement.channels import spelling

    counts: dict[str, int] = {}
    for row in ledger.rows(deals.filter(deals.says.notnull()).group_by("says").aggregate(n=lambda t: t.count())):
        name = spelling(row["says"])
        counts[name] = counts.get(name, 0) + row["n"]
    return counts


def _as_often(name: str, sides: Sequence[Mapping[str, int]]) -> bool:
    """Whether losses do not surely name it more often than wins that do name it."""
    from oarlock.stats.proportions import newcombe_difference

    if not sides[1].get(name):
        return False
    (k, n), (m, o) = ((side.get(name, 0), sum(side.values())) for side in sides)
    difference = newcombe_difference((k, n), (m, o))
    return difference.lo is not None and difference.lo <= 0


def _share(name: str, side: Mapping[str, int]) -> str:
    return percent(side.get(name, 0) / sum(side.values()))
