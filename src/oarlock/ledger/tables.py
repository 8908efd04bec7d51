"""The ledger's tables: what a row of each is, its columns, its key, and the instant at which it happened.

This is the contract for imports, connectors, metrics and SQL users. Conventions, once for all tables: ids and text are UTF-8; instants are
UTC; days are calendar days; money is an integer number of millionths of the currency unit inside and a decimal at the edges (a
millionth, because advertising systems bill in millionths, and a sum of rounded cents is not the sum). Intervals are half-open.

Every table also carries `source` (which system said so), `known_at` (when we learnt it) and `deleted_at` (when it vanished there,
or empty). Columns a file brings beyond these are kept as text attributes under their own names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What a column holds, and so how it is read, stored and compared."""

    ID = "id"
    TEXT = "text"
    INSTANT = "instant"
    DAY = "day"
    MONEY = "money"
    NUMBER = "number"
    COUNT = "count"
    TRUTH = "truth"


STORED_AS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.ID: "VARCHAR",
        Kind.TEXT: "VARCHAR",
        Kind.INSTANT: "TIMESTAMP",
        Kind.DAY: "DATE",
        Kind.MONEY: "BIGINT",
        Kind.NUMBER: "DOUBLE",
        Kind.COUNT: "BIGINT",
        Kind.TRUTH: "BOOLEAN",
    }
)
"""The DuckDB type of each kind. Instants are naive UTC microseconds, so that all engines agree."""

MONEY_SCALE = 1_000_000
"""Stored integer units per currency unit."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `required` means a row without it is refused at import.

    Attributes:
        negative: Whether the amount or number may be below zero.
        words: Words that numbers rest on; in any case of letters, with spaces or hyphens, they are taken as these.
        closed: Whether it should hold no others.
    """

    name: str
    kind: Kind
    required: bool = False
    negative: bool = False
    words: tuple[str, ...] = ()
    closed: bool = False


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table of the ledger.

    Attributes:
        key: Columns that identify a row; a later row with the same key replaces what we believed, and the earlier is kept as history.
        happened: The column with the instant or day at which the row became true, or None for a table without one.
            A row is invisible before it; where a file says nothing of `known_at`, it also is the first `known_at`.
    """

    name: str
    grain: str
    key: tuple[str, ...]
    happened: str | None
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column | None:
        """The column of that name, or None where it is an attribute or unknown."""
        return next((c for c in self.columns if c.name == name), None)

    @property
    def spans(self) -> tuple[tuple[str, str], ...]:
        """Pairs of columns of which the second must not lie before the first."""
        return tuple(pair for pair in _SPANS if all(self.column(name) for name in pair))


BOOKKEEPING = (
    Column("source_system", Kind.TEXT),
    Column("known_at", Kind.INSTANT),
    Column("deleted_at", Kind.INSTANT),
)
"""Columns every table carries beside its own. The system is called `source_system` inside because leads and opportunities have a
`source` of their own; a file's header `source` means the channel there and the system everywhere else."""

_KINDS = {
    "id": Kind.ID, "text": Kind.TEXT, "at": Kind.INSTANT, "on": Kind.DAY, "money": Kind.MONEY, "number": Kind.NUMBER,
    "count": Kind.COUNT, "truth": Kind.TRUTH,
}  # fmt: skip


_SPANS = (("period_start", "period_end"), ("starts_at", "ends_at"), ("started_on", "ended_on"))
_TEAMS = ("marketing", "sales", "success", "partner", "other")
_WORDS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("users", "team"): _TEAMS,
    ("campaigns", "purpose"): ("create", "capture"),
    ("opportunities", "kind"): ("new", "expansion", "renewal"),
    ("opportunities", "sourced_by"): ("marketing", "sales", "partner", "customer", "product"),
    ("costs", "team"): _TEAMS,
    ("activities", "kind"): ("call", "email", "meeting", "message", "task"),
    ("customer_events", "kind"): (
        "started", "renewed", "expanded", "contracted", "churned", "survey", "referral", "ticket", "revenue",
    ),
    ("meetings", "kind"): ("pipeline_review", "governance", "other"),
    ("call_segments", "side"): ("us", "them"),
}  # fmt: skip
_OPEN = frozenset({("activities", "kind"), ("customer_events", "kind"), ("meetings", "kind")})


def _table(name: str, grain: str, key: str, happened: str | None, columns: str) -> TableSpec:
    """Reads `name:kind` words; a leading `+` marks a required column, a trailing `-` one that may be negative."""
    parsed = []
    for word in columns.split():
        column, kind = word.lstrip("+").rstrip("-").split(":")
        must, below = word.startswith("+"), word.endswith("-")
        place = (name, column)
        words, closed = _WORDS.get(place, ()), place in _WORDS and place not in _OPEN
        parsed.append(Column(column, _KINDS[kind], must, below, words, closed))
    return TableSpec(name, grain, tuple(key.split()), happened, tuple(parsed))


