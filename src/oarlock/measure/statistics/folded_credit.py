"""Sums of credit by model, out of rows that each tell the shares of all models.

A deal has a few channels and many models: adding up a column for each model and telling the models apart afterwards costs a part of making
a row for every model first. Only values are drawn again by account, so only they are added up by bucket.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.credit import NO_TOUCH, RULES, share_of
from oarlock.measure.facts.places import tally
from oarlock.measure.statistics.resampled import BUCKETS, SCALE, Sums, sums_by_bucket, whole
from oarlock.measure.statistics.views import in_view

if TYPE_CHECKING:
    import numpy as np

    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.measure.asking import Asked, Key
    from oarlock.measure.facts.chain import Chain

MARKOV = "markov"
_KNOWN = "amount_known"
Telling = Callable[[Any], Any]


def unfolded(asked: Asked, chain: Callable[[Ledger, Agreement], Chain | None]) -> Sums:
    """Value, share, deals of known value, deals, and the share of deals of unknown value: of every group, model and channel with credit.

    Args:
        asked: Rows of `credited_at_once`, whose slice `model` is empty.
        chain: The chain whose shares split every touched deal under `markov`.
    """
    models = asked.agreement.attribution.models
    rules = [model for model in RULES if model in models]
    found = chain(asked.ledger, asked.agreement) if MARKOV in models else None
    split = {} if found is None else found.split
    added = _Added.of(asked, rules, split)
    told: dict[Key, np.ndarray] = {}
    for i, key in enumerate(added.keys):
        for model in rules:
            told[in_view(asked, key, "model", model)] = added.five(i, model)
    return _sorted(told | _chained(asked, added, split))


@dataclass(frozen=True, eq=False)
class _Added:
    """What the engine added up.

    Attributes:
        values: Per model (for the chain, per channel): (groups, BUCKETS) millionths.
        counts: Per quantity and model: (groups, 2) numbers, of deals whose amount is not known and of the others.
    """

    keys: tuple[Key, ...]
    values: Mapping[str, np.ndarray]
    counts: Mapping[str, np.ndarray]

    @classmethod
    def of(cls, asked: Asked, rules: list[str], split: Mapping[str, float]) -> _Added:
        """Two questions: values by account bucket, and everything else by whether the amount is known."""
        import numpy as np

        values = {model: _value(model) for model in rules}
        counts = {name: tell for model in rules for name, tell in _counts(model).items()}
        if split:
            values |= {
                MARKOV: _deals_value(1.0),
                **{f"chain_{i}": _deals_value(s) for i, s in enumerate(split.values())},
            }
            counts["deals"] = lambda t: tally(_is_deal(t))
        sums = sums_by_bucket(asked, **values)
        rows = asked.table.mutate(**{_KNOWN: asked.table.amount.notnull().ifelse(1, 0)})
        told = replace(asked, table=rows).grouped(_KNOWN, **{name: tell(rows) for name, tell in counts.items()})
        known = told.counts(_KNOWN)
        counted = {name: np.zeros((len(sums.keys), 2)) for name in counts}
        for name, table in counted.items():
            table[told.group, known] = told.filled(name)
        return cls(sums.keys, {name: sums.table[:, place] for place, name in enumerate(values)}, counted)

    def five(self, group: int, model: str) -> np.ndarray:
        """The five sums of a rule."""
        share, rows = self.counts[f"share_{model}"][group], self.counts[f"rows_{model}"][group]
        return _five(self.values[model][group], [share.sum(), rows[1], rows.sum(), share[0]])


def _value(model: str) -> Telling:
    return lambda t: whole(t.amount * t[share_of(model)]).sum()


def _counts(model: str) -> dict[str, Telling]:
    column = share_of(model)
    return {f"share_{model}": lambda t: whole(t[column]).sum(), f"rows_{model}": lambda t: tally(t[column] > 0)}


def _is_deal(t: Any) -> Any:
    """One row of every deal: one channel was its first, or none was recorded."""
    return t[share_of("first")] == 1


def _deals_value(share: float) -> Telling:
    return lambda t: whole(t.amount * share).sum(where=_is_deal(t))


def _chained(asked: Asked, added: _Added, split: Mapping[str, float]) -> dict[Key, np.ndarray]:
    """The five sums of `markov`: touched deals, whatever channel was first, are split by the chain; the others stay where they are."""
    if not split:
        return {}
    place = len(asked.keys) - len(asked.slices) + asked.slices.index("channel")
    told: dict[Key, np.ndarray] = {}
    for i, key in enumerate(added.keys):
        own = in_view(asked, key, "model", MARKOV)
        unknown, known = added.counts["deals"][i].tolist()
        shares = (
            {NO_TOUCH: (MARKOV, 1.0)}
            if key[place] == NO_TOUCH
            else {channel: (f"chain_{n}", share) for n, (channel, share) in enumerate(split.items())}
        )
        for channel, (name, share) in shares.items():
            part, deals = round(share * SCALE), known + unknown
            five = _five(added.values[name][i], [part * deals, known, deals, part * unknown])
            target = in_view(asked, own, "channel", channel)
            told[target] = told[target] + five if target in told else five
    return told


def _five(value: np.ndarray, numbers: list[float]) -> np.ndarray:
    """(5, BUCKETS): the value by account bucket; the others are never drawn again, and stand in the first bucket."""
    import numpy as np

    table = np.zeros((5, BUCKETS))
    table[0], table[1:, 0] = value, numbers
    return table


def _sorted(told: Mapping[Key, np.ndarray]) -> Sums:
    """Sums of what has a deal, by their keys, gaps first: in the order in which the engine would tell them."""
    import numpy as np

    there = {key: table for key, table in told.items() if table[3, 0] > 0}
    keys = sorted(there, key=lambda key: tuple((value is not None, value) for value in key))
    return Sums(tuple(keys), np.array([there[key] for key in keys]).reshape(len(keys), 5, BUCKETS))
