"""Credit by channel under several models: exact sums that tie, with ranges, shares, and how sure the ranks are (METHODS 4.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from oarlock import words
from oarlock.agreement.attribution import MODELS
from oarlock.measure.base import Answered
from oarlock.measure.facts.chain import Chain
from oarlock.measure.facts.credit import BASE, NO_TOUCH, share_of
from oarlock.measure.statistics.folded_credit import unfolded
from oarlock.measure.statistics.resampled import SCALE, Sums, holding, ranges_of, sums_by_bucket, whole
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    import numpy as np

    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.measure.asking import Asked, Key

LEAST, ROBUST_AT = 30, 0.80
"""Converting journeys with a touch that a verdict on credit needs (METHODS 0.7)."""
COMPARED = ("first", "person_balanced", "markov")
"""Models shown beside each other: the three differ in what they believe."""
REPLICATES, FEWER, MANY_FRAMES = 1000, 400, 8
VALUE, SHARE, KNOWN, ROWS, UNKNOWN = range(5)


@dataclass(frozen=True)
class Credited:
    """Σ `value` by `model` and `channel`; `share` is the part of its deal that a row takes.

    Attributes:
        excluded: Why a deal has no value, in words.
        chain: The chain behind the rows of model `markov`, whose own uncertainty widens their range.
    """

    excluded: str
    chain: Callable[[Ledger, Agreement], Chain | None]
    additive: bool = True
    flows: bool = True
    views: Mapping[str, Sequence[str]] = field(default_factory=lambda: {"model": MODELS})

    def __call__(self, asked: Asked) -> Answered:
        """The credit of each model and channel, in every period and slice."""
        sums = unfolded(asked, self.chain) if share_of("first") in asked.table.columns else _sums(asked)
        if not sums.keys:
            return Answered({})
        first = len(asked.keys) - len(asked.slices)
        model, channel = (first + asked.slices.index(name) for name in ("model", "channel"))
        frames = list(_frames(sums, model, channel))
        found = self.chain(asked.ledger, asked.agreement)
        replicates = REPLICATES if len(frames) <= MANY_FRAMES else FEWER
        seed = asked.seed(sums.totals)
        told: dict[Key, Estimate] = {}
        also: dict[Key, dict[str, float]] = {}
        for frame in frames:
            estimates, further = frame.told(seed, replicates, found, asked.level, self.excluded)
            told |= estimates
            also |= further
        left_out = round(sum(frame.unknown for frame in frames))
        caveats = frames[0].says(also) if len(frames) == 1 else ()
        return Answered(told, {self.excluded: left_out} if left_out else {}, also=also, caveats=caveats)


def _sums(asked: Asked) -> Sums:
    """Sums of rows that each stand for one model."""
    return sums_by_bucket(
        asked,
        value=lambda t: whole(t.value).sum(),
        share=lambda t: whole(t.share).sum(),
        known=lambda t: t.value.count(),
        rows=lambda t: t.count(),
        unknown=lambda t: whole(t.share).sum(where=t.value.isnull()),
    )


@dataclass(frozen=True, eq=False)
class _Frame:
    """One period and slice: the sums of its models and channels.

    Attributes:
        places: Where the sums of (model, channel) stand, and the whole key.
    """

    places: Mapping[tuple[str, str], tuple[int, Key]]
    table: np.ndarray

    def told(
        self, seed: int, replicates: int, chain: Chain | None, level: float, excluded: str
    ) -> tuple[dict[Key, Estimate], dict[Key, dict[str, float]]]:
        """Estimates and further numbers by key."""
        draws = self._draws(seed, replicates, chain)
        totals = self.table.sum(axis=2)
        ranks = self._ranks(draws)
        touched = self._deals(lambda channel: channel != NO_TOUCH)
        whole_of = {name: self._sum(name, totals) for name in self.models}
        ends = ranges_of(draws, level)
        estimates, also = {}, {}
        for i, ((model, channel), (_, key)) in enumerate(self.places.items()):
            value, share, known, rows, _ = totals[i].tolist()
            estimates[key] = _estimate(value / SCALE, ends[i], int(known), int(rows), touched, level, excluded)
            told = {"conversions": share / SCALE}
            if whole_of[model]:
                told["share"] = value / whole_of[model]
            also[key] = told | (ranks.get(channel, {}) if model in COMPARED else {})
        return estimates, also

    def says(self, also: Mapping[Key, Mapping[str, float]]) -> tuple[str, ...]:
        """Which ranks hold over the models compared and resampled accounts, and which depend on the model."""
        told = {channel: also[key] for (model, channel), (_, key) in self.places.items() if "rank" in also[key]}
        if not told:
            return ()
        ranked = sorted(told, key=lambda channel: (told[channel]["rank"], channel))
        robust = [f"{name} ({told[name]['rank']:.0f})" for name in ranked if told[name]["rank_kept"] >= ROBUST_AT]
        open_ = [name for name in ranked if told[name]["rank_kept"] < ROBUST_AT]
        compared = " and ".join([", ".join(COMPARED[:-1]), COMPARED[-1]])
        return (
            f"Ranks that hold in at least {ROBUST_AT:.0%} of draws of {compared}: {', '.join(robust) or 'none'}."
            + (f" The rank depends on the model for {', '.join(open_)}." if open_ else ""),
        )

    @property
    def models(self) -> tuple[str, ...]:
        """Models of the frame."""
        return tuple(dict.fromkeys(model for model, _ in self.places))

    @property
    def unknown(self) -> float:
        """Deals whose amount is not known."""
        model = self.models[0]
        return sum(
            float(self.table[i, UNKNOWN].sum()) / SCALE for i, (name, _) in enumerate(self.places) if name == model
        )

    def _deals(self, which: Callable[[str], bool]) -> float:
        """Deals behind a model's channels, by the shares that sum to 1 for each; of the model with most of them."""
        sums = dict.fromkeys(self.models, 0.0)
        for i, (model, channel) in enumerate(self.places):
            if which(channel):
                sums[model] += float(self.table[i, SHARE].sum()) / SCALE
        return max(sums.values())

    def _sum(self, model: str, totals: np.ndarray) -> float:
        return float(sum(totals[i, VALUE] for i, (name, _) in enumerate(self.places) if name == model))

    def _draws(self, seed: int, replicates: int, chain: Chain | None) -> np.ndarray:
        """(replicates, rows) credit when accounts are drawn again; those of the chain also when it is drawn again."""
        import numpy as np

        from oarlock.stats.resample import bootstrap_sums

        drawn = bootstrap_sums(self.table[:, VALUE, :].T, seed=seed, replicates=replicates) / SCALE
        if chain is None or not len(chain.draws):
            return drawn
        again = chain.draws[np.arange(replicates) % len(chain.draws)]
        code = {name: i for i, name in enumerate(chain.channels)}
        for i, (model, channel) in enumerate(self.places):
            if model == "markov" and channel in code and chain.shares[code[channel]] > 0:
                drawn[:, i] *= again[:, code[channel]] / chain.shares[code[channel]]
        return drawn

    def _ranks(self, draws: np.ndarray) -> dict[str, dict[str, float]]:
        """By channel: its rank, how often it keeps it over draws of the models compared, and how far these are apart."""
        import numpy as np

        from oarlock.stats.attribution.ranks import ranked, spread

        channels = sorted({channel for _, channel in self.places} - {NO_TOUCH, BASE})
        models = [model for model in COMPARED if model in self.models]
        if len(models) < 2 or not channels:
            return {}
        at = {place: i for i, place in enumerate(self.places)}
        nothing = np.zeros(len(draws))
        parts = [
            np.column_stack([draws[:, at[model, c]] if (model, c) in at else nothing for c in channels])
            for model in models
        ]
        found = ranked(np.vstack(parts))
        whole = [
            float(draws[:, [i for (name, _), i in at.items() if name == model]].sum(axis=1).mean()) for model in models
        ]
        means = np.array([part.mean(axis=0) / max(total, 1e-12) for part, total in zip(parts, whole, strict=True)])
        apart = spread(means)
        return {
            channel: {"rank": float(found.rank[i]), "rank_kept": float(found.kept[i]), "spread": float(apart[i])}
            for i, channel in enumerate(channels)
        }


