"""Plans as charts: leads by week, late leads by people, pay by attainment, two scenarios side by side, accounts for a test."""

from __future__ import annotations

from oarlock import words
from oarlock.measure.facts.pay import curve_of
from oarlock.plan.capacity import CapacityPlan
from oarlock.plan.goal import GoalPlan
from oarlock.plan.holdout import HoldoutPlan
from oarlock.plan.incentives import IncentivePlan
from oarlock.plan.scenario import ScenarioPlan
from oarlock.show.charts.theme import (
    TEAM_COLOURS,
    WIDE,
    Spec,
    chart,
    haloed,
    lookup,
    named,
    quantity,
    rounded_domain,
    rows,
    ticks_between,
)
from oarlock.show.charts.whiskers import GAP, Bar, whisker_bars
from oarlock.show.tokens import LIGHT
from oarlock.stats.result import Estimate

HEIGHT = 240
BESIDE = {"bookings": "bookings", "chance": "chance of the goal", "load": "load of people", "late": "answered too late"}
"""Numbers of two scenarios that are drawn, and what stands beside their bars."""
DASHES = ([1, 0], [7, 3], [2, 3], [10, 3, 2, 3])


def weekly_need(plan: GoalPlan, *, width: int = WIDE) -> Spec:
    """Leads needed in each week to come, and the present pace as a line; weeks whose leads come too late are shaded."""
    weeks = plan.needed.weeks
    told = [{"i": i, "leads": week.leads if week.useful else 0.0} for i, week in enumerate(weeks)]
    every = -(-len(weeks) // (16 if width >= WIDE else 5))
    labels = [f"{week.start.day} {week.start:%b}" if i % every == 0 else "" for i, week in enumerate(weeks)]
    _, high, _ = rounded_domain([0.0, plan.needed.pace, *(row["leads"] for row in told)], zero=True)
    axis = {
        "title": None,
        "grid": False,
        "values": list(range(len(weeks))),
        "labelExpr": lookup(labels),
        "labelOverlap": False,
    }
    end = max(len(weeks) - 0.3, 1)
    x = quantity("i", axis=axis, scale={"domain": [-0.7, end], "nice": False})
    y = quantity("leads", axis={"title": "Leads a week"}, scale={"domain": [0, high], "nice": False})
    now = {"i": end, "leads": plan.needed.pace, "word": f"now {words.count(round(plan.needed.pace))} a week"}
    bars = {"type": "bar", "size": max(4, round(0.6 * width / max(len(weeks), 1))), "color": LIGHT["marketing"]}
    word = {"align": "right", "dx": -4, "dy": -7, "color": LIGHT["ink"]}
    return chart(width, HEIGHT, [
        *_too_late([i for i, week in enumerate(weeks) if not week.useful], x, y, end, high),
        {"mark": bars, "data": rows(told), "encoding": {"x": x, "y": y}},
        {"mark": {"type": "rule", "color": LIGHT["ink"], "strokeDash": [5, 4]}, "data": rows([now]), "encoding": {"y": y}},
        *haloed(word, data=rows([now]), encoding={"x": x, "y": y, "text": {"field": "word"}}),
    ])  # fmt: skip


def _too_late(places: list[int], x: Spec, y: Spec, end: float, high: float) -> list[Spec]:
    """The weeks from which on no lead helps any more, named in the shade."""
    if not places:
        return []
    span = rows([{"i": min(places) - 0.5, "end": end, "leads": high, "word": ["too late", "to help"]}])
    ground = {"type": "rect", "color": LIGHT["tint"], "opacity": 0.6}
    text = {"type": "text", "align": "left", "baseline": "top", "dx": 6, "dy": 6}
    return [
        {"mark": ground, "data": span, "encoding": {"x": x, "x2": {"field": "end"}, "y": y, "y2": {"datum": 0}}},
        {"mark": text, "data": span, "encoding": {"x": x, "y": y, "text": {"field": "word"}}},
    ]


def staffing_curve(plan: CapacityPlan, *, width: int = WIDE) -> Spec:
    """Share of leads answered too late by number of people, with its range; the promise and the present team are marked."""
    told = [
        {"people": one.people, "late": one.late.value, "lo": one.late.lo, "hi": one.late.hi, "now": one.people == plan.outlook.people}
        for one in plan.curve
    ]  # fmt: skip
    counts = [one.people for one in plan.curve]
    x = quantity("people", axis={"title": "People who take leads", "grid": False, "values": counts, "format": "d"},
                 scale={"domain": [min(counts, default=0) - 0.5, max(counts, default=1) + 0.5], "nice": False, "zero": False})  # fmt: skip
    ticks = [0.0, 0.25, 0.5, 0.75, 1.0]
    axis = {
        "title": "Answered too late",
        "values": ticks,
        "labelExpr": lookup([words.percent(t) for t in ticks], "round(datum.value*4)"),
    }
    y = {"type": "quantitative", "axis": axis, "scale": {"domain": [0, 1], "nice": False}}
    allowed = 1 - plan.work.share
    late = {"x": x, "y": {**y, "field": "late"}}
    promise = {
        "people": max(counts, default=1) + 0.5,
        "late": allowed,
        "word": f"promised: at most {words.percent(allowed)}",
    }
    size = {"condition": {"test": "datum.now", "value": 160}, "value": 30}
    return chart(width, HEIGHT, [
        {"mark": {"type": "area", "opacity": 0.16, "color": LIGHT["sales"]}, "data": rows(told),
         "encoding": {"x": x, "y": {**y, "field": "lo"}, "y2": {"field": "hi"}}},
        {"mark": {"type": "line", "strokeWidth": 2, "color": LIGHT["sales"]}, "data": rows(told), "encoding": late},
        {"mark": {"type": "point", "filled": True, "color": LIGHT["sales"]}, "data": rows(told), "encoding": {**late, "size": size}},
        {"mark": {"type": "rule", "color": LIGHT["ink"], "strokeDash": [5, 4]}, "data": rows([{"late": allowed}]),
         "encoding": {"y": {**y, "field": "late"}}},
        *haloed({"align": "right", "dx": -4, "dy": -7, "color": LIGHT["ink"]},
                data=rows([promise]), encoding={**late, "text": {"field": "word"}}),
        *haloed({"align": "left", "dx": 8, "dy": -12, "color": LIGHT["ink"]}, data=rows([one for one in told if one["now"]]),
                encoding={**late, "text": {"value": "now"}}),
    ])  # fmt: skip


def payout_curves(plan: IncentivePlan, *, width: int = WIDE) -> Spec:
    """Pay by attainment, one line per part of the plan."""
    steps = [i / 50 for i in range(101)]
    told = [
        {"part": f"{team}: {one.pays_for}", "team": team, "at": at, "paid": float(curve_of(one).paid(at))}
        for team in plan.rewards.teams
        for one in plan.rewards.parts[team]
        for at in steps
    ]
    curves = [curve_of(one) for team in plan.rewards.teams for one in plan.rewards.parts[team]]
    _, high, step = rounded_domain([1.0, *(float(curve.paid(2.0)) for curve in curves)], zero=True)
    ticks, pays = [0.0, 0.5, 1.0, 1.5, 2.0], ticks_between(0.0, high, step)
    x = quantity("at", axis={"title": "Attainment of the goal", "grid": False, "values": ticks,
                             "labelExpr": lookup([words.percent(t) for t in ticks], "round(datum.value*2)")},
                 scale={"domain": [0, 2], "nice": False})  # fmt: skip
    axis = {
        "title": "Paid, of the bonus at goal",
        "values": pays,
        "labelExpr": lookup([words.percent(t) for t in pays], f"round(datum.value/{step})"),
    }
    y = quantity("paid", axis=axis, scale={"domain": [0, high], "nice": False})
    parts = list(dict.fromkeys((row["part"], row["team"]) for row in told))
    lines = [{"part": part, "team": team, "paid": high * (0.93 - 0.09 * i)} for i, (part, team) in enumerate(parts)]
    colour = named("team", legend=None, scale=TEAM_COLOURS)
    dashes = {"domain": [part for part, _ in parts], "range": [DASHES[i % len(DASHES)] for i in range(len(parts))]}
    line = {
        "x": x,
        "y": y,
        "color": colour,
        "detail": named("part"),
        "strokeDash": named("part", legend=None, scale=dashes),
    }
    stroke = {"type": "line", "strokeWidth": 2}
    return chart(width, HEIGHT, [
        {"mark": stroke, "data": rows(told), "encoding": line},
        {"mark": stroke, "data": rows([{**one, "at": at} for one in lines for at in (0.03, 0.17)]), "encoding": line},
        *haloed({"align": "left"}, data=rows([{**one, "at": 0.2} for one in lines]),
                encoding={"x": x, "y": y, "text": {"field": "part"}, "color": colour}),
    ])  # fmt: skip


def compared(plan: ScenarioPlan, *, currency: str = "EUR", width: int = WIDE) -> Spec:
    """Both scenarios by bookings, the goal's chance and the people's weeks; each pair on a scale of its own, shares up to the whole."""
    bars: list[Bar] = []
    for name, told in BESIDE.items():
        if (row := plan.row(name)) is not None:
            pair = ((plan.first.name, row.first), (plan.second.name, row.second))
            ends = [end for _, one in pair for end in (one.value, one.hi) if end is not None]
            scale = max(1.0, *ends) if row.unit == "share" else max(ends, default=0.0) or 1.0
            bars += [GAP] if bars else []
            bars += [
                _bar(title, one, scale, words.measured(one.value, row.unit, currency), told) for title, one in pair
            ]
    return whisker_bars(bars, width=width, top=1.0)


def accounts_needed(plan: HoldoutPlan, *, width: int = WIDE) -> Spec:
    """Accounts per group that it takes to see each rise, and those there are."""
    bars = [
        Bar(f"to see +{words.percent(rise)}", float(needed), None, None, words.money(needed, ""))
        for rise, needed in plan.needed.items()
        if needed is not None
    ]
    bars.append(Bar("there are", float(plan.sight.per_arm), None, None, words.money(plan.sight.per_arm, "")))
    return whisker_bars(bars, width=width)


def _bar(name: str, one: Estimate, scale: float, told: str, aside: str) -> Bar:
    value, lo, hi = (None if end is None else end / scale for end in (one.value, one.lo, one.hi))
    return Bar(name, value, lo, hi, told, aside)


def drawn(values: object, *, currency: str = "EUR", width: int = WIDE) -> Spec:
    """The chart of any plan's values."""
    if isinstance(values, GoalPlan):
        return weekly_need(values, width=width)
    if isinstance(values, CapacityPlan):
        return staffing_curve(values, width=width)
    if isinstance(values, IncentivePlan):
        return payout_curves(values, width=width)
    if isinstance(values, ScenarioPlan):
        return compared(values, currency=currency, width=width)
    if isinstance(values, HoldoutPlan):
        return accounts_needed(values, width=width)
    raise TypeError(f"There is no chart of {type(values).__name__}.")
