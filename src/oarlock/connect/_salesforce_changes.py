"""Salesforce OpportunityFieldHistory: one field of a deal changed, one row; folded into how the deal stood (METHODS 3.1).

OpportunityHistory, which has whole states and needs no tracking to be turned on, is better: where both speak of a deal, it alone counts.
"""

from __future__ import annotations

from oarlock.connect import neutral
from oarlock.connect._salesforce_terms import DELETED as DELETED_SEEN
from oarlock.connect._salesforce_terms import TRUE
from oarlock.connect.base import FROM_CHANGES, ChangeLog, Field, Lookup, Rows
from oarlock.connect.vendor import Export, marks

STAGE_MEANS = Lookup("Opportunity", ("stage", "stage"), {"stage_won": "is_won", "stage_closed": "is_closed"})
_STATUS = (
    f"case when lower(stage_won) {TRUE} then 'won' when lower(stage_closed) {TRUE} then 'lost'"
    " when lower(stage) like '%closed won%' then 'won' when lower(stage) like '%closed lost%' then 'lost' else 'open' end"
)
TORN = (
    "changes of this deal do not link: one begins with another value than the change before it ended with. None of its changes is taken,"
    " so that no state is guessed; import OpportunityHistory, or its present state stands alone."
)
HEAD = (
    "the last change of this deal does not end at what the list of opportunities says it is now. None of its changes is taken, so that no"
    " state is guessed; export both files at one time."
)
LOG = ChangeLog(
    subject="opportunity_id",
    moment="created_date",
    field_name="field",
    old="old_value",
    new="new_value",
    fields={
        "stage": Field(("stagename", "stage")),
        "amount": Field(("amount",), "number"),
        "close_date": Field(("closedate",), "day"),
        # The list names categories otherwise than the log does (Forecast is Commit), and a probability follows its stage by itself.
        "forecast_category": Field(("forecastcategoryname", "forecastcategory"), "word", ends_today=False),
        "probability": Field(("probability",), "number", ends_today=False),
        # An owner's change is told twice, by name and by id.
        "owner": Field(
            ("owner", "ownerid", "opportunityowner"), "id", "(old_value like '00%' or new_value like '00%')", ends_today=False
        ),
    },
    leading="stage",
    births=("created", "opportunitycreatedfromlead"),
    today=Lookup(
        "Opportunity",
        ("opportunity_id", "id"),
        {
            "began": "created_date", "stage": "stage", "amount": "amount", "close_date": "close_date",
            "forecast_category": "forecast_category", "probability": "probability", "owner": "owner_id",
        },
    ),
)  # fmt: skip
_STATE = {
    "opportunity_id": "subject",
    "valid_from": "moment",
    "stage": "stage",
    "status": _STATUS,
    "amount": "amount",
    "close_date": "close_date",
    "forecast_category": "forecast_category",
    "probability": "number(probability) / 100",
    "owner_id": "salesforce_id(owner)",
    "from_changes": "'true'",
}
_UNTRACKED = {
    "amount": "coalesce(amount, today_amount)",
    "close_date": "coalesce(close_date, today_close_date)",
    "forecast_category": "coalesce(forecast_category, today_forecast_category)",
    "probability": "number(coalesce(probability, today_probability)) / 100",
    "owner_id": "salesforce_id(coalesce(owner, today_owner))",
}
"""A field nobody tracks is known for the end of a deal and for today: as the list of deals says."""
_AT_THE_END = {
    name: f"case when {_STATUS} <> 'open' then {today} else {_STATE[name]} end" for name, today in _UNTRACKED.items()
}


def _rows(columns: dict[str, str], where: str, checks: tuple[tuple[str, str, str], ...] = ()) -> Rows:
    return Rows(
        "opportunity_versions", {**_STATE, **columns}, where=where, fallback=FROM_CHANGES, log=LOG, lookups=(STAGE_MEANS,),
        checks=checks,
    )  # fmt: skip


OPPORTUNITY_FIELD_HISTORY = Export(
    "OpportunityFieldHistory",
    marks(
        "OpportunityId, Field, OldValue, NewValue, CreatedDate",
        "Opportunity ID, Field / Event, Old Value, New Value, Edit Date",
    ),
    (
        _rows(
            _AT_THE_END,
            "part = 'change'",
            (("opportunity_id", "fault = 'torn'", TORN), ("opportunity_id", "fault = 'head'", HEAD)),
        ),
        _rows({}, "part in ('begin', 'unknown')"),
        _rows({}, "part = 'resumed'"),
        _rows(
            {"valid_from": "now()", **_UNTRACKED},
            f"is_last = 'true' and {_STATUS} = 'open' and moment < now()"
            " and coalesce(today_amount, today_close_date, today_forecast_category, today_probability) is not null",
        ),
        # What the log cannot hold at all: a row without its deal or its instant is refused for that.
        Rows(
            "opportunity_versions",
            {"opportunity_id": "opportunity_id", "valid_from": "created_date", "status": "'open'"},
            where="opportunity_id is null or instant(created_date) is null",
            fallback=FROM_CHANGES,
        ),
    ),
    names={"field": ("Field / Event",), "created_date": ("Edit Date",), "old_value": (), "new_value": ()},
    notes=(
        "Salesforce OpportunityFieldHistory: a field is known from the day its tracking was turned on; before a deal's first change its old"
        " value stands. Fields that are not tracked are unknown until the deal's end. OpportunityHistory has stage, amount and close date"
        " of all deals from the beginning.",
    ),
)

_TOLD = "OpportunityFieldHistory"
DELETION = Lookup(
    _TOLD,
    ("id", "case when lower(field) = 'isdeleted' and lower(new_value) = 'true' then opportunity_id end"),
    {"deleted_on": "created_date"},
)
DELETED = f"case when lower(is_deleted) {TRUE} then coalesce(instant(deleted_on), {DELETED_SEEN}) end"
_UNCHANGED = Lookup(
    _TOLD,
    ("id", "case when part = 'unchanged' then subject end"),
    {
        "unchanged": "part", "old_stage": "stage", "old_amount": "amount", "old_close_date": "close_date",
        "old_category": "forecast_category", "old_probability": "probability",
    },
    log=LOG,
)  # fmt: skip
_COMMON = {
    "opportunity_id": "id",
    "stage": "old_stage",
    "status": "'open'",
    "from_changes": "'true'",
    "deleted_at": DELETED_SEEN,
}
_STANDS = f"unchanged is not null and {neutral.STATUS} = 'open'"
NEVER_CHANGED = (
    Rows(
        "opportunity_versions",
        {
            **_COMMON, "valid_from": "created_date", "amount": "old_amount", "close_date": "old_close_date",
            "forecast_category": "old_category", "probability": "number(old_probability) / 100",
        },
        where=_STANDS,
        fallback=FROM_CHANGES,
        lookups=(_UNCHANGED,),
    ),
    Rows(
        "opportunity_versions",
        {
            **_COMMON, "valid_from": "now()", "amount": "amount", "close_date": "close_date", "forecast_category": "forecast_category",
            "probability": "number(probability) / 100",
        },
        where=f"{_STANDS} and coalesce(case when old_amount is null then amount end, case when old_close_date is null then close_date end,"
        " case when old_category is null then forecast_category end, case when old_probability is null then probability end) is not null",
        fallback=FROM_CHANGES,
        lookups=(_UNCHANGED,),
    ),
)  # fmt: skip
"""Open deals that were watched from their beginning and never changed: they stand as they began; what is not tracked, as of now."""
