"""The report in a real browser: quiet, contained, readable in both themes and on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.show import factory

from oarlock.show import report
from oarlock.show.tokens import DARK, LIGHT

pytest.importorskip("vl_convert", reason="charts need oarlock[pictures]")
playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium at /usr/bin/chromium")]

CONTRASTS = """() => {
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const part = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const ground = node => {
    for (let at = node; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), node = walker.currentNode.parentElement;
    if (!text || !node.checkVisibility()) continue;
    const style = getComputedStyle(node), ink = node.closest("svg") ? style.fill : style.color;
    if (ink === "none") continue;
    const [a, b] = [light(rgb(ink)), light(ground(node))].sort((x, y) => y - x);
    found.push([text.slice(0, 40), (a + 0.05) / (b + 0.05)]);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for state, make in factory.STATES.items():
        (folder / f"{state}.html").write_text(report.html(factory.view(make())), "utf-8")
    return folder


def opened(browser: Any, file: Path, *, width: int = 1360, theme: str = "light") -> tuple[Any, list[str]]:
    """The page with everything unfolded, and what it did that it should not have: requests, errors, console lines."""
    page, wrongs = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme), []
    page.on("console", lambda line: wrongs.append(line.text))
    page.on("pageerror", lambda error: wrongs.append(str(error)))
    page.on(
        "request", lambda call: wrongs.append(call.url) if not call.url.startswith(("data:", file.as_uri())) else None
    )
    page.goto(file.as_uri())
    page.evaluate("document.fonts.ready")
    for summary in page.query_selector_all("summary"):
        summary.click()
    return page, wrongs


@pytest.mark.parametrize("state", factory.STATES)
@pytest.mark.parametrize("width", [320, 1360])
def test_no_state_scrolls_sideways_or_loads_anything(browser: Any, pages: Path, state: str, width: int) -> None:
    page, wrongs = opened(browser, pages / f"{state}.html", width=width)
    assert wrongs == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("width", [390, 600, 768, 1024])
def test_widths_between_do_not_scroll_sideways(browser: Any, pages: Path, width: int) -> None:
    page, _ = opened(browser, pages / "ok.html", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("width", [320, 768])
def test_a_word_without_end_stays_inside_its_card(browser: Any, tmp_path: Path, width: int) -> None:
    word = "Reaktionszeit_der_Vertriebsmannschaft_in_Mitteleuropa_einschliesslich_aller_Partnerunternehmen"
    cause = factory.cause(sentence=word, remedy=word, misleads=word, records=(word,), missing=word)
    found = factory.diagnosis(
        causes=(cause, factory.replace(factory.cant_tell(), missing=word)), headline=word, notes=(word,), profile=word,
        slopes=factory.slopes(verdict=word, sentence=word, reason=word),
        gates=(factory.replace(factory.gates(failed=True)[1], sentence=word, fix=word),),
    )  # fmt: skip
    whole = factory.view(
        found, company=word, freshness=word, flaws=(factory.Flaw(word, fix=word, records=(word,)),),
        definitions=(factory.Definition(word, word, word, word, word, (word,)),), funnel_title=word,
    )  # fmt: skip
    file = tmp_path / "long.html"
    file.write_text(report.html(whole), "utf-8")
    page, _ = opened(browser, file, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1360])
def test_text_contrast_is_at_least_4_5_everywhere(browser: Any, pages: Path, theme: str, width: int) -> None:
    page, _ = opened(browser, pages / "ok.html", width=width, theme=theme)
    faint = [(text, round(contrast, 2)) for text, contrast in page.evaluate(CONTRASTS) if contrast < 4.5]
    assert faint == []
    page.close()


def test_the_contrast_check_sees_faint_text(browser: Any, pages: Path) -> None:
    page, _ = opened(browser, pages / "ok.html")
    page.add_style_tag(content="h1 { color: #aaa !important }")
    assert [text for text, contrast in page.evaluate(CONTRASTS) if contrast < 4.5] == [
        "Pipeline is rising. Bookings are not."
    ]
    page.close()


def test_the_dark_theme_is_dark_and_print_is_light(browser: Any, pages: Path) -> None:
    page, _ = opened(browser, pages / "ok.html", theme="dark")
    ground = "getComputedStyle(document.querySelector('.card')).backgroundColor"
    assert page.evaluate(ground) == css_colour(DARK["card"])
    page.emulate_media(media="print")
    assert page.evaluate(ground) == css_colour(LIGHT["card"])
    assert not page.locator(".ways").is_visible()
    page.close()


def test_print_opens_every_cause(browser: Any, pages: Path) -> None:
    page = browser.new_page()
    page.goto((pages / "ok.html").as_uri())
    page.emulate_media(media="print")
    assert page.get_by_text("Restore the 4 h promise").is_visible()
    page.close()


def test_phones_get_the_narrow_drawing_with_text_of_at_least_11_pixels(browser: Any, pages: Path) -> None:
    page, _ = opened(browser, pages / "ok.html", width=390)
    assert not page.locator("#trend .wide").is_visible()
    sizes = page.evaluate("""() => [...document.querySelectorAll("figure svg text")]
        .filter(text => text.checkVisibility() && text.textContent)
        .map(text => parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.getBoundingClientRect().width
             / text.ownerSVGElement.viewBox.baseVal.width)""")
    assert min(sizes) >= 10.4  # 11 px drawn at 330, on a card of 318 inside 390
    page.close()


def test_everything_is_reached_by_keyboard_with_a_visible_focus(browser: Any, pages: Path) -> None:
    page = browser.new_page()
    page.goto((pages / "ok.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.locator(".causes summary").first.focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("Suggested next step").first.is_visible()
    page.close()


def test_the_page_speaks_its_verdict_and_its_charts(browser: Any, pages: Path) -> None:
    page, _ = opened(browser, pages / "ok.html")
    tree = page.locator("body").aria_snapshot()
    assert 'heading "Pipeline is rising. Bookings are not." [level=1]' in tree
    assert len(re.findall(r'- img "', tree)) == 4
    page.close()


@pytest.mark.parametrize(
    ("state", "theme"), [*((state, "light") for state in factory.STATES), ("ok", "dark"), ("held_back", "dark")]
)
def test_axe_core_finds_nothing(browser: Any, pages: Path, state: str, theme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    page, _ = opened(browser, pages / f"{state}.html", theme=theme)
    assert violations(axe, page) == []
    page.close()


def test_axe_core_finds_nothing_on_a_phone_and_sees_what_is_wrong(browser: Any, pages: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    page, _ = opened(browser, pages / "ok.html", width=390)
    assert violations(axe, page) == []
    page.evaluate(
        "document.querySelector('.ways a').textContent = ''; document.documentElement.removeAttribute('lang')"
    )
    assert {rule for rule, _, _ in violations(axe, page)} >= {"link-name", "html-has-lang"}
    page.close()


def violations(axe: Any, page: Any) -> list[tuple[str, str, list[str]]]:
    """Every rule of axe-core the page breaks: its name, how grave it is, and the elements."""
    found = axe.Axe().run(page).response["violations"]
    return [(rule["id"], rule["impact"], [node["html"][:120] for node in rule["nodes"]]) for rule in found]


def test_controls_are_large_enough_to_hit(browser: Any, pages: Path) -> None:
    page, _ = opened(browser, pages / "ok.html", width=390)
    small = page.evaluate("""() => [...document.querySelectorAll("a:not(.skip), summary")].filter(c => c.checkVisibility())
        .map(c => [c.textContent.trim().slice(0, 30), c.getBoundingClientRect().height]).filter(([, h]) => h < 24)""")
    assert small == []
    page.close()


def css_colour(token: str) -> str:
    return f"rgb({int(token[1:3], 16)}, {int(token[3:5], 16)}, {int(token[5:7], 16)})"
