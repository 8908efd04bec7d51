"""The quarterly survey of both teams: what people answer follows from what they live with, and from their luck.

Each question has its usual level. It moves with what happened lately against the first half year of the export: those who depend on a
thing feel all of it, those who do it a part. Everybody answers alone, under a new token each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from oarlock.demo.arrays import Floats, Ints, Truths, stream
from oarlock.demo.company import Company
from oarlock.demo.deals import LOSS_REASONS
from oarlock.demo.export.teams import employed, others
from oarlock.demo.follow_up import NEVER
from oarlock.demo.sheets import Sheet, instants, numbers, words

OPENS_BEFORE_END, LATELY, BASELINE = 28, 90, 180
"""Days before a quarter's end on which a survey opens; days that people have in mind; first days against which they are held."""
ANSWERS = {"marketing": 0.94, "sales": 0.72}
"""How many of a team take part."""
PROMISED_HOURS = 8
SCALES = {
    "follow_up_fast": 3.8, "follow_up_enough": 3.7, "leads_fit": 3.6, "leads_ready": 3.5, "feedback_given": 3.5, "feedback_used": 3.6,
    "one_number": 3.9, "goals_shared": 3.8, "working_apart": 2.2,
}  # fmt: skip
"""Questions answered from 1 to 5, with their usual level."""
OWN_WORK = {
    "follow_up_fast": "sales",
    "follow_up_enough": "sales",
    "leads_fit": "marketing",
    "leads_ready": "marketing",
}
"""Whose work a question speaks of: that team feels a part of a change only."""
PART_FELT = 0.35
STRENGTH = 2.5
"""Points on the scale for a share that goes from 0 to 1."""
QUESTIONS = (*SCALES, "expected_hours", "leads_followed", "good_lead", "loss_reasons")
HOURS_NAMED = np.array([4.0, 6.0, 8.0, 8.0, 8.0, 12.0])
WORDS = (
    "A software or fintech company with 50-5000 employees whose operations manager asked for a demo and has budget this year.",
    "50 to 5000 employees, software, logistics or healthcare, a director who needs it this quarter and has money for it.",
    "Somebody in operations or finance, 50-5000 employees, software or fintech, who asked for a demo and has a budget.",
    "Healthcare or software, 50 to 5000 people, a head or VP with a project, budget and a deadline.",
)
TEAMS = tuple(ANSWERS)


@dataclass
class Lived:
    """What people of both teams saw of the leads handed over, one entry per lead, and why deals were lost, one entry per lost deal."""

    t: Floats
    seen: dict[str, Truths]
    start_day: int
    lost_t: Floats
    reason: Ints

    def lately(self, what: str, day: int) -> float:
        """Share of the last leads of which it holds; a lead of the last days is not yet over."""
        among = (self.t >= day - LATELY - 7) & (self.t < day - 7)
        return float(self.seen[what][among].mean()) if among.any() else self.usual(what)

    def usual(self, what: str) -> float:
        """The same in the first half year."""
        among = (self.t >= self.start_day) & (self.t < self.start_day + BASELINE)
        return float(self.seen[what][among].mean()) if among.any() else 0.0

    def felt(self, question: str, team: str, day: int) -> float:
        """The level on which a team answers a question."""
        if question not in OWN_WORK:
            return SCALES[question]
        change = STRENGTH * (self.lately(question, day) - self.usual(question))
        return SCALES[question] + change * (PART_FELT if OWN_WORK[question] == team else 1.0)

    def losses(self, day: int) -> Floats:
        """How the losses of the last year divide over the reasons that say something."""
        among = (self.lost_t >= day - 365) & (self.lost_t < day) & (self.reason >= 0)
        told = np.bincount(self.reason[among], minlength=len(LOSS_REASONS))[: LOSS_REASONS.index("other")] + 1.0
        shares: Floats = told**2 / (told**2).sum()
        return shares


