"""Attributed revenue: what was won, split over the channels that touched its buyers, under every model beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.crediting import credit_metric, credited

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per won deal, model and channel with what the model gives it, when the deal was won."""
    return credited(ledger, agreement)


METRIC = credit_metric(
    name="attributed_revenue",
    title="Attributed revenue",
    question="Which channels touched the buyers of what was won, and how is its worth split over them by each convention?",
    formula=(
        "won amount × the share that a model gives a channel's touches of the deal's buying group inside the look-back; shares of a"
        " deal sum to 1. markov: won amount × a channel's removal effect ÷ the sum of all, a journey that converts weighed by the mean won"
        " amount after its last channel. capture_adjusted: person_balanced, with credit"
        " of capture touches passed to the creation before them, else to base demand. Beside each: its share; its rank, how often that"
        " rank holds over first, person_balanced and markov and over resampled accounts, and how far these three are apart"
    ),
    grain="one won deal, split over channels",
    cohort="closed_at",
    observe=observe,
    misleads=(
        "A channel that is present is not a channel that made the deal: brand search and direct stand near every end and always look good."
        " Where models disagree, no decimal settles it; a test does."
    ),
)
