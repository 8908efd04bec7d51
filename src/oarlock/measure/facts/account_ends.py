"""How every account stood at the end of each period: engagement, sales' work, deals, people.

What counts within the agreement's window is added up at the ends at which it counts; deals and people are signed events, so that what stood
is a running sum over the ends before which anything changed (METHODS 3.1). Few accounts ever have a deal, so what stood is told of those
apart. What is kept are turns: ends at which something counted or before which something changed. An account has one or two of them in its
life, and stands still between.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.buyers import answered_only, ignored_kinds, lacks_accounts, with_account
from oarlock.measure.facts.deals import deal_facts, deal_spells
from oarlock.measure.facts.local import placed_between
from oarlock.measure.facts.period_ends import FIRST, UNTIL, Ends, period_ends
from oarlock.measure.facts.places import BUCKET, bucket_of, first_known, kept, kept_name, lent
from oarlock.measure.facts.sourcing import channels_seen

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

IN_WINDOW = ("engagement_minutes", "sales_activities")
OF_DEALS = ("open_deals", "won_deals")
PEOPLE = "people"
TOLD = (*IN_WINDOW, PEOPLE, *OF_DEALS)
SETTLED = "settled_end"
"""The first end at which an account is as old as the window."""
CARRIED = ("target_tier", "owner_id", SETTLED, BUCKET)
"""What is kept of the account beside its turns, because nearly every question asks for one."""


def account_ends(ledger: Ledger, agreement: Agreement, every: str, *, of_account: Sequence[str] = ()) -> Any:
    """One row per account and ends one after another at which it stood the same, from that of the period it was created in; not kept.

    Columns: account_id, first_end and until_end (numbers of `period_ends`), engagement_minutes and sales_activities (within the
    agreement's window up to the end), open_deals and won_deals (then), people (then; only where a stage's rule reads them), CARRIED.

    Args:
        of_account: Further columns of the account to carry.
    """
    import ibis

    turns = account_turns(ledger, agreement, every)
    if further := [name for name in of_account if name not in CARRIED]:
        accounts = ledger.table("accounts").select(*further, _account="account_id")
        turns = turns.inner_join(accounts, turns.account_id == accounts["_account"]).drop("_account")
    acts = (turns.engagement_minutes != 0) | (turns.sales_activities != 0)
    after = (turns[FIRST] + 1).cast("int16")
    # What counted at an end and has no turn at the next one counts no longer.
    quiet = turns.filter(acts, turns[UNTIL] > after).mutate(
        **{FIRST: after}, **{name: ibis.literal(0.0) for name in IN_WINDOW}
    )
    return ibis.union(turns.mutate(**{UNTIL: acts.ifelse(after, turns[UNTIL])}), quiet)


def account_turns(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """One row per account and end at which something counted, or before which something changed, kept on the ledger.

    Columns: account_id, first_end (the end), until_end (the next end of which that holds), TOLD as of `account_ends`, CARRIED.
    """
    company, accounts = agreement.company, agreement.accounts
    minutes = (dict(accounts.touch_minutes), dict(accounts.activity_minutes))
    basis = (every, company, accounts.window_days, *minutes, ignored_kinds(agreement), _so_far(agreement))
    return kept(ledger, kept_name("account_turns", *basis), lambda: _turns(ledger, agreement, every))


def is_target(agreement: Agreement, tier: Any) -> Any:
    """Whether an account with that tier is a target of both teams."""
    wanted = sorted(agreement.accounts.target_tiers)
    return (tier.isin(wanted) if wanted else tier.nullif("").notnull()).fill_null(False)


def _so_far(agreement: Agreement) -> tuple[str, ...]:
    """What is told up to an end; nearly every account has people, so they are counted only for a rule that reads them."""
    read = {name.lower() for stage in agreement.accounts.stages for name in stage.rule.columns}
    return (PEOPLE, *OF_DEALS) if PEOPLE in read else OF_DEALS


def _turns(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    import ibis

    ends = period_ends(ledger, agreement, every)
    accounts = _accounts(ledger, ends, agreement.accounts.window_days)
    changed = _changed(ledger, agreement, ends)
    # What only makes a turn is added up with what counts: apart, and met afterwards, they would cost half as much again.
    parts = [_turn(accounts.rename(account_id="_account"), accounts.created_end), *_counted(ledger, agreement, ends)]
    if changed is not None:
        parts.append(_turn(changed, changed.end_no))
    told = ibis.union(*parts) if len(parts) > 1 else parts[0]
    told = told.filter(told.end_no < ends.after)
    told = told.group_by("account_id", "end_no").aggregate(**{name: told[name].sum().round(6) for name in IN_WINDOW})
    turns = told.select("account_id", *IN_WINDOW, **{FIRST: told.end_no, UNTIL: _next_end(told, ends)})
    # What came before an account was created counts from its first end on, because its sums run through that one.
    known = turns.inner_join(accounts, turns.account_id == accounts["_account"])
    known = known.filter(known[FIRST] >= known.created_end).drop("_account", "created_end")
    return _with_standing(known, changed, ends, _so_far(agreement))


def _next_end(rows: Any, ends: Ends) -> Any:
    """The account's next end among the rows, `after` where there is none."""
    import ibis

    order = ibis.window(group_by=rows.account_id, order_by=rows.end_no)
    return first_known(rows.end_no.lead().over(order), ibis.literal(ends.after, type="int16"))


