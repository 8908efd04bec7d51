"""Do the two teams mean the same by a good lead?

**What it looks for** Each team's own definition, as a rule, replayed on the leads of the last two quarters (at least 300) as they stood
when they were handed over: which leads both call good, only marketing, only sales, or neither. The same for their lists of target
accounts, and for what their leaders say in their own words, term by term.

**Why it matters** Every lead that marketing passes and sales would not have is work for nothing, and every one that sales wants and
marketing holds back is pipeline that is not made. If the two cannot agree on a good lead, nothing downstream works.

**How sure** The headline is the share picked by both, of those picked by either (Jaccard), with Wilson's range: at least 80 % at its lower
end is the same definition, below 60 % at its upper end a different one. Each disagreement is priced by what became of such leads: their
chance of a win within the time in which nine in ten wins come, times the margin, less the hours. Leads that sales never worked have no
outcome: for them a range from nothing to that of leads both call good, and an audit sample. A shared rule is chosen on the first two
thirds of the time and told by the last third.

**What to do** Put both heads into one room with the leads they disagree on, write one rule, sign it, and look at it again in a quarter.

**Where it misleads** A rule on paper need not be the rule in use. A record without earlier versions judges leads by values of today, which
know the end. Two teams that agree may both be wrong.

**References** METHODS 7.1 to 7.6; Zec et al. (2017).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oarlock.diagnose._definition_cells import Replayed, judged_with_ends, replayed
from oarlock.diagnose._definition_price import AUDIT, Priced, priced_cells
from oarlock.diagnose._definition_words import in_words
from oarlock.diagnose._shared_definition import Suggested, suggested
from oarlock.diagnose._target_lists import LEAST_ACCOUNTS, Effort, TwoLists, two_lists
from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Question, Severity, Team
from oarlock.measure.facts.definitions import why_undefined
from oarlock.stats.raters import LEAST_UNITS, Agreement, agreement, band
from oarlock.stats.result import Interval
from oarlock.words import counted, hours, money, number, percent

if TYPE_CHECKING:
    from oarlock.agreement import Agreement as Agreed
    from oarlock.ledger.reading import Ledger

REMEDY = (
    "Put both heads into one room with the leads on the list, agree on one rule, write it as [definitions] shared, and let both sign it. "
    f"Before a kind of lead is dropped that nobody works, let sales work {AUDIT} of them picked at random."
)
MISLEADS = "A rule on paper need not be the rule in use; ask who decides a lead, and by what."


def find(question: Question) -> Found:
    """The rules replayed, the words compared, and the lists."""
    ledger, agreed = question.ledger, question.agreement
    findings = [*in_words(ledger, agreed), *_lists(two_lists(ledger, agreed))]
    if ledger.is_empty("leads"):
        return Found(tuple(findings), missing="there are no leads to replay the definitions on; import leads")
    if reason := why_undefined(ledger, agreed):
        return Found(tuple(findings), missing=reason)
    past = replayed(ledger, agreed)
    if past is None or past.table.n < LEAST_UNITS or not past.table.named:
        n = past.table.n if past else 0
        return Found(
            tuple(findings), missing=f"{counted(n, 'lead')} that both rules can judge; {LEAST_UNITS} are needed"
        )
    told = agreement(past.table)
    if told.jaccard.lo is None or told.jaccard.hi is None:
        return Found(tuple(findings))
    word = band(Interval(told.jaccard.lo, told.jaccard.hi))
    if word != "same":
        priced = priced_cells(ledger, agreed, past)
        findings.insert(0, _rules(question, past, told, word, priced))
        if priced.prize is not None and (rule := suggested(ledger, agreed, priced.prize, past.horizon)):
            findings.insert(1, _shared(rule, agreed))
    unpriced = "" if agreed.capacity.hourly_cost and agreed.capacity.gross_margin else (
        "What the disagreement over a good lead costs needs capacity.hourly_cost and capacity.gross_margin in the agreement."
    )  # fmt: skip
    return Found(tuple(findings), notes=(unpriced,) if unpriced and word != "same" else ())


def _rules(question: Question, past: Replayed, told: Agreement, word: str, priced: Priced) -> Finding:
    t, j = past.table, told.jaccard
    looser = ""
    if told.mcnemar_p < 0.05:
        looser = f" {'Marketing' if t.first_only > t.second_only else 'Sales'} is the looser of the two."
    unknown = f" {counted(past.unknown, 'lead')} could not be judged for want of a value." if past.unknown else ""
    sentence = (
        f"Of the leads that either team's own definition calls good, both pick {percent(j.value)} ({percent(j.lo)} to {percent(j.hi)},"
        f" n = {j.n:,} of {t.n:,} judged): {t.first_only:,} only marketing, {t.second_only:,} only sales.{looser}{unknown}"
        f"{''.join(' ' + one for one in priced.sentences)}"
    )
    evidence = (
        Evidence(
            "jaccard",
            f"Leads that both call good, of those either does: {t.both:,} of {t.named:,}",
            "share",
            after=j.value,
            change=j,
        ),
        Evidence(
            "agreement", f"Judged alike, the {t.neither:,} that neither names included", "share", after=told.observed
        ),
        Evidence("kappa", "Agreement beyond chance (kappa)", "score", after=told.kappa.value, change=told.kappa),
        *priced.evidence,
    )
    sure = word == "different"
    return Finding(
        id="definitions_differ.rules",
        severity=Severity.WARNING if sure else Severity.NOTE,
        answers_for=Team.BOTH,
        sentence=sentence,
        evidence=evidence,
        remedy=REMEDY,
        misleads=MISLEADS,
        amount=priced.amount,
        grade=Grade.B if sure else Grade.C,
        records=_records(question.ledger, question.agreement),
    )


def _shared(rule: Suggested, agreed: Agreed) -> Finding:
    currency = agreed.company.reporting_currency
    own = ", ".join(
        f"{money(value, currency)} by that of {team}{_beyond(rule, team)}" for team, value in rule.of_own.items()
    )
    room = f" of the {number(rule.capacity)} of those who take leads" if rule.capacity else ""
    sentence = (
        f"A definition both could share is “{rule.candidate.rule.words()}”: in the last third of the time, which did not choose it,"
        f" it would have brought {money(rule.value, currency)} a quarter less its hours ({own}) from about {rule.leads:,} leads and"
        f" {hours(rule.hours)}{room}; {rule.changes}."
    )
    evidence = (
        Evidence(
            "shared_rule",
            rule.candidate.rule.text,
            "money",
            max(rule.of_own.values()),
            rule.value,
            ends=("Own", "Shared"),
        ),
    )
    return Finding(
        "definitions_differ.shared", Severity.NOTE, Team.BOTH, sentence, evidence,
        remedy="Try it with `oarlock agreement replay`, change it together, then write it as [definitions] shared.",
        misleads="The best of many rules looks better where it was chosen; only the last third is told, and it is one period. Leads that"
        " sales hardly works count only with what they brought: a rule that lets them in may be worth more, as an audit sample would tell.",
        grade=Grade.C,
    )  # fmt: skip


def _beyond(rule: Suggested, team: str) -> str:
    """That a team's own rule takes more hours than there are, so that it could not be chosen."""
    taken = rule.own_hours[team]
    return f", which takes {hours(taken)}, more than there are" if rule.capacity and taken > rule.capacity else ""


