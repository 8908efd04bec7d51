"""Do reasons for turning leads down say anything?

**What it looks for** Rejections of the last year of leads that marketing handed over: without a reason, with "other", or with words that
are not on the agreed list; one person who gives the same reason for nearly everything; leads rejected without anybody having tried
them; a second coding of the same rejections that says something else; and companies turned down as no fit that were won later through
another lead, nearly as often as those accepted.

**Why it matters** Marketing corrects its targeting by these reasons. If they are noise, it corrects towards noise; if there are none, it
does not correct at all, and the same leads come again.

**How sure** Each share with Wilson's range against a limit: a fifth for missing reasons, what the response promise leaves open for leads
rejected untried. A person is compared with all others only on 30 rejections or more, by an exact test corrected for the number of
people; nobody with fewer is shown. Two codings are compared from 20 rejections on, by kappa and by AC1. For companies won later the
base is what accepted leads' companies bought.

**What to do** Make the coded reason part of rejecting; drop reasons nobody can tell apart; go through twenty rejections together and code
them twice.

**Where it misleads** A list without the right reason makes "other" the honest answer. Somebody who works one list of bad leads rightly
gives one reason. Bulk closing by a system is no opinion of anybody.

**References** METHODS 6.6, 7.2, 2.5, 14 #19 and #21.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from oarlock.agreement import default
from oarlock.diagnose._double_coding import LEAST as LEAST_TWICE
from oarlock.diagnose._double_coding import finding, pairs
from oarlock.diagnose._losses import SAYS_NOTHING
from oarlock.diagnose._rejections import (
    NEVER_A_CUSTOMER,
    NOT_SEEN_TO,
    SECOND_OF_REJECTIONS,
    bought,
    coded_twice,
    rejections,
    share_of_rejections,
    won_later,
)
from oarlock.diagnose._sentences import share_with_range
from oarlock.diagnose._standing_out import slug, standing_out, with_names
from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Question, Severity, Team
from oarlock.measure.cohorts import local_day
from oarlock.measure.engine import measure
from oarlock.measure.facts.handover import handed_over
from oarlock.words import counted, money, percent

if TYPE_CHECKING:
    from oarlock.measure.base import Metric
    from oarlock.measure.result import Measurement

YEAR = 365
LEAST, LEAST_OF_A_PERSON = 20, 30
MOST_MISSING = 0.20
ONE_REASON = 0.80
HALF = 0.5
NO_REASON = "no reason at all"
REMEDY = {
    "missing": "Make a coded reason part of rejecting a lead; ask what people meant by their own words and add it to [[reasons]].",
    "one_reason": "Go through twenty of these rejections together and code them twice; agree what each reason means.",
    "untried": "Let a rejection need a logged attempt, except for duplicates and people who cannot buy; give these leads to somebody else.",
    "won_later": "Look at these companies together: change the profile, or the reason that was given too lightly.",
}
MISLEADS = {
    "missing": 'A list without the right reason makes "other" the honest answer; bulk closing by a system is nobody\'s opinion.',
    "one_reason": "Somebody who works one list of bad leads rightly gives one reason for them.",
    "untried": "Attempts that nobody logs are missing here; some cards say enough without a call.",
    "won_later": "A company may have changed since, and another person of it may have been the right one all along.",
}


def find(question: Question) -> Found:
    """What is wrong with the reasons of the last year."""
    ledger, agreement = question.ledger, question.agreement
    if ledger.is_empty("stage_changes"):
        return Found(missing="no lead ever changed its stage; import stage_changes with the reason of each rejection")
    rows = rejections(ledger, agreement)
    since = local_day(ledger, agreement) - timedelta(days=YEAR)
    (known,) = ledger.rows(rows.aggregate(n=rows.count(), told=rows.reason.count(), coded=rows.reason_group.count()))
    if known["n"] < LEAST:
        return Found(missing=f"{counted(known['n'], 'rejection')} of handed-over leads; {LEAST} are needed")
    if not known["told"]:
        return Found(
            missing=f"none of {counted(known['n'], 'rejection')} has a reason in this record; import stage_changes with its reason"
        )
    look = _Look(question, since)
    stated = agreement.is_signed or agreement.reasons != default().reasons
    twice, untold = look.coded_twice()
    findings = [
        *look.missing(bool(known["coded"]) and stated), *look.one_reason(), *look.untried(), *twice, *look.won_later(),
    ]  # fmt: skip
    return Found(tuple(findings), untold)


class _Look:
    """The rejections of a year, looked at from four sides."""

    def __init__(self, question: Question, since: Any) -> None:
        self.ledger, self.agreement, self.since = question.ledger, question.agreement, since

    def missing(self, is_agreed: bool) -> list[Finding]:
        """More than a fifth without a reason one can use; where nobody agreed on a list, or nobody uses it, words of one's own count."""

        def unused(t: Any) -> Any:
            if not is_agreed:
                return t.reason.isnull() | t.reason.strip().lower().isin(SAYS_NOTHING).fill_null(False)
            return t.reason_group.isnull() | (t.reason_group == "other")

        whole, metric = self._share("unused_reasons", unused)
        if whole is None or (whole.lo or 0) <= MOST_MISSING:
            return []
        blank, _ = self._share("blank_reasons", lambda t: t.reason.isnull())
        blanks = f", {percent(blank.estimate)} without any" if blank and blank.estimate else ""
        words = 'none, "other", or not agreed' if is_agreed else 'none, or "other"'
        told = f"{_shown(whole)} of the rejections of the last year give no reason one can use ({words}){blanks}"
        return [self._finding("missing", f"{told}; a fifth is what such a list can bear.", whole, unused, metric)]

    def one_reason(self) -> list[Finding]:
        """A person whose rejections nearly all say the same, and not what everybody says."""
        rows = rejections(self.ledger, self.agreement)
        reasons = self._reasons_of_people(rows)
        top: dict[str, list[str]] = {}
        for person, counts in reasons.items():
            reason, n = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
            if sum(counts.values()) >= LEAST_OF_A_PERSON and n >= ONE_REASON * sum(counts.values()):
                top.setdefault(reason, []).append(person)
        findings = []
        for reason, people in sorted(top.items()):
            wanted = None if reason == NO_REASON else reason

            def same(t: Any, wanted: str | None = wanted) -> Any:
                return t.reason.isnull() if wanted is None else (t.reason == wanted).fill_null(False)

            metric = share_of_rejections("same_reason", same, rejections)
            found = measure(self.ledger, self.agreement, metric, by="person", since=self.since)
            alike = standing_out(found, least=LEAST_OF_A_PERSON, above=ONE_REASON * HALF)
            for one in with_names(self.ledger, alike):
                if one.value not in people:
                    continue
                bits = _entropy(reasons[one.value])
                sentence = (
                    f'Of the leads that {one.shown} turned down, {_shown(one.row)} carry one reason, "{reason}", which all others give for '
                    f"{percent(one.others)}; such a reason is a habit, not news (entropy {bits:.1f} bits)."
                )
                finding = self._finding(
                    f"one_reason.{slug(one.value)}", sentence, one.row, same, metric, person=one.value
                )
                findings.append(finding)
        return findings

    def untried(self) -> list[Finding]:
        """Leads rejected for something one would have to ask, that nobody asked."""
        if self.ledger.is_empty("activities"):
            return []

        def hit(t: Any) -> Any:
            obvious = t.reason_group.isin(NOT_SEEN_TO).fill_null(False)
            return t.first_touch_at.isnull() & t.accepted_at.isnull() & ~obvious

        whole, metric = self._share("untried_rejections", hit)
        limit = 1 - self.agreement.sales.share
        if whole is None or (whole.lo or 0) <= limit:
            return []
        sentence = f"{_shown(whole)} of the rejections of the last year are of leads nobody had tried, duplicates and non-buyers left out."
        return [self._finding("untried", sentence, whole, hit, metric)]

    def coded_twice(self) -> tuple[tuple[Finding, ...], str]:
        """A reason against a second coding of the same rejection; and what would let them be compared."""
        rows = self._since(coded_twice(self.ledger, self.agreement))
        counts = pairs(self.ledger, rows)
        n = sum(counts.values())
        if n < LEAST_TWICE:
            told = (
                f"{n} of the rejections are coded twice ({LEAST_TWICE} are needed)"
                if n
                else "no rejection is coded twice"
            )
            column = SECOND_OF_REJECTIONS[0]
            return (), f"{told}; import stage_changes with {column}, or let somebody else reject twenty of them again"
        ids = self._ids(rows.filter(rows.says.notnull(), rows.second.notnull(), rows.says != rows.second))
        return finding("reasons_not_used.coded_twice", "rejection", counts, ids), ""

    def won_later(self) -> list[Finding]:
        """Companies that did not fit, and bought."""
        never, metric = self._later(lambda t: t.reason_group.isin(NEVER_A_CUSTOMER), rejections)
        taken, _ = self._later(lambda t: t.accepted_at.notnull(), _accepted)
        if never is None or taken is None or min(never.n, taken.n) < LEAST_OF_A_PERSON or not taken.estimate:
            return []
        if (never.lo or 0) <= HALF * taken.estimate:
            return []
        rows = rejections(self.ledger, self.agreement)
        refused = rows.filter(rows.reason_group.isin(NEVER_A_CUSTOMER))
        deals, amount = bought(self.ledger, self.agreement, refused, "rejected_at")
        worth = f", by {counted(deals, 'deal')} of {money(amount, self.agreement.company.reporting_currency)}"
        sentence = (
            f"{_shown(never)} of the leads turned down as no fit or no buyer were of companies that bought later{worth if amount else ''},"
            f" nearly as often as those of accepted leads ({percent(taken.estimate)} of {taken.n:,})."
        )
        later = won_later(self.ledger, self.agreement, refused, "rejected_at")
        return [
            self._finding("won_later", sentence, never, None, metric, records=self._ids(later.filter(later.later_won)))
        ]

    def _later(self, which: Callable[[Any], Any], rows: Callable[..., Any]) -> tuple[Measurement | None, Metric]:
        """How often the companies of some leads bought later, over the whole record, because buying takes its time."""

        def chosen(ledger: Any, agreement: Any) -> Any:
            found = rows(ledger, agreement)
            return won_later(ledger, agreement, found.filter(which(found).fill_null(False)), "rejected_at")

        metric = share_of_rejections("won_later", lambda t: t.later_won, chosen)
        (row,) = measure(self.ledger, self.agreement, metric)
        return (row if row.estimate is not None else None), metric

    def _share(self, name: str, hit: Callable[[Any], Any]) -> tuple[Measurement | None, Metric]:
        metric = share_of_rejections(name, hit, rejections)
        (row,) = measure(self.ledger, self.agreement, metric, since=self.since)
        return (row if row.n >= LEAST else None), metric

    def _finding(
        self, what: str, sentence: str, row: Measurement, hit: Callable[[Any], Any] | None, metric: Metric, *,
        person: str | None = None, records: tuple[str, ...] = (),
    ) -> Finding:  # fmt: skip
        kind = what.split(".")[0]
        if hit is not None:
            rows = self._recent()
            rows = rows if person is None else rows.filter(rows.person == person)
            records = self._ids(rows.filter(hit(rows)))
        quarterly = measure(self.ledger, self.agreement, metric, every="quarter") if person is None else ()
        series = tuple((one.period or "", one.estimate) for one in quarterly if one.complete)
        return Finding(
            id=f"reasons_not_used.{what}",
            severity=Severity.WARNING,
            answers_for=Team.SALES if kind != "won_later" else Team.BOTH,
            sentence=sentence,
            evidence=(Evidence(metric.name, sentence, "share", None, row.estimate, None, series),),
            remedy=REMEDY[kind],
            misleads=MISLEADS[kind],
            grade=Grade.B,
            records=records,
        )

    def _recent(self) -> Any:
        return self._since(rejections(self.ledger, self.agreement))

    def _since(self, rows: Any) -> Any:
        import ibis

        from oarlock.agreement.calendar import starts_at

        start = starts_at(self.since, self.agreement.company.time_zone).replace(tzinfo=None)
        return rows.filter(rows.rejected_at >= ibis.literal(start, type="timestamp"))

    def _ids(self, rows: Any) -> tuple[str, ...]:
        told = self.ledger.rows(rows.order_by([rows.rejected_at.desc(), rows.lead_id]).limit(20).select("lead_id"))
        return tuple(row["lead_id"] for row in told)

    def _reasons_of_people(self, _: Any) -> dict[str, dict[str, int]]:
        rows = self._recent()
        told = rows.filter(rows.person.notnull()).group_by("person", "reason").aggregate(n=lambda t: t.count())
        people: dict[str, dict[str, int]] = {}
        for row in self.ledger.rows(told):
            people.setdefault(row["person"], {})[row["reason"] or NO_REASON] = row["n"]
        return people


def _accepted(ledger: Any, agreement: Any) -> Any:
    """Accepted leads, from their acceptance on."""
    leads = handed_over(ledger, agreement)
    return leads.filter(leads.accepted_at.notnull()).mutate(rejected_at=leads.accepted_at)


def _entropy(counts: dict[str, int]) -> float:
    """Bits of a person's reasons: 0 where there is one only."""
    total = sum(counts.values())
    return abs(sum(n / total * math.log2(n / total) for n in counts.values()))


def _shown(row: Measurement) -> str:
    return share_with_range(row.estimate, row.lo, row.hi, row.n)


DIAGNOSIS = DiagnosisPart(
    name="reasons_not_used",
    title="Reasons are not used",
    question="Do reasons for turning leads down say anything?",
    answers_for=(Team.SALES,),
    needs=("leads", "stage_changes"),
    find=find,
    page=__doc__,
)
