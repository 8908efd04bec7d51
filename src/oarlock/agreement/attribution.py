"""Credit for deals: which touches may earn it, over what time, and under which models (METHODS 4)."""

from __future__ import annotations

from dataclasses import dataclass

from oarlock.agreement._settings import list_of, number, one_of, setting, text, truth

SCOPES = ("buying_group", "roles", "account", "broad")
MODELS = (
    "first", "person_balanced", "markov", "capture_adjusted", "last", "linear", "u_hubspot", "u_marketo", "w", "full_path", "j",
    "time_decay", "time_decay_cycle", "shapley",
)  # fmt: skip
"""Models by name; the first three are the ones shown beside each other before all others."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What may earn credit for a deal. Credit is a convention: it is bookkeeping, not an effect.

    Attributes:
        lookback_days: Days before a deal's end within which a touch counts; left out, twice the median cycle of deals won.
        half_life_days: Half-life of time decay. `time_decay_cycle` stands beside it with a quarter of the median cycle.
        scope: Whose touches count. roles: people in the deal's contact roles, and its lead. account: everyone of the account. broad: also
            of its parent, sister and daughter companies. buying_group: the narrowest of these that has a touch, deal by deal.
        models: Which models are told.
        sales_touches: Whether what sales did counts as channels of its own, such as "Sales call".
        ignored_kinds: Kinds of touch that earn nothing, such as mail that was sent and not answered; in any case of letters.
    """

    lookback_days: float | None = setting(None, number(0, 3650, above=True))
    half_life_days: float = setting(7.0, number(0, 3650, above=True))
    scope: str = setting("buying_group", one_of(*SCOPES))
    models: tuple[str, ...] = setting(MODELS, list_of(one_of(*MODELS)))
    sales_touches: bool = setting(False, truth)
    ignored_kinds: tuple[str, ...] = setting(
        ("sent", "email sent", "delivered", "email delivered", "bounced", "email bounced", "unsubscribed", "bot"),
        list_of(text),
    )
