"""The dials of the company: what its people decide day by day, one value per simulated day. A plant turns them; nothing else differs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.demo.arrays import Floats
from oarlock.demo.calendar import Calendar
from oarlock.demo.channels import AUDIENCES, CHANNELS, CREATING

SEGMENTS = ("smb", "mid_market", "enterprise")


@dataclass
class Dials:
    """Daily values, length `calendar.n_days`; 1.0 is usual where nothing else is said.

    Attributes:
        growth: Volume of everything, against the middle of the export. season: the time of year's effect on demand.
        create_money, capture_money: Marketing's money, against usual, before growth.
        broad_share: Share of creating campaigns' money aimed at audiences outside the profile.
        create_mix: Share of creating money by channel (days × creating channels). segment_mix: share of new accounts by segment.
        outbound: Prospecting by sales. mql_bar: score from which marketing passes a lead on, in points.
        routing_hours, reply_hours: Median working hours from qualified to assigned, and until the owner turns to a new lead unhurried.
        forgotten_share: Leads their owner never turns to. staffing: reps for inbound leads, against what the volume needs.
        early_appeal, late_appeal: Added to the log-odds of passing the two early and the two late stages of a deal.
        market: Added to the log-odds of passing every stage. cycle: length of every stage. revival: chance per day that a stalled deal is
            taken up again. joy: How content customers are.
        listening: Marketers who listen to calls, at_reviews: how often people of marketing come to pipeline reviews, believed_hours: what
            sales believes the response promise to be; each against usual.
        year_end_rush: Share of wins due in January that are pulled into December.
    """

    calendar: Calendar
    growth: Floats
    season: Floats
    create_money: Floats
    capture_money: Floats
    broad_share: Floats
    create_mix: Floats
    segment_mix: Floats
    outbound: Floats
    mql_bar: Floats
    routing_hours: Floats
    reply_hours: Floats
    forgotten_share: Floats
    staffing: Floats
    early_appeal: Floats
    late_appeal: Floats
    market: Floats
    cycle: Floats
    revival: Floats
    joy: Floats
    listening: Floats
    at_reviews: Floats
    believed_hours: Floats
    year_end_rush: float = 0.25
    source_rule_from: int | None = None
    early_deals_from: int | None = None
    """Days from which the *record* changes (who sourced a deal; when a deal is opened); None: never. Work goes on as before."""


SEASON = np.array([1.0, 1.03, 1.06, 1.02, 1.02, 1.02, 0.90, 0.86, 1.07, 1.08, 1.06, 0.84])
"""Demand by month: a quieter summer, a short December."""


def usual(calendar: Calendar, growth_per_quarter: float) -> Dials:
    """A healthy company that grows so much a quarter (0.04 is 4 %) in demand and staff alike."""
    n = calendar.n_days
    quarters = (np.arange(n) - (calendar.start_day + n) / 2) / 91.25
    mix = np.array([CHANNELS[k].per_day for k in CREATING])

    def at(value: float) -> Floats:
        return np.full(n, value, dtype=np.float64)

    return Dials(
        calendar=calendar, growth=at(1 + growth_per_quarter) ** quarters, season=SEASON[calendar.month - 1],
        create_money=at(1), capture_money=at(1), broad_share=at(AUDIENCES[1].of_money),
        create_mix=np.tile(mix / mix.sum(), (n, 1)), segment_mix=np.tile([0.50, 0.36, 0.14], (n, 1)),
        outbound=at(1), mql_bar=at(58), routing_hours=at(0.15), reply_hours=at(1.0), forgotten_share=at(0.04), staffing=at(1),
        early_appeal=at(0), late_appeal=at(0), market=at(0), cycle=at(1), revival=at(0.0004), joy=at(1),
        listening=at(1), at_reviews=at(1), believed_hours=at(1),
    )  # fmt: skip
