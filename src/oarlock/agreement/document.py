"""The agreement as one value: everything the two teams agreed, in one version."""

# ruff: noqa: RUF009 - `setting` makes a field, and frozen values may be shared
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from oarlock.agreement import channels as labels
from oarlock.agreement._settings import BAD, Place, day, many, named, one, one_of, read_as, rules, setting, whole
from oarlock.agreement.accounts import TOLD_OF_ACCOUNTS, Accounts
from oarlock.agreement.aims import Goal, Incentive
from oarlock.agreement.analysis import Analysis
from oarlock.agreement.attribution import Attribution
from oarlock.agreement.capacity import Capacity
from oarlock.agreement.company import Company
from oarlock.agreement.costs import CostSharing
from oarlock.agreement.hours import WorkingHours
from oarlock.agreement.market import Persona, Profile, Segment
from oarlock.agreement.pipeline import Pipeline
from oarlock.agreement.promises import MarketingPromise, Promises, SalesPromise
from oarlock.agreement.reasons import Reason
from oarlock.agreement.review import Review
from oarlock.agreement.rules import Rule
from oarlock.agreement.scoring import Scoring
from oarlock.agreement.signatures import SIDES, Signature
from oarlock.agreement.stages import Stage
from oarlock.agreement.survey import Survey
from oarlock.errors import Problem, nearest

SOURCE_RULES = ("recorded", "first_touch", "first_touch_before_sales")


def hours_by_team(place: Place, value: Any) -> Any:
    """Working hours by team; `default` holds for every team that has none of its own."""
    if not isinstance(value, Mapping):
        return place.refuse(f"expected tables, not {named(value)}.", "Write the hours of all as [hours.default].")
    read = {team: read_as(WorkingHours, place.at(team), table) for team, table in value.items()}
    found = {team: hours for team, hours in read.items() if hours is not None}
    return {"default": WorkingHours(), **found} if found else BAD


def profile(place: Place, value: Any) -> Any:
    """The rule inside [profile]."""
    found = read_as(Profile, place, value)
    return found.rule if found else BAD


