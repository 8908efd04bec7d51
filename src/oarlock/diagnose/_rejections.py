"""Rejections of leads as a measure for the diagnoses: who gave which reason, and what the lead and its company became."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from oarlock.diagnose._losses import first_of, reason_said
from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.handover import handed_over
from oarlock.measure.facts.places import days_between, first_known, kept, kept_name
from oarlock.measure.facts.profile_of import unjudged
from oarlock.measure.statistics import Share

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

NOT_SEEN_TO = ("duplicate", "not_a_buyer")
"""Groups of reasons that need no call: the card alone says it."""
SECOND_OF_REJECTIONS = ("second_reason", "reviewed_reason", "checked_reason")
"""Columns of stage_changes in which somebody other than who rejected a lead says why."""
AGAIN_DAYS = 30
TOLD = (
    "lead_id", "cluster", "account_id", "reason", "reason_group", "rejected_at", "accepted_at", "recycled_at", "first_touch_at",
)  # fmt: skip
NEVER_A_CUSTOMER = ("bad_fit", "not_a_buyer")


def rejections(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead handed over and rejected, kept, once for every profile: TOLD and the person.

    The person is who is recorded to have rejected it, else the lead's owner.
    """
    bare = unjudged(agreement)
    return kept(ledger, kept_name("rejections", bare), lambda: _rows(ledger, bare))


def _rows(ledger: Ledger, agreement: Agreement) -> Any:
    leads = handed_over(ledger, agreement)
    leads = leads.filter(leads.rejected_at.notnull())
    changes = ledger.table("stage_changes")
    changes = changes.filter(changes.stage.isin(agreement.names_of("disqualified")))
    by = changes.group_by(_gone="lead_id", _gone_at="changed_at").aggregate(changed_by=changes.changed_by.max())
    joined = leads.left_join(by, (leads.lead_id == by["_gone"]) & (leads.rejected_at == by["_gone_at"]))
    return joined.select(*TOLD, person=first_known(joined.changed_by, joined.owner_id))


def coded_twice(ledger: Ledger, agreement: Agreement) -> Any:
    """The rejections with `says` and `second`: what another column says, else what another person said who rejected the lead again."""
    rows = rejections(ledger, agreement)
    changes = ledger.table("stage_changes")
    changes = changes.filter(changes.stage.isin(agreement.names_of("disqualified")))
    said = first_of(ledger, changes, SECOND_OF_REJECTIONS, "stage_changes")
    if said is None:
        return _by_another(rows, changes)
    field = changes.group_by(_told="lead_id", _told_at="changed_at").aggregate(second=said.max())
    joined = rows.left_join(field, (rows.lead_id == field["_told"]) & (rows.rejected_at == field["_told_at"]))
    return joined.mutate(says=reason_said(joined.reason)).drop("_told", "_told_at")


def _by_another(rows: Any, changes: Any) -> Any:
    """A second rejection within AGAIN_DAYS by one other person, the lead neither accepted nor recycled in between, is a second coding."""
    again = changes.select(_told="lead_id", again_at="changed_at", by="changed_by", again="reason")
    joined = rows.inner_join(again, rows.lead_id == again["_told"]).drop("_told")
    joined = joined.filter(
        joined.again_at > joined.rejected_at,
        days_between(joined.rejected_at, joined.again_at) <= AGAIN_DAYS,
        joined.by != joined.person,
        ~_inside(joined.accepted_at, joined),
        ~_inside(joined.recycled_at, joined),
    )
    # What the two say is read here, of the few that were rejected twice: a filter by it would be tried on every rejection first.
    second = reason_said(joined.again)
    told = joined.group_by("lead_id", "rejected_at").aggregate(
        n=second.count(), second=second.max(), reason=joined.reason.max()
    )
    told = told.filter(told.n == 1)
    return told.select("lead_id", "rejected_at", "second", says=reason_said(told.reason))


def _inside(at: Any, rows: Any) -> Any:
    """Whether an instant lies between the two rejections."""
    return ((at > rows.rejected_at) & (at < rows.again_at)).fill_null(False)


def won_later(ledger: Ledger, agreement: Agreement, leads: Any, after: str) -> Any:
    """The leads with `later_won`: whether their company bought by a deal opened after the instant; null without a company."""
    deals = deal_facts(ledger, agreement)
    deals = deals.filter(deals.status == "won", deals.account_id.notnull())
    last = deals.group_by(_bought=deals.account_id).aggregate(last_opened_at=deals.created_at.max())
    joined = leads.left_join(last, leads.account_id == last["_bought"])
    known = joined.account_id.notnull()
    return joined.mutate(later_won=known.ifelse((joined.last_opened_at > joined[after]).fill_null(False), _unknown()))


def bought(ledger: Ledger, agreement: Agreement, leads: Any, after: str) -> tuple[int, float]:
    """Won deals, and their amounts in the reporting currency, of the leads' companies that were opened after the first such instant."""
    known = leads.filter(leads.account_id.notnull())
    first = known.group_by(_turned="account_id").aggregate(turned_at=known[after].min())
    deals = deal_facts(ledger, agreement)
    deals = deals.filter(deals.status == "won").inner_join(first, deals.account_id == first["_turned"])
    deals = deals.filter(deals.created_at > deals.turned_at)
    (row,) = ledger.rows(deals.aggregate(n=deals.count(), amount=deals.amount.cast("float64").sum()))
    return row["n"], row["amount"] or 0.0


def share_of_rejections(name: str, hit: Callable[[Any], Any], rows: Callable[[Ledger, Agreement], Any]) -> Metric:
    """A share of rejections as a metric of its own, by whom and by when."""

    def observe(ledger: Ledger, agreement: Agreement) -> Any:
        found = rows(ledger, agreement)
        return found.mutate(unit_id=found.lead_id, at=found.rejected_at, hit=hit(found))

    return Metric(
        name=name,
        title=name.replace("_", " "),
        question="What is said of the leads that are turned down?",
        formula="rejections of handed-over leads for which it holds ÷ all",
        unit=Unit.SHARE,
        grain="one rejected lead",
        cohort="rejected_at",
        source=("stage_changes", "leads"),
        statistic=Share("cannot be told", by_account=True),
        better=Direction.LOWER,
        answers_for=(Team.SALES,),
        observe=observe,
    )


def _unknown() -> Any:
    import ibis

    return ibis.null("boolean")
