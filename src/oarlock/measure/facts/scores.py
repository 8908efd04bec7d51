"""What leads of each score became: leads and wins by whole score, of leads old enough to have been won."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.funnel import funnel_facts, walked
from oarlock.measure.facts.places import tally

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

OLDEST, YOUNGEST = timedelta(days=910), timedelta(days=180)


def wins_by_score(ledger: Ledger, agreement: Agreement) -> list[tuple[float, int, int]]:
    """(score, leads, wins), lowest score first, of leads that were handed over half a year to two and a half years ago."""
    leads = funnel_facts(ledger, agreement)
    at = ledger.as_of.replace(tzinfo=None)
    kept = leads.filter(leads.created_at >= _instant(at - OLDEST), leads.created_at < _instant(at - YOUNGEST))
    if "mql" in walked(ledger, agreement):
        kept = kept.filter(kept.mql_at.notnull())
    scores = ledger.table("leads").select("score", _scored="lead_id")
    joined = kept.inner_join(scores, kept.lead_id == scores["_scored"])
    joined = joined.filter(joined.score.notnull()).mutate(whole=joined.score.round().cast("int64"))
    told = (
        joined.group_by("whole").aggregate(n=joined.count(), won=tally(joined.customer_at.notnull())).order_by("whole")
    )
    return [(float(row["whole"]), int(row["n"]), int(row["won"])) for row in ledger.rows(told)]


def lost_below(rows: list[tuple[float, int, int]], share: float) -> tuple[float, float, int] | None:
    """Dropping about `share` of leads from below: (threshold, share of leads dropped, wins among them); None without a grade of scores."""
    leads, dropped, wins = sum(n for _, n, _ in rows), 0, 0
    for place, (_, n, won) in enumerate(rows[:-1]):
        dropped, wins = dropped + n, wins + won
        if dropped >= share * leads:
            return rows[place + 1][0], dropped / leads, wins
    return None


def _instant(at: Any) -> Any:
    import ibis

    return ibis.literal(at, type="timestamp")
