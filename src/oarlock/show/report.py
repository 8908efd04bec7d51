"""The report: one self-contained HTML file that loads nothing and runs no script, or an A4 PDF of the same words."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from oarlock import words
from oarlock.errors import ToolMissing
from oarlock.show import charts, pictures
from oarlock.show.figures import Figure
from oarlock.show.page import Page, page
from oarlock.show.tokens import DARK, LIGHT, variables
from oarlock.show.view import ReportView

TEMPLATES = Path(__file__).parent / "templates"
QUADRANT_SIDE = 300
PDF_WIDTH = 760


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure's drawing for desktops and, where it differs, for phones."""

    wide: Markup
    narrow: Markup | None = None


def html(view: ReportView) -> str:
    """The report as one HTML file.

    Raises:
        ToolMissing: charts cannot be drawn because `oarlock[pictures]` is not installed.
    """
    written = page(view)
    return str(
        _template("report.html.j2").render(view=view, page=written, words=words, css=_css(), drawn=_drawn(written))
    )


def pdf(view: ReportView) -> bytes:
    """The report as a tagged PDF (PDF/UA-1), A4.

    Raises:
        ToolMissing: WeasyPrint, its system libraries or the chart renderer are not installed.
    """
    written = page(view)
    images = {figure.name: _image(figure) for figure in _figures(written)}
    text = _template("pdf.html.j2").render(view=view, page=written, words=words, css=_pdf_css(), images=images)
    engine = _weasyprint()
    document = engine.HTML(string=text, url_fetcher=engine.urls.URLFetcher(allowed_protocols=("data",)))
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return made


def _weasyprint() -> Any:
    try:
        import weasyprint
        import weasyprint.urls
    except (ImportError, OSError) as missing:
        raise ToolMissing(
            "Writing a PDF",
            "WeasyPrint or one of its libraries (Pango, HarfBuzz)",
            "pip install 'oarlock[pictures]'; on Debian and Ubuntu also: apt install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0",
        ) from missing
    return weasyprint


def _figures(written: Page) -> list[Figure]:
    return [figure for figure in (written.quadrant, written.trend, written.funnel, written.bridge) if figure]


def _drawn(written: Page) -> dict[str, Drawn]:
    return {figure.name: _draw(figure) for figure in _figures(written)}


def _draw(figure: Figure) -> Drawn:
    if figure.name == "quadrant":
        return Drawn(_svg(figure, QUADRANT_SIDE, "quadrant"))
    wide = charts.WIDE if figure.name == "trend" else charts.HALF
    return Drawn(_svg(figure, wide, figure.name), _svg(figure, charts.NARROW, f"{figure.name}-narrow"))


def _svg(figure: Figure, width: int, name: str) -> Markup:
    # The drawing comes from our own spec; the renderer escapes every text in it.
    return Markup(pictures.inline_svg(figure.draw(width), name=name))  # noqa: S704


def _image(figure: Figure) -> str:
    """The drawing as a data address, in light colours, for paper."""
    drawn = pictures.svg(figure.draw(QUADRANT_SIDE if figure.name == "quadrant" else PDF_WIDTH))
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()


def _css() -> Markup:
    face = _face("inter-latin-wght-normal.woff2", "font/woff2", "100 900")
    themes = (
        f":root {{ color-scheme: light dark; {variables(LIGHT)} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {variables(DARK)} }} }}\n"
        f"@media print {{ :root {{ color-scheme: light; {variables(LIGHT)} }} }}\n"
    )
    return Markup(face + themes + (TEMPLATES / "report.css").read_text("utf-8"))  # noqa: S704 – packaged files only


def _pdf_css() -> Markup:
    weights = (("Inter-Regular.ttf", "400"), ("Inter-Medium.ttf", "500"), ("Inter-SemiBold.ttf", "600"))
    faces = "".join(_face(name, "font/ttf", weight) for name, weight in weights)
    tokens = f":root {{ {variables(LIGHT)} }}\n"
    return Markup(faces + tokens + (TEMPLATES / "pdf.css").read_text("utf-8"))  # noqa: S704 – packaged files only


def _face(name: str, kind: str, weight: str) -> str:
    data = base64.b64encode((pictures.FONTS / name).read_bytes()).decode()
    source = f"url(data:{kind};base64,{data})"
    return f"@font-face {{ font-family: Inter; font-weight: {weight}; font-display: swap; src: {source}; }}\n"


@cache
def _template(name: str) -> Any:
    """A template with everything escaped that our own code did not draw; an unknown name is an error, not an empty cell."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["coded"] = _coded
    return made.get_template(name)


def _coded(text: str) -> Markup:
    """The sentence with what stands between backticks set as code; everything in it is escaped."""
    parts = [escape(part) for part in text.split("`")]
    if len(parts) % 2 == 0:  # a lone backtick is a character like any other
        return escape(text)
    return Markup("").join(Markup("<code>{}</code>").format(part) if n % 2 else part for n, part in enumerate(parts))
