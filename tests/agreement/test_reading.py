"""Reading agreement.toml: the values, and all the problems at once."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from oarlock.agreement import Rule, default_text, read, read_text
from oarlock.agreement.hours import Window
from oarlock.errors import AgreementInvalid

SEE = "See docs/reference/agreement.md#"


def problems_of(text: str, **options: object) -> list[tuple[str, str, str]]:
    """Place, message and hint of every problem, without the file's name."""
    with pytest.raises(AgreementInvalid) as invalid:
        read_text(text, **options)
    return [(p.where.removeprefix("agreement.toml, "), p.message, p.hint) for p in invalid.value.problems]


def test_nine_mistakes_are_nine_problems(tmp_path):
    """Each in its place, with what would have been right; none hides another."""
    path = tmp_path / "agreement.toml"
    path.write_text(
        """
        source_rule = "last_touch"
        [company]
        fiscal_year_start_month = 13
        reporting_currency = "EURO"
        time_zone = "Europe/Berln"
        [hours.default]
        windows = ["Mon-Fry 09:00-17:00"]
        [promises.sales]
        from_stage = "MQL2"
        first_response_hrs = 4
        attempts = "six"
        [[segments]]
        name = "large"
        rule = "employees >"
        """
    )
    with pytest.raises(AgreementInvalid) as invalid:
        read(path)
    assert sorted(problem.where.removeprefix("agreement.toml, ") for problem in invalid.value.problems) == [
        "company.fiscal_year_start_month",
        "company.reporting_currency",
        "company.time_zone",
        "hours.default.windows",
        "promises.sales.attempts",
        "promises.sales.first_response_hrs",
        "promises.sales.from_stage",
        "segments.large.rule",
        "source_rule",
    ]
    assert str(invalid.value).count(SEE) == 9


def test_an_unknown_stage_reads_as_the_style_asks():
    ((where, message, hint),) = problems_of('[promises.sales]\nfrom_stage = "MQL2"')
    assert where == "promises.sales.from_stage"
    assert message == 'there is no stage "MQL2".'
    assert hint.splitlines() == [
        "Declared stages: inquiry, pql, mql, sal, sql, opportunity, customer, disqualified, recycled."
        ' Did you mean "mql"?',
        '  Add it as a [[stages]] entry, or change "from_stage".',
        f"  {SEE}promises",
    ]