def write_survey(folder: Path, company: Company, seed: int) -> None:
    """Writes `survey_answers`: a survey in each quarter, open for a good week."""
    calendar, lived = company.dials.calendar, _lived(company)
    with Sheet(folder, "survey_answers") as sheet:
        for quarter, start in enumerate(calendar.quarter_starts.tolist()):
            end = calendar.n_days if quarter + 1 == calendar.quarters else int(calendar.quarter_starts[quarter + 1])
            day = max(end - OPENS_BEFORE_END, start)
            for team in TEAMS:
                _add(sheet, company, lived, calendar.quarter_label(quarter), team, day, seed)


def _lived(company: Company) -> Lived:
    funnel, leads, deals, versions = company.funnel, company.leads, company.deals, company.versions
    handed = np.flatnonzero((funnel.mql_t < NEVER) & (funnel.assigned_t < NEVER))
    seen = {
        "follow_up_fast": funnel.hours[handed] <= PROMISED_HOURS, "follow_up_enough": funnel.touched_t[handed] < NEVER,
        "leads_fit": leads.on_profile[handed], "leads_ready": funnel.sal_t[handed] < NEVER,
    }  # fmt: skip
    ended = np.full(len(deals.lead), NEVER)
    ended[versions.deal] = versions.t
    return Lived(funnel.mql_t[handed], seen, company.dials.calendar.start_day, ended, deals.loss_reason)


def _add(sheet: Sheet, company: Company, lived: Lived, label: str, team: str, day: int, seed: int) -> None:
    rng = stream(seed, f"survey {label} {team}")
    people = others(company, team) if team == "marketing" else np.r_[others(company, team), employed(company, day)]
    n = int((rng.random(len(people)) < ANSWERS[team]).sum())
    if not n:
        return
    tokens = [f"{token:016x}" for token in rng.integers(1 << 62, size=n).tolist()]
    value = np.full((n, len(QUESTIONS)), np.nan)
    mood = 0.3 * rng.standard_normal(n)
    for place, question in enumerate(SCALES):
        sign = -1.0 if question == "working_apart" else 1.0
        level = lived.felt(question, team, day) + sign * mood + 0.75 * rng.standard_normal(n)
        value[:, place] = np.clip(np.round(level), 1, 5)
    believed = HOURS_NAMED[rng.integers(0, len(HOURS_NAMED), n)] * (
        company.dials.believed_hours[day] if team == "sales" else 1.0
    )
    value[:, len(SCALES)] = np.round(believed)
    followed = 100 * lived.lately("follow_up_enough", day) + 6 * rng.standard_normal(n)
    value[:, len(SCALES) + 1] = np.clip(5 * np.round(followed / 5), 0, 100)
    said = np.full((n, len(QUESTIONS)), None, object)
    said[:, -2] = [WORDS[k] for k in rng.integers(0, len(WORDS), n)]
    said[:, -1] = [_three(rng, shares) for shares in [lived.losses(day)] * n]
    _write(sheet, company, label, team, tokens, value, said, day + 9 / 24 + 9 * rng.random(n) ** 1.5)


def _three(rng: np.random.Generator, shares: Floats) -> str:
    """Three reasons for losing deals, the frequent ones likelier."""
    named = rng.choice(len(shares), size=3, replace=False, p=shares)
    return ", ".join(LOSS_REASONS[code].replace("_", " ") for code in named.tolist())


def _write(
    sheet: Sheet, company: Company, label: str, team: str, tokens: list[str], value: Floats, said: np.ndarray, t: Floats
) -> None:
    n, asked = value.shape
    is_scale = np.tile(np.arange(asked) < len(SCALES), n)
    sheet.add(
        survey_id=pa.array([label] * (n * asked)), respondent=pa.array(np.repeat(np.array(tokens), asked)),
        team=words(np.full(n * asked, TEAMS.index(team)), TEAMS), question=words(np.tile(np.arange(asked), n), QUESTIONS),
        scale_min=numbers(np.where(is_scale, 1.0, np.nan)), scale_max=numbers(np.where(is_scale, 5.0, np.nan)),
        value=numbers(value.ravel()), text=pa.array(said.ravel().tolist(), pa.string()),
        answered_at=instants(np.repeat(t, asked), company.dials.calendar.origin),
    )  # fmt: skip