def _lists(lists: TwoLists | None) -> list[Finding]:
    if lists is None or lists.marketing + lists.sales - lists.shared < LEAST_ACCOUNTS:
        return []
    j = lists.overlap
    word = band(Interval(j.lo or 0.0, j.hi or 1.0))
    if word == "same":
        return []
    value = f"; weighed by revenue, {percent(lists.by_value)}" if lists.by_value is not None else ""
    effort = "" if lists.effort is None else f" {_effort(lists.effort)}"
    sentence = (
        f"Marketing targets {counted(lists.marketing, 'account')} and sales {lists.sales:,}; {lists.shared:,} are on both lists,"
        f" {percent(j.value)} of all ({percent(j.lo)} to {percent(j.hi)}, n = {j.n:,}){value}.{effort}"
    )
    sure = word == "different"
    return [
        Finding(
            "definitions_differ.target_lists", Severity.WARNING if sure else Severity.NOTE, Team.BOTH, sentence,
            (
                Evidence("lists", "Accounts on both lists, of those on either", "share", after=j.value, change=j),
                *_effort_evidence(lists.effort),
            ),
            remedy="Make one list together, with an owner in each team for every account on it, and date it.",
            misleads="Each team may work its own list well; it is not one programme. Lists are those of today.",
            grade=Grade.B if sure else Grade.C, records=lists.records,
        )
    ]  # fmt: skip


def _effort(one: Effort) -> str:
    """How much of either team's effort meets the other's, and what it was told from."""
    spent = (
        f"marketing's money of the last two quarters, {percent(one.unassigned)} of it with no account to assign it to,"
        if one.is_money and one.unassigned
        else "marketing's money of the last two quarters"
        if one.is_money
        else "the touches that marketing got answered in the last two quarters, for want of money by campaign,"
    )
    return (
        f"At most {percent(one.overlap)} of either team's effort goes to accounts on both: {percent(one.marketing)} of {spent} and"
        f" {percent(one.sales)} of what sales did."
    )


def _effort_evidence(one: Effort | None) -> tuple[Evidence, ...]:
    """The same as numbers."""
    if one is None:
        return ()
    what = "Money" if one.is_money else "Answered touches"
    return (
        Evidence(
            "marketing_effort", f"{what} of marketing that went to accounts on both lists", "share", after=one.marketing
        ),
        Evidence(
            "sales_effort", "What sales did about accounts on both lists, of all it did", "share", after=one.sales
        ),
    )


def _records(ledger: Ledger, agreed: Agreed) -> tuple[str, ...]:
    """The latest leads on which the two rules differ."""
    import ibis

    leads = judged_with_ends(ledger, agreed)
    apart = leads.filter((leads.by_marketing != leads.by_sales).fill_null(False))
    told = apart.order_by([ibis.desc("created_at"), "lead_id"]).limit(20).select("lead_id", "created_at")
    return tuple(row["lead_id"] for row in ledger.rows(told))


DIAGNOSIS = DiagnosisPart(
    name="definitions_differ",
    title="Definitions differ",
    question="Do the two teams mean the same by a good lead?",
    answers_for=(Team.BOTH,),
    needs=("leads", "accounts", "stage_changes"),
    find=find,
    page=__doc__,
)