def _frames(sums: Sums, model: int, channel: int) -> Iterator[_Frame]:
    """The groups by everything but model and channel."""
    groups: dict[Key, dict[tuple[str, str], tuple[int, Key]]] = {}
    for i, key in enumerate(sums.keys):
        rest = tuple(value for place, value in enumerate(key) if place not in (model, channel))
        groups.setdefault(rest, {})[key[model], key[channel]] = (i, key)
    for places in groups.values():
        yield _Frame(places, sums.table[[i for i, _ in places.values()]])


def _estimate(
    value: float,
    ends: tuple[float, float],
    known: int,
    rows: int,
    touched: float,
    level: float,
    excluded: str,
) -> Estimate:
    method = "account bootstrap"
    if not known and rows:
        reason = f"of {words.counted(rows, 'deal')} none counts: {excluded}"
        return Estimate(None, n=rows, n_events=0, status=Status.INSUFFICIENT, method=method, reason=reason, level=level)
    few = round(touched) < LEAST
    return Estimate(
        value,
        *holding(value, ends),
        rows,
        known,
        Status.INSUFFICIENT if few else Status.OK,
        method,
        f"{words.counted(round(touched), 'deal')} with a touch behind the credit; a verdict needs {LEAST}"
        if few
        else "",
        level,
    )
