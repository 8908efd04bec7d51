"""Learns an ideal customer profile where the agreement states none: a readable rule over size and industry from past outcomes.

Only outcomes before the window under study teach it, because a profile drawn with the answers in sight flatters every number that uses it
(METHODS 1.10, H1). What it finds is a proposal: two teams accept or edit it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from oarlock.agreement.calendar import Period, complete_periods, period_of, starts_at
from oarlock.agreement.rules import Rule
from oarlock.measure.facts.deals import CLOSED, deal_histories
from oarlock.measure.facts.leads import lead_outcomes
from oarlock.measure.facts.local import local_of
from oarlock.measure.facts.places import chosen, kept, kept_name, remembered
from oarlock.measure.facts.sourcing import channel_purposes
from oarlock.measure.facts.stages import lead_stages, role_names
from oarlock.measure.subgroup import Cell, Subgroup, best_subgroup

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

LEAST_EACH = 30
"""Successes, and failures, below which nothing is learnt."""
RIPE_DAYS = 60
"""Days a lead is given to become a deal before it teaches."""
LEAST_FILLED = 0.6
"""Part of the deals that must have a size, and an industry, for a rule over it."""
EDGES: Mapping[str, tuple[int, ...]] = {
    "employees": (0, 11, 51, 101, 201, 501, 1001, 5001),
    "annual_revenue": (0, 1_000_000, 5_000_000, 20_000_000, 50_000_000, 200_000_000, 1_000_000_000),
}
"""Lower ends of the bands of size that a rule may name, in people and in currency units."""
KINDS = ("industry", "country")


@dataclass(frozen=True)
class LearntProfile:
    """What was learnt.

    Attributes:
        rule: The profile, or None where nothing could be learnt.
        sentence: For people: what, from what, and how to accept it, or which number is missing.
        inside, outside: (won, decided) deals on and off the profile.
        learnt_before: Deals decided before this day taught it.
        missing: How many more wins or losses are needed; 0 where that is not what is missing.
    """

    rule: Rule | None
    sentence: str
    inside: tuple[int, int] = (0, 0)
    outside: tuple[int, int] = (0, 0)
    learnt_before: date | None = None
    missing: int = 0


def learnt_profile(ledger: Ledger, agreement: Agreement, *, before: date | None = None) -> LearntProfile:
    """The profile that past outcomes suggest.

    Args:
        before: First day of the window under study; deals decided earlier teach. None takes the window of the agreement's analysis, or,
            where the record does not reach so far back, the first `profile_quarters` quarters of the record.
    """
    name = kept_name("learnt_profile", agreement, before)
    return remembered(ledger, name, lambda: _learnt(ledger, agreement, before))


def _learnt(ledger: Ledger, agreement: Agreement, before: date | None) -> LearntProfile:
    if ledger.is_empty("opportunity_versions") or ledger.is_empty("accounts"):
        return LearntProfile(
            None,
            "No ideal customer profile: none is stated, and none can be learnt without accounts and decided deals.",
        )
    day = before or _cut(ledger, agreement)
    if day is None:
        return LearntProfile(
            None, "No ideal customer profile: none is stated, and no deal was decided yet to learn one from."
        )
    deals = _decided(ledger, agreement, day)
    size, kind = _columns(ledger, deals)
    if size is None and kind is None:
        return LearntProfile(
            None,
            "No ideal customer profile: too few accounts have a size or an industry to learn one.",
            learnt_before=day,
        )
    cells = _cells(ledger, deals, size, kind)
    won, decided = sum(cell.won for cell in cells), sum(cell.decided for cell in cells)
    missing = max(LEAST_EACH - won, LEAST_EACH - (decided - won), 0)
    if missing:
        return LearntProfile(None, _too_few(won, decided, missing, day), learnt_before=day, missing=missing)
    found = best_subgroup(cells)
    if found is None:
        sentence = (
            f"No ideal customer profile: of {decided:,} outcomes before {day}, no kind of company clearly did better."
        )
        return LearntProfile(None, sentence, learnt_before=day)
    text = _rule_text(found, size, kind)
    return LearntProfile(
        Rule(text), _told(text, found, day, ledger, agreement, before), found.inside, found.outside, day
    )


def _cut(ledger: Ledger, agreement: Agreement) -> date | None:
    """The day before which outcomes teach."""
    # A record that begins with the deals open on its first day knows their creation long before; it begins with its first decision.
    deals = deal_histories(ledger, agreement)
    (row,) = ledger.rows(deals.filter(deals.status.isin(CLOSED)).aggregate(first=deals.closed_at.min()))
    if row["first"] is None:
        return None
    company, analysis = agreement.company, agreement.analysis
    first, today = (local_of(at, company.time_zone).date() for at in (row["first"], ledger.as_of))
    quarters = complete_periods(
        _quarter(first, company.fiscal_year_start_month).start, today, "quarter", company.fiscal_year_start_month
    )
    if len(quarters) > analysis.window_quarters:
        window = quarters[-analysis.window_quarters].start
        if _enough(ledger, agreement, window):
            return window
    teaching = quarters[: analysis.profile_quarters]
    return teaching[-1].end if teaching else _quarter(today, company.fiscal_year_start_month).start


def _quarter(day: date, fiscal_start_month: int) -> Period:
    return period_of(day, "quarter", fiscal_start_month)


def _enough(ledger: Ledger, agreement: Agreement, day: date) -> bool:
    units = _decided(ledger, agreement, day)
    (row,) = ledger.rows(units.aggregate(won=units.won.sum(), decided=units.n.sum()))
    won, decided = int(row["won"] or 0), int(row["decided"] or 0)
    return min(won, decided - won) >= LEAST_EACH


def _decided(ledger: Ledger, agreement: Agreement, day: date) -> Any:
    """What became of leads, or of deals where few leads lead to one, before a day, counted by what a rule may read of their account.

    Leads teach more than deals: there are many more of them, and who never became a deal is half of the answer. A lead is counted
    once it has had RIPE_DAYS; it is won when it had become a deal by then.

    Returns:
        Columns n and won, one band for each of EDGES, KINDS, and of how many of the n each of EDGES is known.
    """
    rules = (day, role_names(agreement), dict(agreement.channels), agreement.company.time_zone)
    leads = kept(
        ledger, kept_name("lead_lessons", *rules), lambda: _lessons(ledger, _lead_outcomes(ledger, agreement, day))
    )
    (row,) = ledger.rows(leads.aggregate(won=leads.won.sum(), n=leads.n.sum()))
    if (row["won"] or 0) >= 2 * LEAST_EACH and row["n"] > row["won"]:
        lessons = leads
    else:
        lessons = kept(
            ledger, kept_name("deal_lessons", *rules), lambda: _lessons(ledger, _deal_outcomes(ledger, agreement, day))
        )
    return lessons.filter(lessons.has_account)


def _lessons(ledger: Ledger, units: Any) -> Any:
    """The units counted: a few thousand rows at most, whatever the size of the ledger."""
    accounts = ledger.table("accounts").select(*EDGES, *KINDS, _account="account_id")
    joined = units.left_join(accounts, units.account_id == accounts["_account"])
    told = joined.select(
        "won", *EDGES, *KINDS,
        has_account=joined["_account"].notnull(),
        **{f"{name}_band": _band(joined[name], name) for name in EDGES},
    )  # fmt: skip
    return told.group_by("has_account", *(f"{name}_band" for name in EDGES), *KINDS).aggregate(
        n=told.count(), won=told.won.sum(), **{f"n_{name}": told[name].count() for name in EDGES}
    )


def _band(value: Any, name: str) -> Any:
    """Position of the value among the EDGES of that name; null below the first."""
    import ibis

    from oarlock.ledger.tables import MONEY_SCALE

    scale = MONEY_SCALE if name == "annual_revenue" else 1
    return ibis.cases(*((value >= edge * scale, i) for i, edge in reversed(list(enumerate(EDGES[name])))))


def _lead_outcomes(ledger: Ledger, agreement: Agreement, day: date) -> Any:
    """Handed-over leads that had RIPE_DAYS before the day: account_id, won. Not kept: only the counts of it are needed."""
    import ibis

    stages = lead_stages(ledger, agreement).select("mql_at", staged_at="opportunity_at", _staged="lead_id")
    deals = lead_outcomes(ledger, agreement).select("_dealt", "opened_at")
    leads = ledger.table("leads").select("lead_id", "account_id", "created_at", "source")
    leads = leads.filter(leads.account_id.notnull(), leads.created_at < _ripe(agreement, day))
    purpose = chosen(leads.source, channel_purposes(ledger, "leads", "source", agreement))
    leads = leads.filter(ibis.coalesce(purpose, "") != "outbound")
    joined = leads.left_join(stages, leads.lead_id == stages["_staged"])
    joined = joined.left_join(deals, joined.lead_id == deals["_dealt"])
    began, dealt = ibis.coalesce(joined.mql_at, joined.created_at), ibis.coalesce(joined.staged_at, joined.opened_at)
    in_time = dealt.notnull() & (dealt.delta(began, unit="day") <= RIPE_DAYS)
    return joined.filter(began < _ripe(agreement, day)).select("account_id", won=in_time.ifelse(1, 0))


def _ripe(agreement: Agreement, day: date) -> datetime:
    return starts_at(day, agreement.company.time_zone).replace(tzinfo=None) - timedelta(days=RIPE_DAYS)


def _deal_outcomes(ledger: Ledger, agreement: Agreement, day: date) -> Any:
    history = deal_histories(ledger, agreement).select("status", "closed_at", _deal="opportunity_id")
    deals = ledger.table("opportunities").select("opportunity_id", "account_id")
    deals = deals.inner_join(history, deals.opportunity_id == history["_deal"])
    until = starts_at(day, agreement.company.time_zone).replace(tzinfo=None)
    deals = deals.filter(deals.status.isin(CLOSED), deals.closed_at < until, deals.account_id.notnull())
    return deals.select("account_id", won=(deals.status == "won").ifelse(1, 0))


def _columns(ledger: Ledger, lessons: Any) -> tuple[str | None, str | None]:
    """Which column tells the size and which the kind of company, where enough deals have it."""
    known = {name: lessons[f"n_{name}"].sum() for name in EDGES}
    known |= {name: lessons.n.sum(where=lessons[name].notnull()) for name in KINDS}
    (row,) = ledger.rows(lessons.aggregate(n=lessons.n.sum(), **known))
    filled = [name for name in known if row["n"] and (row[name] or 0) >= LEAST_FILLED * row["n"]]
    return next((name for name in EDGES if name in filled), None), next(
        (name for name in KINDS if name in filled), None
    )


def _cells(ledger: Ledger, lessons: Any, size: str | None, kind: str | None) -> list[Cell]:
    """Won and decided deals by band of size and kind; deals without either are left out, as the rule could not tell them."""
    import ibis

    told = lessons.select(
        "won", "n",
        band=lessons[f"{size}_band"] if size else ibis.literal(0),
        named=lessons[kind] if kind else ibis.literal(""),
    )  # fmt: skip
    told = told.filter(told.band.notnull(), told.named.notnull())
    counts = told.group_by("band", "named").aggregate(won=told.won.sum(), decided=told.n.sum())
    return [
        Cell(int(r["band"]), r["named"], int(r["won"]), int(r["decided"]))
        for r in ledger.rows(counts.order_by("band", "named"))
    ]


def _rule_text(found: Subgroup, size: str | None, kind: str | None) -> str:
    parts = []
    if size is not None and found.bands is not None:
        first, last = found.bands
        edges = EDGES[size]
        low, high = edges[first], edges[last + 1] - 1 if last + 1 < len(edges) else None
        if high is None:
            parts.append(f"{size} >= {low}")
        else:
            parts.append(f"{size} between {low} and {high}" if low else f"{size} <= {high}")
    if kind is not None and found.kinds is not None:
        names = ", ".join("'" + name.replace("'", "''") + "'" for name in found.kinds)
        parts.append(f"{kind} in ({names})")
    return " and ".join(parts)


def _too_few(won: int, decided: int, missing: int, day: date) -> str:
    return (
        f"No ideal customer profile: none is stated, and {won} good and {decided - won} bad outcomes before {day} are too few to learn one"
        f" ({LEAST_EACH} of each are needed, {missing} more)."
    )


def _told(text: str, found: Subgroup, day: date, ledger: Ledger, agreement: Agreement, before: date | None) -> str:
    (k, n), (j, m) = found.inside, found.outside
    sentence = f"learnt from {n + m:,} outcomes before {day}: {text} ({k:,} of {n:,} came to something; of others {j:,} of {m:,})"
    window = agreement.analysis.window_quarters
    today = local_of(ledger.as_of, agreement.company.time_zone).date()
    quarters = complete_periods(day, today, "quarter", agreement.company.fiscal_year_start_month)
    if before is None and len(quarters) < window:
        sentence += "; the record is too short to keep these quarters out of the window under study"
    return sentence + ". Write it under [profile] in agreement.toml to accept it, or write your own there."