@pytest.mark.parametrize(
    ("text", "where", "message", "hint"),
    [
        ("versoin = 2", "versoin", 'there is no setting "versoin".', 'Did you mean "version"'),
        ("company = 5", "company", "expected a table, not 5.", "[company]"),
        ("[company]\nname = 5", "company.name", "expected text, not 5.", '"5"'),
        ('[company]\nname = " "', "company.name", "is empty.", "Leave the line out"),
        (
            "[company]\nfiscal_year_start_month = 1.0",
            "company.fiscal_year_start_month",
            "expected a whole number",
            "without quotes",
        ),
        ('[company]\nreporting_currency = "eur"', "company.reporting_currency", '"eur" is no currency.', 'mean "EUR"'),
        ('[company]\ntime_zone = "Europe/Berln"', "company.time_zone", "is no time zone.", '"Europe/Berlin"'),
        ('[company]\ntime_zone = "../../etc/passwd"', "company.time_zone", "is no time zone.", "Europe/Berlin"),
        ('[hours.default]\ncountry = "DEU"', "hours.default.country", 'for "DEU".', "Two capital letters"),
        ('[hours.sales]\ncountry = "DE"\nsubdivision = "XX"', "hours.sales.subdivision", '"XX" is no part of DE', "BY"),
        (
            '[hours.default]\nsubdivision = "BY"',
            "hours.default.subdivision",
            "a country that is not named",
            "Name the country",
        ),
        ("[hours.default]\nwindows = []", "hours.default.windows", "there are no working hours.", "Mon-Fri"),
        ('[hours.default]\nwindows = ["Mon 17:00-09:00"]', "hours.default.windows", "is no working time.", "24:00"),
        (
            '[hours.default]\nwindows = ["Mon 08:00-12:00", "Mon 11:00-13:00"]',
            "hours.default.windows",
            "overlap.",
            "once",
        ),
        ("[hours.default]\nclosed = [2026-12-24T09:00:00]", "hours.default.closed", "expected a day", "2026-01-31"),
        ("[[stages]]\ntitle = 'x'", "stages.number 1.name", "is missing.", "no default"),
        (
            '[[stages]]\nname = "mql"\n[[stages]]\nname = "mql"',
            "stages.mql",
            'the name "mql" stands twice.',
            "Give each",
        ),
        (
            '[[stages]]\nname = "a"\nalso = ["mql"]\n[[stages]]\nname = "mql"',
            "stages",
            'two stages answer to "mql".',
            "Take",
        ),
        ('[[stages]]\nname = "mql"\nrole = "mqls"', "stages.mql.role", '"mqls" is not among', 'mean "mql"'),
        ('[[stages]]\nname = "mql"\nmax_dwell_days = 0', "stages.mql.max_dwell_days", "0 is out of range.", "above 0"),
        (
            '[pipeline]\nminimum_stage = "Demo"',
            "pipeline.minimum_stage",
            'there is no stage "Demo".',
            "pipeline.stages",
        ),
        ('[pipeline]\nkinds = ["new", "new"]', "pipeline.kinds", '"new" stands twice.', "Leave one"),
        ("[promises.sales]\nshare = 90", "promises.sales.share", "90 is out of range.", "at most 1"),
        ("[promises.sales]\nshare = nan", "promises.sales.share", "out of range.", "at most 1"),
        ("[promises.sales]\nshare = true", "promises.sales.share", "expected a number", "without quotes"),
        (
            "[[promises.sales.escalation]]\nat_share = 1.0",
            "promises.sales.escalation.number 1.action",
            "is missing.",
            "Add",
        ),
        ("[promises]\nsale = 1", "promises.sale", 'there is no setting "sale".', '"sales"'),
        ('[channels]\ncreat = ["x"]', "channels.creat", 'no setting "creat".', '"create"'),
        (
            '[channels]\ncreate = ["Blog"]\ncapture = ["blog"]',
            "channels.capture",
            '"blog" is labelled create too.',
            "one",
        ),
        ('[[reasons]]\ncode = "x"\ngroup = "fit"', "reasons.x.group", '"fit" is not among', "bad_fit"),
        ('[profile]\nrule = "employees in"', "profile.rule", "in takes a list", "For example"),
        ("[profile]\nrule = 5", "profile.rule", "expected a rule in quotes, not 5.", "employees"),
        ('[definitions]\nsales = "employees + 1"', "definitions.sales", "not a yes-or-no question", "Compare"),
        ('[[goals]]\nperiod = "Q1"', "goals.number 1.period", '"Q1" names no period', "2025Q1"),
        ('[[goals]]\nperiod = "2026Q1"\nsegment = "small"', "goals.number 1.segment", 'no segment "small".', "smb"),
        ('[[personas]]\nname = "a"\nrule = "a = 1"\nshare = .7', "", "is not valid TOML: ", "bracket"),
        ("[analysis]\nminimum_quarters = 9", "analysis.verdict_quarters", "8 is fewer", "history"),
        ("[analysis]\nverdict_quarters = 7", "analysis.verdict_quarters", "7 is out of range", "from 8 to 100"),
        ("[analysis]\nverdict_probability = .5", "", "is not valid TOML", ""),
        ("[analysis]\nverdict_probability = 0.5", "analysis.verdict_probability", "0.5 is below", "leaning"),
        ("version = 0", "version", "0 is out of range.", "at least 1"),
        ('in_force_from = "2026-01-01"', "in_force_from", "expected a day", "without quotes"),
        ("signatures = 5", "signatures", "expected a list of tables", "[[signatures]]"),
        ("review = []", "review", "expected a table, not a list.", "[review]"),
    ],
)
def test_each_mistake_is_named_at_its_place(text, where, message, hint):
    ((found_where, found_message, found_hint),) = problems_of(text)
    assert found_where == (where or "agreement.toml")
    assert message in found_message
    assert hint in found_hint