TABLES: Mapping[str, TableSpec] = MappingProxyType(
    {
        spec.name: spec
        for spec in (
            _table("users", "a person on our side", "user_id", None,
                   "+user_id:id name:text email:text team:text role:text manager_id:id active:truth handling_hours_per_week:number"),
            _table("accounts", "a company", "account_id", "created_at",
                   "+account_id:id name:text domain:text industry:text employees:count annual_revenue:money country:text parent_id:id"
                   " owner_id:id target_tier:text created_at:at"),
            _table("leads", "a person entering the funnel", "lead_id", "created_at",
                   "+lead_id:id +created_at:at account_id:id email:text title:text country:text source:text campaign_id:id"
                   " lead_type:text score:number- owner_id:id person_id:id"),
            _table("stage_changes", "a lead moved", "lead_id changed_at stage", "changed_at",
                   "+lead_id:id +changed_at:at +stage:text changed_by:id reason:text"),
            _table("assignments", "a lead got an owner", "lead_id assigned_at user_id", "assigned_at",
                   "+lead_id:id +assigned_at:at +user_id:id"),
            _table("activities", "something sales did", "activity_id", "happened_at",
                   "+activity_id:id +happened_at:at user_id:id lead_id:id opportunity_id:id account_id:id kind:text direction:text"
                   " outcome:text automated:truth"),
            _table("touches", "something marketing did that was answered", "touch_id", "touched_at",
                   "+touch_id:id +touched_at:at lead_id:id account_id:id campaign_id:id channel:text kind:text"),
            _table("campaigns", "a campaign", "campaign_id", None,
                   "+campaign_id:id name:text channel:text purpose:text started_on:on ended_on:on"),
            _table("spend", "money on a day", "day campaign_id channel", "day",
                   "+day:on campaign_id:id channel:text +amount:money- currency:text"),
            _table("opportunities", "a deal", "opportunity_id", "created_at",
                   "+opportunity_id:id account_id:id lead_id:id owner_id:id +created_at:at kind:text sourced_by:text campaign_id:id"
                   " source:text currency:text loss_reason:text competitor:text"),
            _table("opportunity_versions", "a deal as it stood from an instant", "opportunity_id valid_from", "valid_from",
                   "+opportunity_id:id +valid_from:at stage:text +status:text amount:money close_date:on forecast_category:text"
                   " probability:number"),
            _table("contact_roles", "a person in a deal's buying group", "opportunity_id lead_id", "since_at",
                   "+opportunity_id:id +lead_id:id role:text since_at:at"),
            _table("targets", "a goal for a period", "period_start period_end team segment", None,
                   "+period_start:on period_end:on +team:text segment:text bookings_goal:money pipeline_goal:money lead_goal:number"
                   " currency:text"),
            _table("calls", "a recorded call", "call_id", "started_at",
                   "+call_id:id +started_at:at user_id:id account_id:id opportunity_id:id duration_seconds:number recording_uri:text"),
            _table("call_segments", "what was said", "call_id start_seconds speaker", None,
                   "+call_id:id +start_seconds:number end_seconds:number speaker:text side:text text:text"),
            _table("customer_events", "what a customer did after the win", "account_id happened_at kind", "happened_at",
                   "+account_id:id +happened_at:at +kind:text amount:money- score:number-"),
            _table("costs", "a cost that is no campaign's", "period_start period_end team kind", None,
                   "+period_start:on period_end:on +team:text kind:text +amount:money- currency:text"),
            _table("revenue", "revenue of a period", "period_start period_end segment", None,
                   "+period_start:on period_end:on segment:text +amount:money- currency:text"),
            _table("time_off", "a person away", "user_id starts_at", None, "+user_id:id +starts_at:at +ends_at:at"),
            _table("survey_answers", "one answer, anonymous", "survey_id respondent question", "answered_at",
                   "+survey_id:id +respondent:id team:text +question:text scale_min:number- scale_max:number- value:number- text:text"
                   " answered_at:at"),
            _table("meetings", "a joint meeting", "meeting_id", "held_at", "+meeting_id:id +held_at:at kind:text"),
            _table("attendance", "who was there", "meeting_id user_id", None, "+meeting_id:id +user_id:id contributed:truth"),
            _table("listens", "someone listened to a call", "call_id user_id listened_at", "listened_at",
                   "+call_id:id +user_id:id +listened_at:at seconds:number"),
            _table("rates", "an exchange rate", "currency valid_from", "valid_from",
                   "+currency:text +valid_from:on +rate_to_reporting:number"),
        )
    }
)  # fmt: skip