def _with_standing(turns: Any, changed: Any, ends: Ends, names: Sequence[str]) -> Any:
    """The turns with what stood at each: the sums of what had changed by then."""
    import ibis

    if changed is None:
        return turns.mutate(**{name: _number(0) for name in names})
    so_far = ibis.window(group_by=changed.account_id, order_by=changed.end_no, preceding=None, following=0)
    stood = changed.select(
        _of="account_id",
        _from="end_no",
        _until=_next_end(changed, ends),
        **{name: changed[name].sum().over(so_far) for name in names},
    )
    fits = [turns.account_id == stood["_of"], turns[FIRST] >= stood["_from"], turns[FIRST] < stood["_until"]]
    both = turns.left_join(stood, fits)
    return both.select(*turns.columns, **{name: both[name].fill_null(0.0) for name in names})


def _accounts(ledger: Ledger, ends: Ends, window_days: int) -> Any:
    """Every account that was created by now, with the first end it is told at, and CARRIED."""
    import ibis

    accounts = ledger.table("accounts")
    settled = ends.number(accounts.created_at + ibis.interval(days=window_days))
    told = accounts.select(
        "target_tier", "owner_id", _account="account_id", created_end=ends.number(accounts.created_at),
        **{SETTLED: settled, BUCKET: bucket_of(accounts.account_id)},
    )  # fmt: skip
    return told.filter(told.created_end < ends.after)


def _changed(ledger: Ledger, agreement: Agreement, ends: Ends) -> Any:
    """Sums of what changed by account and the end after it: deals, and people where they are told; None where there is neither."""
    import ibis

    names, parts = _so_far(agreement), []
    if not ledger.is_empty("opportunities"):
        parts.append(_dealt(ledger, agreement, ends, names))
    if PEOPLE in names and not ledger.is_empty("leads"):
        leads = ledger.table("leads").filter(lambda t: t.account_id.notnull())
        parts.append(_change(leads, ends.number(leads.created_at), names, people=_number(1)))
    if not parts:
        return None
    told = ibis.union(*parts) if len(parts) > 1 else parts[0]
    told = told.filter(told.end_no < ends.after)
    return told.group_by("account_id", "end_no").aggregate(**{name: told[name].sum() for name in names})


def _dealt(ledger: Ledger, agreement: Agreement, ends: Ends, names: Sequence[str]) -> Any:
    """Deals that open, cease to be open, are won, and cease to be won."""
    spells = deal_spells(ledger, agreement).select("opportunity_id", "status", "status_before", "valid_from")
    deals = deal_facts(ledger, agreement).select("account_id", _deal="opportunity_id")
    joined = spells.inner_join(deals, spells.opportunity_id == deals["_deal"])
    moved = joined.mutate(before=joined.status_before.fill_null(""))
    moved = moved.filter(moved.status != moved.before, moved.account_id.notnull())
    told = {
        f"{status}_deals": (moved.status == status).ifelse(_number(1), _number(0))
        - (moved.before == status).ifelse(_number(1), _number(0))
        for status in ("open", "won")
    }
    return _change(moved, ends.number(moved.valid_from), names, **told)


def _change(rows: Any, end_no: Any, names: Sequence[str], **told: Any) -> Any:
    """Rows of changes with every column of those names, nothing where not told."""
    return rows.select("account_id", end_no=end_no, **{name: told.get(name, _number(0)) for name in names})


def _turn(rows: Any, end_no: Any, **told: Any) -> Any:
    """Rows that make a turn of an account at an end, with what counts there: nothing where not told."""
    return rows.select("account_id", end_no=end_no, **{name: told.get(name, _number(0)) for name in IN_WINDOW})


