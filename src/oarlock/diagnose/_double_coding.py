"""Reasons that were coded twice, by the seller and by somebody else: do the two codings mean the same (METHODS 6.6, 11.2)?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from oarlock.agreement.channels import spelling
from oarlock.diagnose.base import Evidence, Finding, Grade, Severity, Team
from oarlock.stats.raters import DIFFERENT_BELOW
from oarlock.words import coefficient, counted, listed, percent

if TYPE_CHECKING:
    from oarlock.ledger.reading import Ledger
    from oarlock.stats.coders import Coding
    from oarlock.stats.result import Estimate

LEAST = 20
"""Records coded twice below which the agreement of two codings is not told."""
SHOWN = 3
REMEDY = (
    "Go through twenty of these together and agree what each reason means; where the two still differ, show both and believe neither "
    "alone."
)
MISLEADS = (
    "Records that somebody codes again are rarely drawn at random, and a second coding made with the first in sight agrees with it too "
    "well."
)


def pairs(ledger: Ledger, rows: Any) -> Counter[tuple[str, str]]:
    """Records by (`says`, `second`), both in one spelling; those that have only one of them are left out."""
    told = rows.filter(rows.says.notnull(), rows.second.notnull()).group_by("says", "second")
    counts: Counter[tuple[str, str]] = Counter()
    for row in ledger.rows(told.aggregate(n=lambda t: t.count())):
        counts[spelling(row["says"]), spelling(row["second"])] += row["n"]
    return counts


def finding(
    id_: str, noun: str, counts: Mapping[tuple[str, str], int], records: tuple[str, ...]
) -> tuple[Finding, ...]:
    """How far the two codings agree: a warning where they surely do not, else a note; nothing of fewer than LEAST records.

    Args:
        noun: What was coded, such as "lost deal".
        records: Records that were coded differently.
    """
    from oarlock.stats.coders import coding

    codes = sorted({code for pair in counts for code in pair})
    if sum(counts.values()) < LEAST or len(codes) < 2:
        return ()
    found = coding([[counts.get((one, other), 0) for other in codes] for one in codes])
    apart = _is_apart(found)
    sentence = _sentence(found, noun, counts)
    share = Evidence("coded_alike", sentence, "share", None, found.observed)
    kappa = Evidence(
        "kappa", f"Cohen's kappa of {counted(found.n, noun)} coded twice", "score", None, found.kappa.value, found.kappa
    )
    ac1 = Evidence(
        "gwet_ac1", f"Gwet's AC1 of {counted(found.n, noun)} coded twice", "score", None, found.ac1.value, found.ac1
    )
    return (
        Finding(
            id=id_,
            severity=Severity.WARNING if apart else Severity.NOTE,
            answers_for=Team.SALES,
            sentence=sentence,
            evidence=(share, kappa, ac1),
            remedy=REMEDY,
            misleads=MISLEADS,
            grade=Grade.B if apart else Grade.C,
            records=records,
        ),
    )


def _is_apart(found: Coding) -> bool:
    """Whether both coefficients surely lie below what counts as close: one alone may be low because nearly all have one code."""
    return all(one.hi is not None and one.hi < DIFFERENT_BELOW for one in (found.kappa, found.ac1))


def _sentence(found: Coding, noun: str, counts: Mapping[tuple[str, str], int]) -> str:
    kappa = found.kappa
    beyond = "" if kappa.value is None else f"kappa {_with_range(kappa)}, "
    told = (
        f"{counted(found.n, noun)} carry a second coding of the reason, the seller's own in {percent(found.observed)}: "
        f"{beyond}AC1 {_with_range(found.ac1)}"
    )
    differ = sorted((pair for pair in counts.items() if pair[0][0] != pair[0][1]), key=lambda pair: (-pair[1], pair[0]))
    if not differ:
        return f"{told}."
    most = listed([f'"{one}" is "{other}" to the second ({n})' for (one, other), n in differ[:SHOWN]])
    return f"{told}; {'most often' if differ[0][1] > 1 else 'where they differ,'} {most}."


def _with_range(one: Estimate) -> str:
    return f"{coefficient(one.value)} ({coefficient(one.lo)} to {coefficient(one.hi)})"
