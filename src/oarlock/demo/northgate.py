"""What the simulated company's two teams agreed: the default agreement, with every clause filled in that a company states for itself.

Each clause takes the place of its commented example, so the file reads as one that somebody edited. It binds a healthy company that keeps
it: nothing here is meant to be found, but for a company whose planted misalignment is its pay.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from oarlock.agreement import default_text
from oarlock.agreement.calendar import period_of
from oarlock.demo import truth
from oarlock.errors import UsedWrongly

COMPANY = "Northgate (simulated)"
CAUTION = 0.95
"""A goal as a part of what came lately."""
INCENTIVES = "# [[incentives]]"
CLAUSES = {
    "# [pipeline.views.marketing]": """\
[pipeline.views.marketing]
rule = "kind = 'new'"            # all open deals of new business, whoever sourced them
window = "all"                   # whenever they should close
""",
    "# [pipeline.views.sales]": """\
[pipeline.views.sales]
rule = "kind = 'new'"
window = "all"
days_before = 2                  # its list is drawn on Friday for the review on Monday
""",
    "# [[personas]]": """\
[[personas]]
name = "operations"
title = "Operations"
rule = "lower(title) like '%operations%'"
share = 0.31

[[personas]]
name = "finance"
title = "Finance"
rule = "lower(title) in ('head of finance', 'cfo')"
share = 0.19

[[personas]]
name = "analysts"
title = "Analysts"
rule = "lower(title) = 'analyst'"
share = 0.17

[[personas]]
name = "it"
title = "IT"
rule = "lower(title) like 'it %'"
share = 0.12

[[personas]]
name = "founders"
title = "Founders and chief executives"
rule = "lower(title) = 'ceo'"
share = 0.07
""",
    "# [[goals]]": """\
[[goals]]
period = "{period}"
team = "both"
bookings = {bookings}
""",
    INCENTIVES: """\
[[incentives]]
team = "both"
pays_for = "bookings"
weight = 0.6

[[incentives]]
team = "marketing"
pays_for = "sourced_revenue"
weight = 0.4

[[incentives]]
team = "sales"
pays_for = "revenue_per_lead"
weight = 0.4
""",
    "# hourly_cost": """\
hourly_cost = 60                 # what an hour of sales costs with everything
commission_share = 0.08          # of a won amount
gross_margin = 0.75              # of revenue
""",
    "# [definitions]": """\
[definitions]
marketing = "score >= 56 and employees >= 50"
sales = "score >= 60 and employees between 50 and 5000"
shared = "score >= 58 and employees >= 50"
marketing_accounts = "target_tier in ('A', 'B')"          # the accounts each team goes for
sales_accounts = "target_tier = 'A' or (target_tier = 'B' and employees >= 100)"
""",
    "# people": """\
people = {{ marketing = {marketing}, sales = {sales} }}
""",
}
"""The live clause by the line with which its commented example begins."""


SILOED_PAY = """\
[[incentives]]
team = "marketing"
pays_for = "lead_volume"

[[incentives]]
team = "sales"
pays_for = "bookings"
"""
"""What is paid where the planted misalignment is the pay itself."""


def agreement_text(folder: Path) -> str:
    """The agreement of the company whose exported files lie in the folder; the goal of the coming quarter rests on
    the last four."""
    pay = {INCENTIVES: SILOED_PAY} if truth.read(folder).shown_by == "incentive_conflict" else {}
    return with_clauses(default_text(company=COMPANY), {**_coming_goal(folder), **_people(folder)}, {**CLAUSES, **pay})


def with_clauses(text: str, values: dict[str, Any], clauses: Mapping[str, str] = CLAUSES) -> str:
    """The text with each commented example replaced by the live clause.

    Raises:
        UsedWrongly: the text has no such example, or two.
    """
    for start, clause in clauses.items():
        lines = text.splitlines(keepends=True)
        found = [place for place, line in enumerate(lines) if line.startswith(start)]
        if len(found) != 1:
            raise UsedWrongly(
                f'The default agreement has {len(found)} examples that begin with "{start}"; one is expected.'
            )
        end = next((k for k in range(found[0], len(lines)) if not lines[k].startswith("#")), len(lines))
        text = "".join([*lines[: found[0]], clause.format(**values), *lines[end:]])
    return text


def _coming_goal(folder: Path) -> dict[str, Any]:
    """The first quarter after the record, and a goal that can be met: a little less than the last four quarters booked on average.

    That average is what the last of them recognised as revenue.
    """
    import pyarrow.parquet as pq

    last = max(pq.read_table(folder / "revenue.parquet").to_pylist(), key=lambda row: row["period_end"])
    return {
        "period": period_of(last["period_end"], "quarter", 1).label,
        "bookings": int(round(CAUTION * last["amount"], -4)),
    }


def _people(folder: Path) -> dict[str, Any]:
    """How many there are in each team."""
    import pyarrow.parquet as pq

    rows = pq.read_table(folder / "users.parquet", columns=["team", "active"]).to_pylist()
    return {team: sum(row["team"] == team and row["active"] for row in rows) for team in ("marketing", "sales")}
