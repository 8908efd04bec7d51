"""Does anybody know why deals are lost?

**What it looks for** Lost deals of the last year without a reason, or with a word that is none ("other"), by number and by value; a mix of
reasons that shifted from the four quarters before, which reasons moved and the deals behind them; reasons that disagree with the
competitor named on the same deal, or with what somebody else coded after asking the buyer; reasons that wins name as often as losses do;
and, where a survey asked marketing why deals are lost, its top three against the actual top three.

**Why it matters** Marketing that does not know why prospects chose another aims its messages at guesses. "Other" is the most expensive
reason of all.

**How sure** Wilson's range of the share by number and the range over accounts by value; beyond three in ten unexplained, loss reasons
carry no verdict at all. A shift needs 40 reasons on both sides: a G-test (drawn tables where fewer than five are expected in a cell), each
reason by Newcombe's interval with the search over reasons paid for, and outside what every quarter before had; it warns from one chance
in a hundred on, and is a note up to five. Two codings are compared from 20 deals on, by kappa and by AC1, both with their range.
Marketing's top three is compared with the range that redrawn answers and deals give, from five answers on.

**What to do** Ask for the reason when a deal is closed, from a short list that both teams wrote; interview five lost buyers a quarter.

**Where it misleads** A coded reason is the seller's view, and sellers rarely write "we were slow". A reason on every deal can still be
wrong on every deal: buyers have to be asked. A new list of reasons shifts the mix without one buyer thinking otherwise.

**References** METHODS 11.2, 2.5, 6.6, 7.2, 8.4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oarlock.diagnose._double_coding import LEAST as LEAST_TWICE
from oarlock.diagnose._double_coding import finding as coded_twice_finding
from oarlock.diagnose._double_coding import pairs
from oarlock.diagnose._losses import SECOND_OF_DEALS, coded_twice, lost, named_by_marketing, reasons, unexplained
from oarlock.diagnose._reason_shift import beside_won, shifted
from oarlock.diagnose._sentences import share_with_range
from oarlock.diagnose._words import reason_group
from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Question, Severity, Team
from oarlock.measure.engine import measure
from oarlock.words import counted, listed, money, percent

if TYPE_CHECKING:
    from oarlock.measure.result import Measurement

LEAST = 20
MOST_UNEXPLAINED = 0.30
LEAST_ANSWERS = 5
KNOWS = 0.5
"""Marketing does not know the losses where less than this part of the actual top three is surely named."""
AGREES = 0.5
RECORDS = 20
REMEDY = (
    "Ask for the reason when a deal is closed, from a short list that both teams wrote, with a second field for the competitor; interview "
    "five lost buyers a quarter and compare."
)
MISLEADS = "A coded reason is the seller's view. A reason on every deal can still be wrong on every deal: buyers have to be asked."


def find(question: Question) -> Found:
    """What is not known of the losses, and by whom."""
    ledger, agreement = question.ledger, question.agreement
    if ledger.is_empty("opportunity_versions"):
        return Found(
            missing="no deal's outcome is recorded; import opportunities with loss_reason, and opportunity_versions"
        )
    (whole,) = measure(ledger, agreement, unexplained(by_value=False))
    if whole.n < LEAST or whole.lo is None:
        return Found(missing=f"{counted(whole.n, 'deal')} lost in the last year; {LEAST} are needed")
    told = reasons(ledger, agreement)
    if not told:
        return Found(
            missing=f"none of {counted(whole.n, 'lost deal')} says why; import opportunities with loss_reason, or record it"
        )
    findings = [_unsaid(question, whole)] if whole.lo > MOST_UNEXPLAINED else []
    known, missing = _known(question, dict(told), enough=(whole.estimate or 0) <= MOST_UNEXPLAINED)
    twice, untold = _coded_twice(question)
    findings += [*shifted(question), *_disagreeing(question), *twice, *beside_won(question), *known]
    return Found(tuple(findings), "; ".join(reason for reason in (missing, untold) if reason))


def _unsaid(question: Question, whole: Measurement) -> Finding:
    ledger, agreement = question.ledger, question.agreement
    (value,) = measure(ledger, agreement, unexplained(by_value=True))
    quarterly = measure(ledger, agreement, unexplained(by_value=False), every="quarter")
    deals = lost(ledger, agreement)
    rows = deals.filter(deals.says.isnull())
    (sums,) = ledger.rows(rows.aggregate(amount=rows.amount.sum()))
    order = [rows.amount.fill_null(0.0).desc(), rows.opportunity_id]
    records = ledger.rows(rows.order_by(order).limit(RECORDS).select("opportunity_id"))
    currency = agreement.company.reporting_currency
    worth = (
        f", {money(sums['amount'], currency)} or {percent(value.estimate)} by value"
        if sums["amount"] and value.estimate
        else ""
    )
    sentence = (
        f"{share_with_range(whole.estimate, whole.lo, whole.hi, whole.n)} of the deals lost in the last year say no reason that means "
        f"anything{worth}: why deals are lost cannot be told."
    )
    series = tuple((row.period or "", row.estimate) for row in quarterly if row.complete)
    return Finding(
        id="losses_unexplained.no_reason",
        severity=Severity.WARNING,
        answers_for=Team.SALES,
        sentence=sentence,
        evidence=(Evidence("unexplained", sentence, "share", None, whole.estimate, None, series),),
        remedy=REMEDY,
        misleads=MISLEADS,
        grade=Grade.B,
        records=tuple(row["opportunity_id"] for row in records),
    )


def _disagreeing(question: Question) -> tuple[Finding, ...]:
    """Where the reason and the named competitor tell two stories, both are shown, as a note: neither is the truth."""
    deals = lost(question.ledger, question.agreement)
    rows = question.ledger.rows(
        deals.filter(deals.says.notnull())
        .mutate(has_rival=deals.competitor.notnull())
        .group_by("says", "has_rival")
        .aggregate(n=lambda t: t.count())
    )
    coded = sum(row["n"] for row in rows if _is_rival(row["says"]))
    named = sum(row["n"] for row in rows if row["has_rival"])
    both = sum(row["n"] for row in rows if row["has_rival"] and _is_rival(row["says"]))
    either = coded + named - both
    if min(coded, named) < LEAST or both / either >= AGREES:
        return ()
    sentence = (
        f"{counted(coded, 'lost deal')} {'is' if coded == 1 else 'are'} coded as lost to a competitor and {named:,} name one, but only "
        f"{both:,} do both: read the two side by side, not the code alone."
    )
    return (
        Finding(
            "losses_unexplained.two_stories", Severity.NOTE, Team.SALES, sentence, remedy=REMEDY, misleads=MISLEADS
        ),
    )


def _is_rival(says: str) -> bool:
    return any(word in says for word in ("compet", "rival", "incumbent"))


def _coded_twice(question: Question) -> tuple[tuple[Finding, ...], str]:
    """The seller's reason against a second coding of the same loss; and which column would have it."""
    rows = coded_twice(question.ledger, question.agreement)
    counts = pairs(question.ledger, rows) if rows is not None else {}
    n = sum(counts.values())
    if rows is None or n < LEAST_TWICE:
        told = f"{n} of the losses are coded twice ({LEAST_TWICE} are needed)" if n else "no loss is coded twice"
        return (
            (),
            f"{told}; import opportunities with {SECOND_OF_DEALS[0]}, what the buyer said to somebody else than the seller",
        )
    apart = rows.filter(rows.says.notnull(), rows.second.notnull(), rows.says != rows.second)
    order = [apart.amount.fill_null(0.0).desc(), apart.opportunity_id]
    records = question.ledger.rows(apart.order_by(order).limit(RECORDS).select("opportunity_id"))
    ids = tuple(row["opportunity_id"] for row in records)
    return coded_twice_finding("losses_unexplained.coded_twice", "lost deal", counts, ids), ""


