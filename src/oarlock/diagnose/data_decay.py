"""Is the record itself getting worse?

**What it looks for** Fields that are filled less often than they were, records that are there a second time more often, and work that
nobody looks after: open deals past their close date, leads not decided by their time.

**Why it matters** Every other number rests on the record. A win rate by industry says nothing once half of the industries are empty.

**How sure** One change is looked for in each series by period, its date searched for and the search paid for by permutation; the false
discovery rate over all series is held at 10 %, the 90 % range of the change has to lie on the bad side of none, and the change has to
be five points or more. The latest two months of what gets filled in over time are left out.

**What to do** Ask what changed on that date: a form, an import, an integration, a team. Make the field required where the record is
made, or fill it from another source; merge what is there twice.

**Where it misleads** A field that nobody needs any more may empty without harm, and a required field invites whatever the form accepts.
Where somebody filled older records in at one time, newer ones look worse beside them though nothing decayed: where the book was kept
before that time, what it held then is looked up, and it is only noted.

**References** METHODS 0.6, 1.8, 1.12, 2.5.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from oarlock import words
from oarlock.diagnose._by_account import by_account
from oarlock.diagnose._worsened import Worsened, worsened
from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Question, Severity, Team
from oarlock.measure.engine import measure

if TYPE_CHECKING:
    from oarlock.measure.result import Measurements

LEAST_CHANGE = 0.05
RECORDS = 20

SAYS = {
    "completeness": "{1} of {0} is filled in {after} of those made since {since}, {before} before",
    "duplicates": "{after} of the {0} made since {since} were there already, {before} before",
    "overdue_deals": "{after} of open deals were past their close date at the ends of periods since {since}, {before} before",
    "waiting_leads": "{after} of MQLs were not decided by their time in periods since {since}, {before} before",
}
DRIFTS = ("silent_accounts",)
"""A share that rises by itself as the record collects accounts nobody goes for; told as a measure, no sign of decay."""
REMEDY = {
    "completeness": "Find what fills the field (form, import, integration) and what changed there; require it where the record is made.",
    "duplicates": "Run `oarlock match`, merge in the source what it joins, and look for the way in that makes second records.",
    "staleness": "Let the owners set the close dates they believe in, decide the leads that wait, and hand on accounts nobody works.",
}
OWNER = {"completeness": Team.BOTH, "duplicates": Team.BOTH, "staleness": Team.SALES}
MISLEADS = (
    "A field nobody needs any more may empty without harm; older records that were filled in at one time make newer ones look worse; work "
    "that is done but not recorded looks like neglect."
)


def find(question: Question) -> Found:
    """One finding for each part of the record that got worse."""
    ledger, agreement = question.ledger, question.agreement
    if ledger.is_empty("leads") and ledger.is_empty("accounts"):
        return Found(missing="no leads and no accounts are recorded; import leads and accounts")
    findings: list[Finding] = []
    for metric, every, drop in (("completeness", "month", 2), ("duplicates", "month", 0), ("staleness", "quarter", 0)):
        found = measure(ledger, agreement, metric, every=every)
        accounts = partial(by_account, ledger, agreement, metric, every=every)
        direction = -1 if metric == "completeness" else 1
        bad = worsened(found, direction, accounts, least_change=LEAST_CHANGE, drop_last=drop, untold=DRIFTS)
        findings.extend(_told(question, metric, one, found, drop) for one in bad)
    return Found(tuple(findings))


def _told(question: Question, metric: str, one: Worsened, found: Measurements, drop: int) -> Finding:
    """What got worse; a note where older records only look better because somebody filled them in later."""
    from oarlock.diagnose._filled_in import filled_then, is_no_worse

    then = filled_then(question, one, still_filling=drop) if metric == "completeness" else None
    return _note(one, then) if then is not None and is_no_worse(one, then) else _finding(metric, one, found)


def _note(one: Worsened, then: tuple[int, int]) -> Finding:
    table, field = (name.replace("_", " ") for name in one.name)
    return Finding(
        id=f"data_decay.filled_in.{'.'.join(one.name)}".lower(),
        severity=Severity.NOTE,
        answers_for=OWNER["completeness"],
        sentence=(
            f"{field[:1].upper()}{field[1:]} of {table} made before {words.period(one.since)} is filled in"
            f" {words.percent(one.share_before)}, but was in {words.percent(then[0] / then[1])} (n = {words.count(then[1])}) as known"
            f" before, and is in {words.percent(one.share_after)} of those made since: older records were filled in later, newer ones are"
            " no worse."
        ),
        remedy="Fill in the newer ones as the older ones were, if the field is needed; and find what would fill it from the start.",
        misleads="What the older ones held when they were new is known only as far back as this book was kept.",
    )


def _finding(metric: str, one: Worsened, found: Measurements) -> Finding:
    says = SAYS[one.name[0] if metric == "staleness" else metric]
    names = [name.replace("_", " ") for name in one.name]
    told = says.format(
        *names,
        before=words.percent(one.share_before),
        after=words.percent(one.share_after),
        since=words.period(one.since),
    )
    reach = words.change_range(one.change.lo, one.change.hi, level=one.change.level)
    sentence = (
        f"{told[:1].upper()}{told[1:]}: {words.points(one.change.value)} ({reach}, n = {words.count(one.after[1])})."
    )
    return Finding(
        id=f"data_decay.{metric}.{'.'.join(one.name)}".lower(),
        severity=Severity.WARNING,
        answers_for=OWNER[metric],
        sentence=sentence,
        evidence=(Evidence(metric, sentence, "share", one.share_before, one.share_after, one.change, one.series),),
        remedy=REMEDY[metric],
        misleads=MISLEADS,
        grade=Grade.B,
        records=found.records(one.rows[-1])[:RECORDS],
    )


DIAGNOSIS = DiagnosisPart(
    name="data_decay",
    title="The record decays",
    question="Is the record itself getting worse?",
    answers_for=(Team.MARKETING, Team.SALES),
    needs=("leads", "accounts"),
    find=find,
    page=__doc__,
)
