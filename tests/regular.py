"""A company as regular as a clock, so that every number of a plan can be done by hand."""

from __future__ import annotations

from datetime import date, timedelta

FIRST, LAST = date(2024, 1, 1), date(2026, 3, 30)
A_WEEK = 20


def regular(*, weeks: int | None = None, people: int = 2, linked: bool = True, wins: bool = True) -> str:
    """Twenty leads each Monday: four become a deal after 10 days, one of these is won after 30 more, for 1,000; the rest ends soon.

    Args:
        people: Who take leads in turn. linked: whether deals name their lead. wins: whether any deal is ever won.
    """
    lines = [f"2023-12-01 p{i} hired team=sales role=sdr name=P{i}" for i in range(people)]
    monday, n = FIRST, 0
    while monday < LAST and (weeks is None or (monday - FIRST).days < 7 * weeks):
        for i in range(A_WEEK):
            n += 1
            lead = f"l{n:05}"
            at = f"{monday} {9 + i % 8:02}:{i:02}"
            lines.append(f"{at} {lead} created source=Web score={i * 5}")
            if people:
                lines.append(f"{at} {lead} assigned to=p{n % people}")
            if i >= 4:
                lines.append(f"{monday + timedelta(days=5)} {lead} disqualified reason=too_small")
                continue
            opened, closed = monday + timedelta(days=10), monday + timedelta(days=40)
            name = f"lead={lead} " if linked else ""
            if opened < LAST:
                lines.append(f"{opened} d{n:05} opened {name}amount=1000 close={closed} kind=new sourced_by=marketing")
            if closed < LAST:
                lines.append(f"{closed} d{n:05} {'won' if i == 0 and wins else 'lost'}")
        monday += timedelta(days=7)
    return "\n".join(sorted(lines, key=lambda line: line[:10]))
