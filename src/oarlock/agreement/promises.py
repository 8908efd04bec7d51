"""Promises: what each team owes the other, and what happens as a deadline nears.

Hours are working hours of the owner's team; days are calendar days; shares lie between 0 and 1.
"""

# ruff: noqa: RUF009 - `setting` makes a field, and frozen values may be shared
from __future__ import annotations

from dataclasses import dataclass

from oarlock.agreement._settings import REQUIRED, list_of, many, number, one, one_of, rule, setting, text, whole
from oarlock.agreement.rules import Rule


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """One thing that happens while a promise waits to be kept.

    Attributes:
        at_share: The share of the promised time that has passed; 1 is the deadline.
        action: remind, alert or reassign.
        to: Who hears of it: owner, manager or team.
    """

    at_share: float = setting(REQUIRED, number(0, 100, above=True))
    action: str = setting(REQUIRED, one_of("remind", "alert", "reassign"))
    to: str = setting("owner", one_of("owner", "manager", "team"))


@dataclass(frozen=True, slots=True)
class FasterPromise:
    """A shorter promise for some leads.

    Attributes:
        name: Short name.
        when: Which leads, over the columns of leads.
        first_response_hours: Working hours within which a person responds.
        target_hours: What we aim for, in working hours; left out, the promise itself.
    """

    name: str = setting(REQUIRED, text)
    when: Rule = setting(REQUIRED, rule)
    first_response_hours: float = setting(REQUIRED, number(0, 1000, above=True))
    target_hours: float | None = setting(None, number(0, 1000, above=True))


SALES_STEPS = (
    EscalationStep(0.25, "remind", "owner"),
    EscalationStep(0.75, "remind", "owner"),
    EscalationStep(1.0, "alert", "manager"),
    EscalationStep(2.0, "reassign", "team"),
)
MARKETING_STEPS = (EscalationStep(1.0, "alert", "manager"),)


@dataclass(frozen=True, slots=True)
class SalesPromise:
    """What sales owes marketing for every lead handed over.

    Attributes:
        from_stage: The stage at which a lead is sales' to answer; its clock starts when it also has an owner.
        first_response_hours: Working hours within which a person first responds.
        share: The share of leads for which that must hold.
        attempts: How often a lead is tried before it is given up.
        attempt_days: Days within which these attempts are made.
        decision_days: Days within which a lead is accepted or rejected with a coded reason.
        escalation: What happens as the deadline nears and passes.
        faster: Shorter promises for some leads; the first whose rule holds counts.
    """

    from_stage: str = setting("mql", text)
    first_response_hours: float = setting(8.0, number(0, 1000, above=True))
    share: float = setting(0.90, number(0, 1, above=True))
    attempts: int = setting(6, whole(1, 100))
    attempt_days: float = setting(14.0, number(0, 365, above=True))
    decision_days: float = setting(14.0, number(0, 365, above=True))
    escalation: tuple[EscalationStep, ...] = setting(SALES_STEPS, many(EscalationStep))
    faster: tuple[FasterPromise, ...] = setting((), many(FasterPromise, by="name"))


@dataclass(frozen=True, slots=True)
class MarketingPromise:
    """What marketing owes sales.

    Attributes:
        counted_stage: The stage at which a lead counts as delivered.
        leads_per_month: Leads delivered each month; left out, nothing was promised.
        value: Pipeline those leads bring each month, in the reporting currency; left out, nothing was promised.
        on_profile_share: The share of them that fit the profile; left out, nothing was promised.
        complete_fields: Columns of a lead that are filled when it is handed over.
        complete_share: The share of leads for which all of them are.
        context: What a lead carries, so that the first call does not start from nothing: columns of leads, or touches.
        escalation: What happens when a promise is not kept.
    """

    counted_stage: str = setting("mql", text)
    leads_per_month: float | None = setting(None, number(0, above=True))
    value: float | None = setting(None, number(0, above=True))
    on_profile_share: float | None = setting(None, number(0, 1, above=True))
    complete_fields: tuple[str, ...] = setting(("email", "account_id", "source"), list_of(text))
    complete_share: float = setting(0.90, number(0, 1, above=True))
    context: tuple[str, ...] = setting(("source", "campaign_id", "touches"), list_of(text))
    escalation: tuple[EscalationStep, ...] = setting(MARKETING_STEPS, many(EscalationStep))


@dataclass(frozen=True, slots=True)
class Promises:
    """What the two teams owe each other.

    Attributes:
        sales: What sales owes marketing.
        marketing: What marketing owes sales.
    """

    sales: SalesPromise = setting(SalesPromise(), one(SalesPromise))
    marketing: MarketingPromise = setting(MarketingPromise(), one(MarketingPromise))
