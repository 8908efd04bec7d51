"""The two pictures drawn by hand, small enough to stand in a table row; both follow the page's colours."""

from __future__ import annotations

from collections.abc import Sequence


def sparkline(values: Sequence[float | None], *, width: int = 84, height: int = 24) -> str:
    """A line of the known values with a dot at the last; empty with fewer than two. Decorative: the numbers stand beside it."""
    known = [(i, value) for i, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return ""
    low, high = min(v for _, v in known), max(v for _, v in known)
    rise = (height - 6) / (high - low) if high > low else 0.0
    middle = height / 2 if high == low else height - 3
    at = [(3 + i / (len(values) - 1) * (width - 6), middle - (v - low) * rise) for i, v in known]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    return (f'<svg class="spark" width="{width}" height="{height}" viewBox="0 0 {width} {height}" aria-hidden="true">'
            f'<polyline points="{path}" fill="none" stroke="var(--muted, #5b6470)" stroke-width="1.5"/>'
            f'<circle cx="{at[-1][0]:.1f}" cy="{at[-1][1]:.1f}" r="2.5" fill="var(--ink, #1b1f24)"/></svg>')  # fmt: skip


def whisker(value: float | None, lo: float | None, hi: float | None, top: float, *, width: int = 96) -> str:
    """A bar with its range on a scale from 0 to `top`, cut off at both ends; empty without a value."""
    if value is None or top <= 0:
        return ""

    def place(amount: float) -> float:
        return round(min(max(amount / top, 0.0), 1.0) * width, 1)

    line = ""
    if lo is not None and hi is not None:
        line = f'<path d="M{place(lo)} 7H{place(hi)}" stroke="var(--ink, #1b1f24)" stroke-width="1.5"/>'
    return (f'<svg class="whisker" width="{width}" height="14" viewBox="0 0 {width} 14" aria-hidden="true">'
            f'<rect y="4" width="{width}" height="6" fill="var(--tint, #e9ecef)"/>'
            f'<rect y="4" width="{place(value)}" height="6" fill="var(--bar, #868e99)"/>{line}</svg>')  # fmt: skip
