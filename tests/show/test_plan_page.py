"""A plan's page in a real browser: contained, named, readable on a phone, and saying nothing twice."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.show.test_browser import CONTRASTS, browser, opened, pytestmark, violations

from oarlock.plan._compared import Compared
from oarlock.plan.answer import Assumed, PlanAnswer, Section
from oarlock.plan.scenario import ScenarioPlan
from oarlock.plan.settings import scenario_of
from oarlock.show import planned
from oarlock.stats.result import Estimate

__all__ = ["browser", "pytestmark"]
WORD = "Reaktionszeit_der_Vertriebsmannschaft_in_Mitteleuropa_einschliesslich_aller_Partnerunternehmen"
ASSUMED = Assumed("hours", "Hours a lead takes", "1.5 working hours", "no system records them; write [capacity]")


def answer() -> PlanAnswer:
    """Two scenarios with long names, a wide table with words in it, and one without rows."""
    row = Compared(
        "bookings", "Bookings", "money", Estimate(2e6, 1e6, 3e6), Estimate(1.5e6, 1e6, 2e6), Estimate(5e5, 0, 1e6)
    )
    of = ScenarioPlan(
        scenario_of(["leads=+10%", "reps=+1", "win_rate=22%"]), scenario_of([]), "2026Q1", (row,), "", (), None, None
    )  # type: ignore[arg-type]
    wide = ("", "90% range", "as it is", "90% range", "difference", "90% range", "note")
    sections = (
        Section(
            "Side by side",
            wide,
            (("  of these", "$1M to $3M", "$1.5M", "–", "+$500K", "$0 to +$1M", f"as set, {WORD}"),),
        ),
        Section("Nothing in it", ("week", "leads"), ()),
        Section(
            "Unknown, and assumed", ("what", "assumed", "because"), ((ASSUMED.title, ASSUMED.taken, ASSUMED.because),)
        ),
    )
    return PlanAnswer(
        "scenario", WORD, datetime(2026, 1, 1, tzinfo=UTC), 3, "USD", f"{WORD}: $2M of bookings.", ("Say `[capacity]`.",), sections, {},
        ("Only 3 quarters.",), (ASSUMED,), of,
    )  # fmt: skip


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("plans") / "plan.html"
    file.write_text(planned.as_html(answer()), "utf-8")
    return file


def test_numbers_stand_to_the_right_and_words_to_the_left() -> None:
    wide, _, assumed = answer().sections
    assert (wide.right, assumed.right) == ((1, 2, 3, 4, 5), (1,))


@pytest.mark.parametrize("width", [320, 390, 768, 1360])
def test_it_scrolls_nowhere_sideways_and_loads_nothing(browser: Any, page: Path, width: int) -> None:
    shown, wrongs = opened(browser, page, width=width)
    assert wrongs == []
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    if width < 700:  # on a phone each row of a wide table is a card
        assert shown.evaluate(
            "[...document.querySelectorAll('.stacked')].every(t => t.scrollWidth <= t.parentElement.clientWidth)"
        )
    shown.close()


@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), (1360, "light"), (1360, "dark")])
def test_axe_finds_nothing_and_all_text_can_be_read(browser: Any, page: Path, width: int, theme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    shown, _ = opened(browser, page, width=width, theme=theme)
    assert violations(axe, shown) == []
    assert [text for text, contrast in shown.evaluate(CONTRASTS) if contrast < 4.5] == []
    shown.close()


def test_its_chart_is_spoken_and_what_is_assumed_is_said_once(browser: Any, page: Path) -> None:
    shown, _ = opened(browser, page)
    assert shown.locator("figure[role=img]").get_attribute("aria-label") == answer().sentence
    assert shown.locator("body").inner_text().count("no system records them") == 1
    assert shown.locator("code").inner_text() == "[capacity]"
    assert shown.get_by_text("Nothing in it").count() == 0
    shown.close()
