"""What a team that is paid could do: the library of actions played through, with what the record says of them (METHODS 12.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock.measure.facts.scores import lost_below, wins_by_score

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


@dataclass(frozen=True, slots=True)
class Action:
    """Something a team could do, as factors on the five numbers of a quarter.

    Attributes:
        who: The team that can do it alone; both where it takes both. recorded: factor on the pipeline and losses that get logged.
        source: Where the factors come from: this record, or an assumption.
    """

    name: str
    who: str
    leads: float = 1.0
    deals: float = 1.0
    wins: float = 1.0
    size: float = 1.0
    recorded: float = 1.0
    source: str = "assumed"


def actions_of(ledger: Ledger, agreement: Agreement) -> tuple[Action, ...]:
    """The library (METHODS 12.2), with the record's own effects where scores tell which leads are worth less."""
    return library(_lowest(ledger, agreement))


def library(low: float | None) -> tuple[Action, ...]:
    """The actions; `low` is how the poorest leads are won, of what leads are on average: None takes half for granted."""
    worth = 0.5 if low is None else low
    source = "assumed" if low is None else "this record: wins by score"
    flood = (1 + 0.3 * worth) / 1.3
    return (
        Action("marketing brings 30% more leads of the poorest kind, and sales has less time for each", "marketing",
               leads=1.3, deals=flood, wins=0.9, source=f"{source}; less time: assumed"),
        Action("marketing brings 20% fewer leads that fit better", "marketing", leads=0.8, deals=1.35, source="assumed"),
        Action("sales works only the best 80% of leads", "sales", deals=1 - 0.2 * worth, source=source),
        Action("sales gives 15% off to win more", "sales", size=0.85, wins=1.125, source="assumed"),
        Action("sales opens only deals that look sure", "sales", deals=0.7, wins=1.3, source="assumed"),
        Action("sales stops logging deals it may lose", "sales", recorded=0.8, wins=0.97, source="assumed"),
        Action("both improve: 10% more leads, 10% more of them won", "both", leads=1.1, wins=1.1, source="assumed"),
    )  # fmt: skip


def _lowest(ledger: Ledger, agreement: Agreement) -> float | None:
    """How much worse the lowest fifth of leads by score is won than leads are on average; None where scores cannot tell."""
    rows = wins_by_score(ledger, agreement)
    found = lost_below(rows, 0.2)
    total, leads = sum(won for *_, won in rows), sum(n for _, n, _ in rows)
    if found is None or total < 30 or not leads:
        return None
    _, dropped, wins = found
    return min(1.0, (wins / total) / dropped)