def _known(question: Question, counts: dict[str, int], *, enough: bool) -> tuple[tuple[Finding, ...], str]:
    """Marketing's top three against the actual one; and why that could not be looked at."""
    from oarlock.stats.knowledge import knowledge

    votes, answered = named_by_marketing(question.ledger, question.agreement)
    if answered < LEAST_ANSWERS:
        asked = f"fewer than {LEAST_ANSWERS} people of marketing said why deals are lost"
        return (), f"{asked}; ask them in a survey (question loss_reasons) and import survey_answers"
    if not enough:
        return (), "too many losses say nothing to compare marketing's view of them; record loss_reason first"
    said = _alike(votes, counts)
    if not said:
        return (), "no two people of marketing name the same loss reason, so there is nothing to compare"
    found = knowledge(said, counts, seed=11)
    if found.interval.hi >= KNOWS:
        return (), ""
    sentence = (
        f"{answered} people of marketing name {listed(found.named)} as why deals are lost; in fact it is {listed(found.actual)}: "
        f"{percent(found.overlap)} of the actual top three (90% range {percent(found.interval.lo)} to {percent(found.interval.hi)})."
    )
    evidence = Evidence("knows_losses", sentence, "share", None, found.overlap)
    return (
        Finding(
            id="losses_unexplained.marketing_guesses",
            severity=Severity.WARNING,
            answers_for=Team.BOTH,
            sentence=sentence,
            evidence=(evidence,),
            remedy="Put five losses on the agenda of every joint review, with their reasons; give marketing the list and the recordings.",
            misleads=MISLEADS,
            grade=Grade.B,
        ),
    ), ""


def _alike(votes: dict[str, int], counts: dict[str, int]) -> dict[str, int]:
    """Voices under the reason they mean: the same spelling, else the only reason of the record that is of the same kind of words."""
    from oarlock.agreement.channels import spelling

    known = {spelling(reason): reason for reason in counts}
    told: dict[str, int] = {}
    for word, n in votes.items():
        same = [
            reason
            for reason in counts
            if reason_group(reason) == reason_group(word) and set(reason.split()) & set(word.split())
        ]
        name = known.get(spelling(word)) or (same[0] if len(same) == 1 else word)
        told[name] = told.get(name, 0) + n
    # What one person alone wrote in his own words could name him.
    return {name: n for name, n in told.items() if n > 1 or name in counts}


DIAGNOSIS = DiagnosisPart(
    name="losses_unexplained",
    title="Losses are unexplained",
    question="Does anybody know why deals are lost?",
    answers_for=(Team.SALES, Team.MARKETING),
    needs=("opportunities", "opportunity_versions"),
    find=find,
    page=__doc__,
)
