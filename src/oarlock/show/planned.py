"""A plan as text, CSV, a picture or one HTML file that loads nothing."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from oarlock import words
from oarlock.show.charts.plans import drawn
from oarlock.show.charts.theme import NARROW, WIDE, Spec, wrapped
from oarlock.show.figures import Figure, Table
from oarlock.show.tokens import LIGHT

if TYPE_CHECKING:
    from oarlock.plan.answer import PlanAnswer

CHARTS = {
    "goal": "Leads needed by week",
    "capacity": "Leads answered too late, by people",
    "incentives": "Pay by attainment",
    "scenario": "Both scenarios, each pair on its own scale",
    "holdout": "Accounts per group that a test needs, by the rise it is to see",
}

CHARACTER, LINE = 6, 15
"""Pixels of a character of small text, about, and of a line of it."""
NOTED = {
    "orient": "bottom", "anchor": "start", "frame": "bounds", "offset": 10, "fontSize": 11, "fontWeight": "normal", "lineHeight": LINE,
    "color": LIGHT["muted"],
}  # fmt: skip


def spec(answer: PlanAnswer, width: int = WIDE) -> Spec:
    """The plan's chart, and below it what is assumed in it."""
    picture = drawn(answer.of, currency=answer.currency, width=width)
    lines = [line for one in answer.assumed for line in wrapped(one.sentence, width // CHARACTER)]
    if not lines:
        return picture
    # A chart is fitted into its height with its words, so each line needs room of its own.
    return picture | {"title": {**NOTED, "text": lines}, "height": picture["height"] + LINE * (len(lines) + 1)}


def as_json(answer: PlanAnswer) -> str:
    """As `--format json` writes it."""
    return json.dumps(answer.to_json(), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def as_csv(answer: PlanAnswer) -> str:
    """All tables below one another, each with its title in the first column."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    for section in answer.sections:
        write.writerow(["table", *section.headers])
        write.writerows([section.title, *row] for row in section.rows)
    return out.getvalue()


def as_html(answer: PlanAnswer) -> str:
    """One page: the sentence, the chart, the tables.

    Raises:
        ToolMissing: charts cannot be drawn because `oarlock[pictures]` is not installed.
    """
    from oarlock.show.report import Drawn, _css, _svg, _template

    # What is assumed stands in a table of its own here, and need not stand under the chart as well.
    figure = Figure(
        answer.name,
        CHARTS[answer.name],
        answer.sentence,
        lambda width: drawn(answer.of, currency=answer.currency, width=width),
        Table((), ()),
    )
    pictures = Drawn(_svg(figure, WIDE, answer.name), _svg(figure, NARROW, f"{answer.name}-narrow"))
    page = _template("plan.html.j2")
    return str(page.render(answer=answer, figure=figure, drawn=pictures, css=_css(), as_of=words.day(answer.as_of)))