@dataclass(frozen=True, slots=True)
class Agreement:
    """One version of what sales and marketing agreed.

    Attributes:
        version: Number of the version; a new one is one higher.
        in_force_from: First day on which it holds; left out, it holds for all the time before the next version.
        source_rule: Who sourced a deal: recorded (as the CRM says), first_touch, or first_touch_before_sales.
        signatures: Who agreed to this version.
        company: Who we are.
        hours: Working hours by team; `default` holds for every team that has none of its own.
        stages: The steps of a lead, in order.
        pipeline: Which deals count.
        profile: The rule of the ideal customer; left out, one is learnt from past outcomes and numbers that use it say so.
        segments: Parts of the market; a company belongs to the first whose rule it meets.
        accounts: Target accounts, engagement in one unit, and the stages of an account.
        personas: People we mean to reach.
        reasons: Reasons for turning a lead down.
        promises: What the two teams owe each other.
        channels: What each channel does, by pattern of its name: create, capture, outbound or partner.
        scoring: Points for what a lead is and did, and what a learnt score never looks at.
        goals: Aims for a period.
        incentives: What variable pay rests on.
        capacity: What handling a lead takes, what people have time for, and what an hour costs.
        costs: By what the teams' costs are shared out over channels.
        definitions: Each team's own rule for a good lead, and `shared`, the one they agreed on.
        review: When the teams meet over it.
        attribution: Which touches may earn credit for a deal, and under which models.
        survey: What both teams are asked without names.
        analysis: How the numbers are judged.
    """

    version: int = setting(1, whole(1))
    in_force_from: date | None = setting(None, day)
    source_rule: str = setting("recorded", one_of(*SOURCE_RULES))
    signatures: tuple[Signature, ...] = setting((), many(Signature))
    company: Company = setting(Company(), one(Company))
    hours: Mapping[str, WorkingHours] = setting({"default": WorkingHours()}, hours_by_team)
    stages: tuple[Stage, ...] = setting((), many(Stage, by="name"))
    pipeline: Pipeline = setting(Pipeline(), one(Pipeline))
    profile: Rule | None = setting(None, profile)
    segments: tuple[Segment, ...] = setting((), many(Segment, by="name"))
    accounts: Accounts = setting(Accounts(), one(Accounts))
    personas: tuple[Persona, ...] = setting((), many(Persona, by="name"))
    reasons: tuple[Reason, ...] = setting((), many(Reason, by="code"))
    promises: Promises = setting(Promises(), one(Promises))
    channels: Mapping[str, str] = setting({}, labels.channels)
    scoring: Scoring = setting(Scoring(), one(Scoring))
    goals: tuple[Goal, ...] = setting((), many(Goal))
    incentives: tuple[Incentive, ...] = setting((), many(Incentive))
    capacity: Capacity = setting(Capacity(), one(Capacity))
    costs: CostSharing = setting(CostSharing(), one(CostSharing))
    definitions: Mapping[str, Rule] = setting({}, rules)
    review: Review = setting(Review(), one(Review))
    attribution: Attribution = setting(Attribution(), one(Attribution))
    survey: Survey = setting(Survey(), one(Survey))
    analysis: Analysis = setting(Analysis(), one(Analysis))

    @property
    def sales(self) -> SalesPromise:
        """What sales owes marketing."""
        return self.promises.sales

    @property
    def marketing(self) -> MarketingPromise:
        """What marketing owes sales."""
        return self.promises.marketing

    @property
    def is_signed(self) -> bool:
        """Whether both sides agreed to this version."""
        return {signature.team for signature in self.signatures} == set(SIDES)

    def hours_of(self, team: str | None) -> WorkingHours:
        """The working hours of a team, or those of all where it has none of its own."""
        return self.hours.get(team or "default", self.hours["default"])

    def names_of(self, role: str) -> tuple[str, ...]:
        """Every name under which a stage of that role may stand in the record; the role's own name is always one."""
        names = [name for stage in self.stages if stage.role == role for name in stage.names]
        taken = {name for stage in self.stages if stage.role != role for name in stage.names}
        return tuple(dict.fromkeys([*([role] if role not in taken else []), *names]))

    def role_of(self, stage: str) -> str | None:
        """The canonical stage a stage of the record plays; None for one without a role and for one nobody knows."""
        found = self.stage(stage)
        return found.role if found else None

    def stage(self, name: str) -> Stage | None:
        """The stage of that name, in any of its spellings or by its role; None where the agreement does not know it."""
        named_so = next((stage for stage in self.stages if name in stage.names), None)
        return named_so or next((stage for stage in self.stages if stage.role == name), None)

    def purpose_of(self, channel: str | None) -> str | None:
        """What a channel does: create, capture, outbound or partner; None where nothing labels it."""
        return labels.purpose_of(channel, self.channels)

    def reason_of(self, reason: str | None) -> Reason | None:
        """The coded reason of that spelling, letters' case and hyphens aside; None where the agreement does not know it."""
        wanted = labels.spelling(reason or "")
        return next((one for one in self.reasons if wanted in map(labels.spelling, one.names)), None)

    def rules(self) -> Iterator[tuple[str, Rule]]:
        """Every rule with the path at which it stands."""
        if self.profile:
            yield "profile.rule", self.profile
        for stage in self.stages:
            if stage.entry:
                yield f"stages.{stage.name}.entry", stage.entry
        yield from ((f"accounts.stages.{stage.name}.rule", stage.rule) for stage in self.accounts.stages)
        for part, entries in (("segments", self.segments), ("personas", self.personas)):
            yield from ((f"{part}.{entry.name}.rule", entry.rule) for entry in entries)
        yield from ((f"scoring.traits.{trait.name}.when", trait.when) for trait in self.scoring.traits)
        yield from ((f"promises.sales.faster.{faster.name}.when", faster.when) for faster in self.sales.faster)
        yield from ((f"definitions.{team}", one) for team, one in self.definitions.items())

    def check(self, columns: Iterable[str], *, file: str = "agreement.toml") -> list[Problem]:
        """Problems of rules and of promised fields against the columns there are, attributes included; empty if none."""
        known = tuple(columns)
        told = (*known, *TOLD_OF_ACCOUNTS)
        problems = [
            problem
            for path, rule in self.rules()
            for problem in rule.check(told if path.startswith("accounts.") else known, where=f"{file}, {path}")
        ]
        where = f"{file}, promises.marketing.complete_fields"
        unknown = [name for name in self.marketing.complete_fields if name not in known]
        return problems + [
            Problem(where, f'there is no column "{name}".', nearest(name, known).strip()) for name in unknown
        ]