def _number(whole: int) -> Any:
    """A whole number as a float that is one to the engine: what is written with a point is a decimal to it, dearer to add up."""
    import ibis

    return ibis.literal(whole, type="int8").cast("float64")


def _counted(ledger: Ledger, agreement: Agreement, ends: Ends) -> list[Any]:
    """Minutes and work of sales, at the end at which they count; at each where the window is longer than the periods."""
    import ibis

    parts = []
    if not ledger.is_empty("touches"):
        parts.append(_touched(ledger, agreement))
    if not ledger.is_empty("activities"):
        parts.append(_worked(ledger, agreement))
    if not parts:
        return []
    done = ibis.union(*parts) if len(parts) > 1 else parts[0]
    bounds, numbers = ends.counting(agreement.accounts.window_days)
    if all(len(some) <= 1 for some in numbers):
        # In periods as long as the window, nothing counts at two ends; what counts at none comes after the last.
        end_no = placed_between(done["at"], bounds, [some[0] if some else ends.after for some in numbers])
        return [_turn(done, end_no, **{name: done[name] for name in IN_WINDOW})]
    placed = done.mutate(part=placed_between(done["at"], bounds, range(len(numbers))))
    parted = placed.group_by("account_id", "part").aggregate(**{name: placed[name].sum() for name in IN_WINDOW})
    rows = [(part, no) for part, some in enumerate(numbers) for no in some]
    met = lent(ledger, kept_name("counting_ends", *rows), {"_part": "BIGINT", "end_no": "BIGINT"}, rows)
    counting = parted.inner_join(met, parted.part == met["_part"])
    return [_turn(counting, counting.end_no.cast("int16"), **{name: counting[name] for name in IN_WINDOW})]


def _touched(ledger: Ledger, agreement: Agreement) -> Any:
    """Touches with the minutes they count: account_id, at, IN_WINDOW."""
    import ibis

    touches = answered_only(ledger, agreement, ledger.table("touches"))
    touches = with_account(ledger, touches.select("lead_id", "account_id", "channel", at="touched_at"))
    by_minutes: dict[float, list[str]] = {}
    for channel in channels_seen(ledger, "touches", "channel"):
        by_minutes.setdefault(agreement.accounts.minutes_of(channel), []).append(channel)
    # What most channels count is what is left over, so that fewer names are tried on each touch.
    usual = max(by_minutes, key=lambda amount: len(by_minutes[amount]), default=0.0)
    rare = [
        (touches.channel.isin(sorted(by_minutes[amount])), amount) for amount in sorted(by_minutes) if amount != usual
    ]
    worth = ibis.cases((touches.channel.isnull(), agreement.accounts.minutes_of("")), *rare, else_=usual)
    return _done(touches, worth, _number(0))


def _worked(ledger: Ledger, agreement: Agreement) -> Any:
    """What sales did, likewise; minutes only where the account took part: a meeting, or something that came from it."""
    import ibis

    done = ledger.table("activities").filter(lambda t: t.automated.isnull() | ~t.automated)
    done = done.select("lead_id", "opportunity_id", "account_id", "kind", "direction", at="happened_at")
    if lacks_accounts(ledger, "activities"):
        deals = ledger.table("opportunities").select(_deal="opportunity_id", _of_deal="account_id")
        joined = done.left_join(deals, done.opportunity_id == deals["_deal"])
        done = joined.mutate(account_id=first_known(joined.account_id, joined["_of_deal"])).drop("_deal", "_of_deal")
    done = with_account(ledger, done, "activities")
    kinds = sorted(agreement.accounts.activity_minutes.items())
    took_part = ((done.kind == "meeting") | (done.direction.lower() == "inbound")).fill_null(False)
    branches = [((done.kind.lower() == kind) & took_part, amount) for kind, amount in kinds]
    worth = ibis.cases(*branches, else_=0.0) if branches else ibis.literal(0.0)
    ours = (done.direction.isnull() | (done.direction.lower() != "inbound")).ifelse(_number(1), _number(0))
    return _done(done, worth, ours)


def _done(rows: Any, minutes: Any, worked: Any) -> Any:
    told = dict(zip(IN_WINDOW, (minutes, worked), strict=True))
    return rows.filter(rows.account_id.notnull()).select(
        "account_id", "at", **{name: value.cast("float64") for name, value in told.items()}
    )
