"""A chart with everything that must stand with it: its title, the sentence it shows, and its numbers as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from oarlock import words
from oarlock.diagnose.base import FAMILY_WORDS, Family, SeriesPoint, Slopes
from oarlock.show import charts
from oarlock.show.charts.trend import numbered_notes
from oarlock.show.view import Bridge, FunnelStep, ReportView
from oarlock.stats.result import Status


@dataclass(frozen=True, slots=True)
class Table:
    """Written cells under their headers; the first column names the row, all others are set flush right."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One chart.

    Attributes:
        name: Short and unique on the page. title: the measure and its base.
        sentence: What the picture says, read out in its place. draw: the spec for a width.
        notes: Numbered marks, for the list below.
    """

    name: str
    title: str
    sentence: str
    draw: Callable[[int], charts.Spec]
    table: Table
    notes: tuple[tuple[int, str], ...] = ()


def trend(slopes: Slopes, currency: str) -> Figure | None:
    """The trend pair, or None with fewer than two complete periods."""
    complete = [point for point in slopes.series if point.complete]
    if len(complete) < 2:
        return None
    return Figure(
        "trend",
        f"Trend, {words.period(complete[0].period)} = 100",
        f"Pipeline available to close {_grew(slopes.marketing.growth.value)}, bookings {_grew(slopes.bookings.growth.value)}, "
        f"{words.period(complete[0].period)} to {words.period(complete[-1].period)}.",
        lambda width: charts.trend_pair(slopes, width=width, currency=currency),
        Table(
            ("Quarter", "Pipeline available to close", "Bookings", "Bookings per pipeline"),
            tuple(_trend_row(point, currency) for point in slopes.series),
        ),
        tuple(numbered_notes(slopes)),
    )


def quadrant(view: ReportView, slopes: Slopes) -> Figure | None:
    """The quadrant, or None where there are no two trends to place."""
    growths = (("Pipeline", slopes.marketing.growth), ("Bookings", slopes.bookings.growth))
    if any(growth.value is None for _, growth in growths):
        return None
    return Figure(
        "quadrant",
        "Growth of pipeline and bookings, a quarter",
        " ".join(
            f"{name} {words.change(g.value)}, {words.change_range(g.lo, g.hi, level=g.level)}." for name, g in growths
        ),
        lambda width: charts.quadrant(slopes, width=width, flat_band=view.flat_band),
        Table(
            ("Family", "Of 100 resampled histories"),
            tuple(
                (_family(name), f"{share * 100:.0f}")
                for name, share in sorted(slopes.probabilities.items(), key=lambda item: -item[1])
            ),
        ),
    )


def funnel(steps: tuple[FunnelStep, ...], title: str) -> Figure | None:
    """The funnel as bars, or None without stages."""
    if not steps:
        return None
    known = [step for step in steps if step.share is not None and step.status is Status.OK]
    return Figure(
        "funnel",
        title,
        "; ".join(f"{step.stage} {words.percent(step.share)}" for step in known) + "."
        if known
        else "No share is known yet.",
        lambda width: charts.funnel(steps, width=width),
        Table(("Stage", "Leads", "Share", "90% range"), tuple(_funnel_row(step) for step in steps)),
    )


def bridge(flow: Bridge, currency: str) -> Figure:
    """The pipeline bridge: opening, what each kind of change did, closing."""
    bars = [(readable(bar.bucket), bar.amount) for bar in flow.bars]
    shares = [(name, words.exact_money(amount, currency)) for name, amount in bars]
    return Figure(
        "bridge",
        f"Open pipeline, {words.period(flow.period)}",
        f"Open pipeline went from {words.money(flow.opening, currency)} to {words.money(flow.closing, currency)}.",
        lambda width: charts.bridge(flow.opening, bars, flow.closing, currency=currency, width=width),
        Table(
            ("Change", "Amount"),
            (
                ("Opening", words.exact_money(flow.opening, currency)),
                *shares,
                ("Closing", words.exact_money(flow.closing, currency)),
            ),
        ),
    )


def _family(name: str) -> str:
    return FAMILY_WORDS[Family(name)] if name in set(Family) else name


def readable(code: str) -> str:
    """A code as a label: `pulled_in` is "Pulled in"; words stay as they are."""
    return code[:1].upper() + code[1:].replace("_", " ") if " " not in code else code


def _grew(growth: float | None) -> str:
    return "cannot be fitted" if growth is None else f"went {words.change(growth)}"


def _trend_row(point: SeriesPoint, currency: str) -> tuple[str, ...]:
    name = words.period(point.period) + ("" if point.complete else ", still running")
    share = point.bookings / point.marketing if point.marketing and point.bookings is not None else None
    return (
        name,
        words.exact_money(point.marketing, currency),
        words.exact_money(point.bookings, currency),
        words.percent(share),
    )


def _funnel_row(step: FunnelStep) -> tuple[str, ...]:
    if step.status is not Status.OK or step.share is None:
        return (step.stage, words.count(step.n), words.MISSING, step.reason or words.MISSING)
    ends = words.percent_range(step.lo, step.hi)
    return (step.stage, words.count(step.n), words.percent(step.share), words.bare(ends))
