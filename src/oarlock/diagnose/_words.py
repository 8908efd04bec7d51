"""What a coded loss reason speaks of, read from its words; used only where the agreement does not group it."""

from __future__ import annotations

import re

REASON_GROUPS = ("product", "market", "fit", "service", "other")
"""product: what we sell or how we pitch it; market: price, rivals, no decision; fit: no customer of ours; service: experience."""

PRODUCT, MARKET, FIT, SERVICE, OTHER = range(5)
UNSAID = len(REASON_GROUPS)
"""Where no reason is recorded."""

_WORDS = (
    (MARKET, "pric budget cost expens discount cheap compet incumbent rival no.?decision status.?quo postpon timing freeze econom fund "
             "dark market macro not.?now too.?early delayed"),
    (PRODUCT, "product feature function integrat missing gap capab technical usab secur demo pitch perform scal poc pilot trial require"),
    (FIT, "fit qualif segment profile size small region student wrong"),
    (SERVICE, "support service onboard experience reputation reference implementation trust"),
)  # fmt: skip


def reason_group(text: str) -> int:
    """Index into REASON_GROUPS; an unreadable or empty reason is "other", which speaks for nothing."""
    lowered = text.lower().replace("_", " ")
    for group, pattern in _WORDS:
        if any(re.search(word, lowered) for word in pattern.split()):
            return group
    return OTHER
