"""Invented diagnoses, one for every state a report must be able to show."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

from oarlock.diagnose.base import (
    Cause,
    Diagnosis,
    Evidence,
    Family,
    Finding,
    Gate,
    Grade,
    Money,
    SeriesPoint,
    Severity,
    Slope,
    Slopes,
    Team,
    Verdict,
)  # fmt: skip
from oarlock.show.view import Bridge, BridgeBar, Definition, Flaw, FunnelStep, Number, ReportView
from oarlock.stats.result import Estimate, Status

MARKETING = (19.8e6, 21.4e6, 21.1e6, 23.9e6, 24.0e6, 26.7e6, 26.1e6, 28.2e6, 29.1e6, 29.8e6)
BOOKINGS = (7.6e6, 8.1e6, 7.4e6, 7.9e6, 8.0e6, 7.3e6, 8.2e6, 7.7e6, 7.6e6, 7.9e6)


def quarters(count: int = 10, *, running: bool = True) -> list[tuple[str, date, date, bool]]:
    starts = [date(2024 + (i // 4), 3 * (i % 4) + 1, 1) for i in range(count + 2)]
    made = [(f"{a.year}Q{(a.month + 2) // 3}", a, b, True) for a, b in pairwise(starts)]
    return made[:count] + ([(*made[count][:3], False)] if running else [])


def series(count: int = 10, *, running: bool = True) -> tuple[SeriesPoint, ...]:
    values = [*zip(MARKETING[:count], BOOKINGS[:count], strict=True), (17.2e6, 2.9e6)]
    return tuple(
        SeriesPoint(label, start, end, m, b, complete)
        for (label, start, end, complete), (m, b) in zip(quarters(count, running=running), values, strict=False)
    )


def slope(growth: float, lo: float, hi: float, start: float, count: int = 10, *, n: int = 10) -> Slope:
    fit = tuple(start * (1 + growth) ** i for i in range(count))
    width = [0.025 + 0.006 * abs(i - count / 2) for i in range(count)]
    return Slope(
        Estimate(growth, lo, hi, n=n, method="sen_eta"),
        fit=fit,
        band=tuple((f * (1 - w), f * (1 + w)) for f, w in zip(fit, width, strict=True)),
    )


def slopes(**changes: object) -> Slopes:
    whole = Slopes(
        status=Status.OK,
        family=Family.DISCONNECT,
        verdict="Disconnect",
        sentence="Marketing's pipeline grows 4.6% a quarter (90% range +3.5 to +5.4), bookings are flat (0.0%, −1.3 to +1.2). "
        "Bookings per pipeline dollar fall 4.4% a quarter. Disconnect in 95 of 100 resampled histories.",
        probability=0.948,
        leaning=False,
        marketing=slope(0.046, 0.035, 0.054, 20.1e6),
        bookings=slope(0.0004, -0.013, 0.012, 7.75e6),
        yield_=Slope(Estimate(-0.044, -0.058, -0.029, n=10)),
        series=series(),
        probabilities={"disconnect": 0.948, "aligned_growth": 0.052},
        draws=tuple(
            (0.046 + 0.006 * ((i * 37) % 41 - 20) / 12, 0.0126 * ((i * 53) % 43 - 21) / 21) for i in range(200)
        ),
        yield_sentence="Marketing runs ahead: good until coverage exceeds the requirement, leakage after that.",
        marks=((date(2025, 5, 20), "Lead definition 2 in force"),),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def cause(code: str = "slow_follow_up", **changes: object) -> Cause:
    response = Evidence(
        "Median first response",
        "First response slipped from 3.1 to 19.6 working hours.",
        "working hours",
        3.1,
        19.6,
        Estimate(16.5, 12.8, 20.1, n=1284),
        tuple(
            (q[0], v)
            for q, v in zip(
                quarters(running=False), (3.1, 3.0, 3.4, 3.2, 4.8, 7.1, 11.2, 14.0, 18.1, 19.6), strict=True
            )
        ),
    )
    whole = Cause(
        code=code,
        title="Slow follow-up",
        verdict=Verdict.SUPPORTS,
        grade=Grade.A,
        sentence="First response slipped from 3.1 h to 19.6 h in Mid-market.",
        answers_for=Team.SALES,
        amount=Money(1.9e6, 1.1e6, 2.6e6, "USD"),
        since="2025Q1",
        p_value=0.002,
        evidence=(response,),
        remedy="Restore the 4 h promise for Mid-market; route overflow to the SDR pool.",
        misleads="Slow touches go to worse leads first, so part of the effect is the leads themselves.",
        records=("lead-20931", "lead-21077", "lead-21120", "lead-21344"),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def fit_cause() -> Cause:
    values = (0.18, 0.17, 0.19, 0.21, 0.24, 0.27, 0.31, 0.33, 0.36, 0.37)
    share = Evidence(
        "Share of handed-over leads outside the profile", "37% of leads handed over fall outside the profile, up from 18%.",
        "share", 0.18, 0.37, Estimate(0.19, 0.14, 0.24, n=2067),
        tuple((q[0], v) for q, v in zip(quarters(running=False), values, strict=True)),
    )  # fmt: skip
    return cause(
        "off_profile_targeting", title="Off-profile targeting", grade=Grade.B, answers_for=Team.MARKETING,
        sentence="Share of handed-over leads outside the ideal customer profile rose from 18% to 37%.",
        amount=Money(1.5e6, 0.6e6, 2.3e6, "USD"), since="2024Q4", p_value=0.011, evidence=(share,),
        remedy="Move the Paid social budget for companies under 50 people to the Webinar series.",
        misleads="The profile is a label as of entry; a relabelling after a loss would look the same.",
        records=("lead-30011", "lead-30420"),
    )  # fmt: skip


def ruled_out() -> Cause:
    return cause(
        "longer_cycle", title="Longer cycle", verdict=Verdict.AGAINST, grade=Grade.B, amount=Money(None, None, None, "USD"),
        sentence="The median sales cycle is unchanged: 84 days before, 83 days after.", since=None, p_value=0.71,
        answers_for=Team.BOTH, evidence=(), remedy="", misleads="", records=(),
    )  # fmt: skip


def cant_tell() -> Cause:
    return cause(
        "sales_capacity", title="Sales capacity", verdict=Verdict.CANT_TELL, grade=Grade.D, since=None, p_value=None,
        amount=Money(None, None, None, "USD"), sentence="Whether sellers have the hours to work these leads is not known.",
        missing="No handling hours per week on users. A users file with handling_hours_per_week would give it.",
        evidence=(), remedy="", misleads="", records=(),
    )  # fmt: skip


def gates(*, failed: bool = False) -> tuple[Gate, ...]:
    return (
        Gate("definition_change", True, "No stage, definition or source rule changed inside the window."),
        Gate("history_coverage", not failed, "61% of deals have history at the start of the window; 95% are needed." if failed
             else "99% of deals have history at the start of the window.",
             "Export OpportunityHistory from Salesforce and import it." if failed else "", ("marketing",) if failed else ()),
        Gate("last_sync", None, "No sync time is recorded: the data came as files."),
    )  # fmt: skip


def diagnosis(**changes: object) -> Diagnosis:
    whole = Diagnosis(
        as_of=datetime(2026, 11, 15, 22, 59, 59, tzinfo=UTC),
        agreement_version=3,
        in_force_from=date(2025, 5, 20),
        currency="USD",
        slopes=slopes(),
        causes=(cause(), fit_cause(), ruled_out(), cant_tell()),
        findings=(
            Finding("slopes.disconnect", Severity.SEVERE, Team.BOTH, "Pipeline grows and bookings do not.", grade=Grade.A),
            Finding("handoff.untouched", Severity.WARNING, Team.SALES, "212 accepted leads were never touched.",
                    remedy="Reassign them this week.", amount=Money(310e3, 120e3, 480e3, "USD"), grade=Grade.B),
        ),
        gates=gates(),
        headline="Pipeline is rising. Bookings are not.",
        notes=("Loss reasons are filled on 41% of lost deals; at 70% the pitch could be told from the product. "
               "Ask sales to fill loss_reason in the CRM and import opportunities again.",),
        company="Halden",
        profile="employees between 50 and 1000 and industry in ('Software', 'Fintech'), learnt from outcomes before 2024",
    )  # fmt: skip
    return replace(whole, **changes)  # type: ignore[arg-type]


def leaning() -> Diagnosis:
    seven = slopes(
        leaning=True, verdict="Leaning disconnect", probability=0.71, series=series(7, running=False),
        marketing=slope(0.05, 0.021, 0.079, 20.1e6, 7, n=7), bookings=slope(0.001, -0.03, 0.031, 7.7e6, 7, n=7),
    )  # fmt: skip
    return diagnosis(slopes=seven, headline="Pipeline seems to rise faster than bookings.")


def undecided() -> Diagnosis:
    unsure = slopes(
        family=Family.CANT_TELL, verdict="Can't tell yet", probability=0.44, leaning=False,
        marketing=slope(0.021, -0.03, 0.07, 20.1e6), bookings=slope(0.004, -0.05, 0.06, 7.7e6),
        reason="Both ranges cross the flat band; four more quarters would settle it.",
    )  # fmt: skip
    return diagnosis(
        slopes=unsure, causes=(ruled_out(), cant_tell()), headline="The two trends cannot be told apart yet."
    )


def held_back() -> Diagnosis:
    nothing = Slope(Estimate(None, status=Status.ARTEFACT, reason="history is missing"))
    held = slopes(
        status=Status.ARTEFACT, family=Family.CANT_TELL, verdict="Held back", probability=None, marketing=nothing,
        yield_=nothing, draws=(), reason="61% of deals have history at the start of the window; 95% are needed.",
    )  # fmt: skip
    return diagnosis(slopes=held, causes=(cant_tell(),), gates=gates(failed=True), headline="The verdict is held back.")


def no_history() -> Diagnosis:
    return diagnosis(
        slopes=None, causes=(cant_tell(),), findings=(), headline="No verdict: deals have no history.",
        notes=("Deals come without versions, so no past pipeline can be rebuilt. OpportunityHistory (Salesforce) gives it.",),
    )  # fmt: skip


def healthy() -> Diagnosis:
    growing = slopes(
        family=Family.ALIGNED_GROWTH, verdict="Growing together", probability=0.97,
        bookings=slope(0.04, 0.028, 0.052, 7.2e6), yield_=Slope(Estimate(-0.005, -0.018, 0.008, n=10)),
    )  # fmt: skip
    return diagnosis(
        slopes=growing, causes=(ruled_out(),), findings=(), headline="Pipeline and bookings grow together."
    )


def empty() -> Diagnosis:
    none = Slope(Estimate(None, status=Status.INSUFFICIENT, reason="no complete quarter"))
    bare = slopes(
        status=Status.INSUFFICIENT, family=Family.CANT_TELL, verdict="Can't tell yet", sentence="", probability=None,
        marketing=none, bookings=none, yield_=none, series=(), draws=(), marks=(), yield_sentence="",
        reason="The ledger is empty.",
    )  # fmt: skip
    return diagnosis(
        slopes=bare, causes=(), findings=(), gates=(), headline="There is nothing to diagnose yet.", profile="", company="",
        notes=("Import your exports first: oarlock import exports/",),
    )  # fmt: skip


STATES = {
    "ok": diagnosis, "leaning": leaning, "undecided": undecided, "held_back": held_back, "no_history": no_history,
    "healthy": healthy, "empty": empty,
}  # fmt: skip

FUNNEL = (
    FunnelStep("Inquiry", 18_420, 1.0),
    FunnelStep("MQL", 18_420, 0.34, 0.332, 0.348),
    FunnelStep("SAL", 6_263, 0.61, 0.597, 0.623),
    FunnelStep("SQL", 3_820, 0.42, 0.402, 0.438),
    FunnelStep("Opportunity", 1_604, 0.55, 0.522, 0.578),
    FunnelStep("Customer", 882, None, None, None, Status.IMMATURE, "Too early: the newest deals are 31 days old."),
)
BRIDGE = Bridge(
    "Q2 2026 to Q3 2026", 28.2e6,
    (BridgeBar("New", 9.1e6), BridgeBar("Pulled in", 1.2e6), BridgeBar("Increased", 0.9e6), BridgeBar("Won", -3.4e6),
     BridgeBar("Lost", -4.3e6), BridgeBar("Pushed out", -1.6e6), BridgeBar("Decreased", -0.3e6)), 29.8e6,
)  # fmt: skip
DEFINITIONS = (
    Definition("available_to_close", "Pipeline available to close", "How much pipeline could close in the quarter?",
               "sum of amounts of deals open at some instant of the quarter with a close date inside it", "entered_at",
               ("opportunity_versions",)),
    Definition("bookings", "Bookings", "How much was won?", "sum of amounts won in the quarter", "closed_at", ("opportunity_versions",)),
)  # fmt: skip
FLAWS = (
    Flaw(
        "41% of lost deals carry no loss reason.",
        Severity.WARNING,
        "Make loss_reason required in the CRM.",
        612,
        ("006A1", "006A7"),
    ),
    Flaw("38 leads share an e-mail address with another lead.", count=38),
)


NUMBERS = (
    Number("win_rate", "Win rate", (), "sales", "share", "2026Q3", 0.31, 0.27, 0.35, 412, series=(0.3, None, 0.31)),
    Number("acceptance_rate", "Acceptance rate", ("mql",), "both", "share", "2026Q3", 0.5, 0.1, 0.9, 4,
           Status.INSUFFICIENT, "2 of 4; a verdict needs 20"),
    Number("nps", "NPS", (), "both", "score", reason="no customer events recorded; import customer_events"),
)  # fmt: skip


def view(found: Diagnosis | None = None, **changes: object) -> ReportView:
    whole = ReportView(
        diagnosis=found or diagnosis(), generated_on=date(2026, 11, 16), company="Halden",
        freshness="Data to Sun 15 Nov 2026, three sources up to date",
        funnel=FUNNEL, bridge=BRIDGE, definitions=DEFINITIONS, flaws=FLAWS, numbers=NUMBERS,
    )  # fmt: skip
    return replace(whole, **changes)  # type: ignore[arg-type]


def bare_view(found: Diagnosis) -> ReportView:
    return ReportView(diagnosis=found, generated_on=date(2026, 11, 16))
