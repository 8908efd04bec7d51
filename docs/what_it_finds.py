"""Diagnoses simulated companies whose truth is known and writes the confusion table of docs/why/what-it-finds.md.

    python docs/what_it_finds.py [--each 20] [--innocent 40] [--jobs 2] [--first-seed 101]

Takes about ten seconds a company and core. Seeds from 101 on were never looked at while the methods were written.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from multiprocessing import Pool
from pathlib import Path

from oarlock import registry
from oarlock.book import Book
from oarlock.demo.company import simulate

PAGE = Path(__file__).parent / "why" / "what-it-finds.md"
INNOCENT = ("none", "seasonal", "mix_shift")
NOBODY = "(nothing)"

HEAD = """# What it finds

Every number here comes from `python docs/what_it_finds.py`: simulated companies of size S, ten quarters each, one misalignment
planted in a company or none, taken in as a user would, with the default agreement and nothing else stated; the ideal customer profile
is learnt. The methods were written with other seeds than these ({seeds}).

A row is what was planted, a column what was named first. Bold is right. "Named at all" counts companies in which the planted cause is among
the named ones.

"""

TAIL = """
## How to read it

- A company that is innocent must be accused of nothing: {innocent_share} of {innocent} were.
- Of the planted causes {found_share} of {planted} were named first.
- A cause that is not named is not ruled out: the months may vary too much, or the change may be too young to be seen.
- The companies are simulated by us. Yours is not; look at the evidence behind a cause, not at this table.
"""


def judged(case: tuple[str, int]) -> tuple[str, int, tuple[str, ...]]:
    """Plant, seed, and the causes named in order."""
    plant, seed = case
    with tempfile.TemporaryDirectory() as folder:
        truth = simulate(folder, seed=seed, plant=plant)
        now = datetime.fromisoformat(truth.ends_on).replace(tzinfo=UTC)
        with Book.in_memory(clock=lambda: now) as book:
            book.take(folder)
            return plant, seed, tuple(cause.code for cause in book.diagnose("slopes").named)


def table(answers: Iterable[tuple[str, int, tuple[str, ...]]], codes: tuple[str, ...]) -> list[str]:
    """The confusion table as lines of Markdown."""
    rows = [
        f"| planted | companies | named first | {NOBODY} | named at all | mistaken for |",
        "|---|---|---|---|---|---|",
    ]
    told = list(answers)
    for plant in (*codes, *INNOCENT):
        mine = [named for p, _, named in told if p == plant]
        first = Counter(named[0] if named else NOBODY for named in mine)
        right = first[plant] if plant in codes else first[NOBODY]
        others = ", ".join(f"{code} {n}" for code, n in first.most_common() if code not in (plant, NOBODY))
        share = f"**{right} ({100 * right / max(len(mine), 1):.0f} %)**"
        nobody = share if plant in INNOCENT else str(first[NOBODY])
        within = str(sum(plant in named for named in mine)) if plant in codes else "–"
        rows.append(
            f"| {plant} | {len(mine)} | {share if plant in codes else '–'} | {nobody} | {within} | {others or '–'} |"
        )
    return rows


def main() -> None:
    """Runs the companies and writes the page."""
    asked = argparse.ArgumentParser(description=__doc__)
    for name, default in (("--each", 20), ("--innocent", 40), ("--jobs", 2), ("--first-seed", 101)):
        asked.add_argument(name, type=int, default=default)
    options = asked.parse_args()
    codes, first = registry.names("diagnose.causes"), options.first_seed
    cases = [(code, first + i) for code in codes for i in range(options.each)]
    cases += [(plant, first + i) for plant in INNOCENT for i in range(options.innocent)]
    with Pool(options.jobs) as pool:
        answers = pool.map(judged, cases, chunksize=1)
    planted = [(p, named) for p, _, named in answers if p in codes]
    innocent = [named for p, _, named in answers if p not in codes]
    found = sum(named[:1] == (p,) for p, named in planted)
    left = sum(not named for named in innocent)
    text = (
        HEAD.format(seeds=f"{first} to {first + max(options.each, options.innocent) - 1}")
        + "\n".join(table(answers, codes))
        + "\n"
    )
    text += TAIL.format(
        innocent=len(innocent), innocent_share=f"{left} ({100 * left / max(len(innocent), 1):.0f} %)",
        planted=len(planted), found_share=f"{found} ({100 * found / max(len(planted), 1):.0f} %)",
    )  # fmt: skip
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