def test_two_goals_for_one_quarter_are_refused():
    """For the same team; another team, segment or measure may have a goal of its own."""
    goal = '[[goals]]\nperiod = "{}"\nteam = "{}"\n{}\n'
    ((where, message, hint),) = problems_of(
        goal.format("2026Q3", "sales", "bookings = 5")
        + goal.format("2026Q3", "marketing", "bookings = 9")
        + goal.format("2026Q3", "sales", "leads = 9")
        + goal.format("2026Q3", "sales", 'segment = "smb"\nbookings = 2')
        + goal.format("2026Q3", "sales", "bookings = 9")
    )
    assert where == "goals.number 5.bookings"
    assert message == "2026Q3 has a goal for bookings already: number 1, of the same team and segment."
    assert "Keep the one that holds" in hint


def test_sums_that_cannot_be_are_refused():
    personas = '[[personas]]\nname = "{}"\nrule = "score > 1"\nshare = 0.7\n'
    ((where, message, _),) = problems_of(personas.format("a") + personas.format("b"))
    assert (where, message) == ("personas", "the shares add up to 140%.")
    pay = '[[incentives]]\nteam = "sales"\npays_for = "bookings"\nweight = 0.8\n'
    ((where, message, _),) = problems_of(pay + pay)
    assert (where, message) == ("incentives", "the weights of sales add up to 160%.")


def test_rules_are_checked_against_the_columns_where_these_are_known():
    text = 'segments = []\n[profile]\nrule = "employes >= 50"\n[promises.marketing]\ncomplete_fields = ["email", "job_titel"]'
    assert problems_of(text, columns=["employees", "email", "job_title"]) == [
        ("profile.rule", 'there is no column "employes".', 'Did you mean "employees"?'),
        ("promises.marketing.complete_fields", 'there is no column "job_titel".', 'Did you mean "job_title"?'),
    ]
    assert read_text(text).profile == Rule("employes >= 50")


def test_a_file_that_cannot_be_read_says_so(tmp_path):
    with pytest.raises(AgreementInvalid, match="cannot be read: No such file"):
        read(tmp_path / "agreement.toml")
    (tmp_path / "agreement.toml").write_bytes(b'[company]\nname = "M\xfcller"')
    with pytest.raises(AgreementInvalid, match="byte 19 is not UTF-8"):
        read(tmp_path / "agreement.toml")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    (tmp_path / "agreement.toml").write_bytes(b'\xef\xbb\xbf[company]\r\nname = "Acme"\r\n')
    assert read(tmp_path / "agreement.toml").company.name == "Acme"


def test_what_a_file_leaves_out_is_as_in_the_default():
    short, whole = read_text(""), read_text(default_text())
    assert short.stages == whole.stages
    assert short.reasons == whole.reasons
    assert short.channels == whole.channels
    assert short.segments == whole.segments
    assert short.sales.first_response_hours == whole.sales.first_response_hours
    assert read_text("segments = []").segments == ()


def test_hours_are_kept_in_the_company_s_time_zone_unless_they_say_otherwise():
    agreement = read_text(
        """
        [company]
        time_zone = "Europe/Berlin"
        [hours.sales]
        windows = ["Sat-Mon 10:00-12:30, 13:00-24:00"]
        closed = [2026-12-24]
        time_zone = "America/New_York"
        """
    )
    assert agreement.hours_of("marketing").time_zone == "Europe/Berlin"
    sales = agreement.hours_of("sales")
    assert sales.time_zone == "America/New_York"
    assert sales.closed == (date(2026, 12, 24),)
    assert sales.windows[:2] == (Window(0, 600, 750), Window(0, 780, 1440))
    assert [window.weekday for window in sales.windows] == [0, 0, 5, 5, 6, 6]
    assert str(sales.windows[0]) == "Mon 10:00-12:30"


def test_values_are_frozen():
    with pytest.raises(FrozenInstanceError):
        read_text("").company.name = "x"


def test_a_file_that_was_changed_is_read_anew(tmp_path):
    file = tmp_path / "agreement.toml"
    for currency in ("EUR", "USD", "EUR"):
        file.write_text(f'[company]\nreporting_currency = "{currency}"\n')
        assert read(file).company.reporting_currency == currency
