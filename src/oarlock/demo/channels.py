"""Where leads come from: each channel's volume, whom it reaches, and how ready to buy they are."""

from __future__ import annotations

from dataclasses import dataclass

PROFILE_INDUSTRIES = ("Software", "Fintech", "Healthcare", "Logistics")
OTHER_INDUSTRIES = ("Retail", "Education", "Construction", "Hospitality", "Public Sector")
PROFILE_RULE = "employees between 50 and 5000 and industry in ('Software', 'Fintech', 'Healthcare', 'Logistics')"
"""The ideal customer profile the simulated company would sign."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel.

    Attributes:
        purpose: create, capture, outbound or partner. sourced_by: whom a deal from it is credited to.
        per_day: Leads on a usual day at size S in the middle of the export.
        on_profile: Share of its leads inside the profile; creating channels have two audiences instead (see `AUDIENCES`).
        intent: How much readier to buy than average, in standard deviations.
        money: Usually spent per lead, in the reporting currency; 0 for channels that cost nothing.
    """

    name: str
    purpose: str
    sourced_by: str
    per_day: float
    on_profile: float
    intent: float
    money: float


# The creating channels convert alike, so that a shift among them changes nothing but the mix.
CHANNELS = (
    Channel("Content", "create", "marketing", 7.4, 0, 0.0, 110),
    Channel("Webinar", "create", "marketing", 5.3, 0, 0.0, 110),
    Channel("Event", "create", "marketing", 3.3, 0, 0.0, 110),
    Channel("Paid Social", "create", "marketing", 5.7, 0, 0.0, 110),
    Channel("Review Sites", "capture", "marketing", 3.6, 0.62, 0.45, 30),
    Channel("Brand Search", "capture", "marketing", 2.9, 0.62, 0.45, 90),
    Channel("Retargeting", "capture", "marketing", 2.0, 0.62, 0.45, 90),
    Channel("Direct", "capture", "marketing", 2.6, 0.62, 0.45, 0),
    Channel("Partner", "partner", "partner", 1.3, 0.70, 0.9, 60),
    Channel("Referral", "create", "customer", 3.2, 0.78, 1.3, 0),
    Channel("Outbound", "outbound", "sales", 8.6, 0.84, 0.0, 0),
)
NAMES = tuple(channel.name for channel in CHANNELS)
CREATING = tuple(k for k, c in enumerate(CHANNELS) if c.purpose == "create" and c.sourced_by == "marketing")
CAPTURING = tuple(k for k, c in enumerate(CHANNELS) if c.purpose == "capture")
PARTNER, REFERRAL, OUTBOUND = (NAMES.index(name) for name in ("Partner", "Referral", "Outbound"))


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a creating campaign is aimed at: its share inside the profile, and its usual shares of leads and of money."""

    name: str
    on_profile: float
    of_leads: float
    of_money: float


AUDIENCES = (Audience("Core", 0.85, 0.72, 0.74), Audience("Broad", 0.12, 0.28, 0.26))
"""Leads of broad campaigns are a little cheaper; they are so for a reason."""
