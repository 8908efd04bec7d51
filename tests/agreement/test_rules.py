"""Rules: what they may hold, what they answer, and that unknown stays unknown."""

from __future__ import annotations

import ibis
import pytest

from oarlock.agreement.rules import Rule
from oarlock.errors import RuleInvalid

SCHEMA = {
    "employees": "int64",
    "industry": "string",
    "score": "float64",
    "annual_revenue": "int64",
    "created_at": "timestamp",
    "started_on": "date",
    "active": "boolean",
    "seats": "string",
    "Company size": "string",
    "trial": "string",
}


@pytest.fixture(scope="module")
def engine():
    connection = ibis.duckdb.connect()
    yield connection
    connection.disconnect()


@pytest.fixture
def answer(engine):
    """Evaluates a rule over one row, whose other columns are unknown."""

    def ask(text: str, **row: object) -> bool | None:
        cells = {name: ibis.literal(row.get(name), kind) for name, kind in SCHEMA.items()}
        table = ibis.memtable({"one": [1]}, schema={"one": "int64"}).select(**cells)
        (value,) = engine.to_pyarrow(table.select(answer=Rule(text).on(table)))["answer"].to_pylist()
        return value

    return ask


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        (
            "employees between 50 and 1000 and industry in ('Software', 'Fintech')",
            {"employees": 50, "industry": "Fintech"},
            True,
        ),
        ("employees not between 50 and 1000", {"employees": 1000}, False),
        ("industry = 'Software'", {"industry": "Software "}, False),
        ("lower(industry) = 'software'", {"industry": "SOFTWARE"}, True),
        ("industry like '%ware'", {"industry": "Software"}, True),
        ("industry not like '%ware'", {"industry": "Software"}, False),
        ("seats >= 20", {"seats": "100"}, True),
        ("seats >= 20", {"seats": "many"}, None),
        ("seats >= 20", {"seats": "nan"}, None),
        ("seats in (5, 20)", {"seats": "20.0"}, True),
        ("seats = '20'", {"seats": "20.0"}, False),
        ("coalesce(seats, 0) < 5", {}, True),
        ("\"Company size\" = 'large'", {"Company size": "large"}, True),
        ("EMPLOYEES > 5", {"employees": 6}, True),
        ("employees = '50'", {"employees": 50}, True),
        ("annual_revenue >= 1000000", {"annual_revenue": 1_000_000 * 1_000_000}, True),
        ("annual_revenue >= 1000000", {"annual_revenue": 999_999_990_000}, False),
        ("annual_revenue / employees > 100", {"annual_revenue": 10**10, "employees": 0}, None),
        ("score - 2 * employees < -1.5", {"score": 0, "employees": 1}, True),
        ("abs(score) > 3", {"score": -4}, True),
        ("created_at >= '2026-01-01'", {"created_at": "2026-01-01T00:00:00"}, True),
        ("created_at < date '2026-01-01'", {"created_at": "2026-01-01T00:00:00"}, False),
        ("started_on = '2026-01-31'", {"started_on": "2026-01-31"}, True),
        ("started_on < timestamp '2026-01-31 09:00'", {"started_on": "2026-01-31"}, True),
        (
            "trial >= '2026-01-01' and trial < created_at",
            {"trial": "2026-02-01", "created_at": "2026-03-01T00:00:00"},
            True,
        ),
        ("active", {"active": False}, False),
        ("not active", {}, None),
        ("trial", {"trial": "true"}, True),
        ("trial = false", {"trial": "perhaps"}, None),
        ("employees is null", {}, True),
        ("employees is not null", {}, False),
        ("true", {}, True),
    ],
)
def test_a_rule_answers(answer, text, row, expected):
    assert answer(text, **row) is expected


def test_unknown_stays_unknown(answer, oracle):
    """METHODS 7.1: Kleene's three values, against the oracle."""
    expected = oracle("S7.kleene")["expected"]
    true, false, unknown = "1 = 1", "1 = 2", "employees > 5"
    assert answer(f"{true} and {unknown}") is expected["and(T,U)"]
    assert answer(f"{false} and {unknown}") is expected["and(F,U)"]
    assert answer(f"{true} or {unknown}") is expected["or(T,U)"]
    assert answer(f"{false} or {unknown}") is expected["or(F,U)"]
    assert answer(f"not ({unknown})") is None
    assert answer("industry in ('Software')") is None
    assert answer("employees between 5 and 10") is None


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "the rule is empty"),
        ("employees >", 'does not parse after "employees >"'),
        ("employees > 5; drop table leads", "does not parse after"),
        ("drop table leads", "does not parse after"),
        ("industry = 'Software", "does not read as an expression"),
        ("employees + 5", '"employees + 5" is a value, not a yes-or-no question'),
        ("'yes'", "is a value"),
        ("employees in (select 1)", "may not stand in a rule"),
        ("exists (select 1)", "may not stand in a rule"),
        ("read_csv('/etc/passwd') = 1", "may not stand in a rule"),
        ("getenv('HOME') = 'x'", "may not stand in a rule"),
        ("employees % 2 = 0", "may not stand in a rule"),
        ("employees::text = '5'", "may not stand in a rule"),
        ("leads.employees > 5", 'Write the column alone: "employees"'),
        ("employees = null", 'Write "is null"'),
        ("employees is true", 'write "= true"'),
        ("employees in ()", "in takes a list"),
        ("employees in (5, '6')", "mixes numbers and text"),
        ("employees in (null)", "may not stand in the list"),
        ("employees between symmetric 5 and 1", "may not stand in a rule"),
        ("industry like industry", "like takes a pattern"),
        ("industry like 'a!%' escape '!'", "may not stand in a rule"),
        ("created_at > date '2026-02-31'", "'2026-02-31' is no date"),
        ("created_at > current_date", "may not stand in a rule"),
        ("(employees > 1) + 1 > 2", "may not stand in a rule"),
        ("(" * 100 + "active" + ")" * 100, "nested too deeply"),
        ("not " * 900 + "active", "nested too deeply"),
        ("active or " * 1000 + "active", "has 10,006 characters"),
    ],
)
def test_anything_else_is_refused(text, complaint):
    with pytest.raises(RuleInvalid) as refused:
        _ = Rule(text).tree
    assert complaint in str(refused.value)
    (problem,) = Rule(text).check(SCHEMA, where="agreement.toml, profile.rule")
    assert problem.where == "agreement.toml, profile.rule"
    assert problem.message.endswith(".")
    assert problem.hint


@pytest.mark.parametrize(
    "text", ["created_at > 5", "industry like 'x' and employees like '5%'", "employees", "employees > 'many'"]
)
def test_what_cannot_be_compared_is_refused(text):
    with pytest.raises(RuleInvalid):
        Rule(text).on(ibis.table(SCHEMA, name="leads"))


def test_a_misspelt_column_is_named_with_the_nearest():
    (problem,) = Rule("employes >= 50").check(SCHEMA)
    assert problem.message == 'there is no column "employes".'
    assert problem.hint == 'Did you mean "employees"?'
    with pytest.raises(RuleInvalid, match='"employes"'):
        Rule("employes >= 50").on(ibis.table(SCHEMA, name="leads"))


def test_text_in_double_quotes_is_explained():
    (problem,) = Rule('industry = "Software"').check(SCHEMA)
    assert "Text stands in single quotes: 'Software'." in problem.hint


def test_a_long_chain_is_not_deep(engine):
    table = ibis.memtable({"employees": [7]}, schema={"employees": "int64"})
    rule = Rule(" or ".join(f"employees = {n}" for n in range(200)))
    assert engine.to_pyarrow(table.select(answer=rule.on(table)))["answer"].to_pylist() == [True]


def test_columns_are_those_the_rule_reads():
    assert Rule("coalesce(score, 0) > 5 or \"Company size\" = 'x'").columns == {"score", "Company size"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "employees between 50 and 1000 and industry in ('Software', 'Fintech') and score >= 60",
            "employees between 50 and 1,000 and industry is Software or Fintech and score at least 60",
        ),
        ("a > 1 and (b < 2 or c <> 'x')", "a above 1 and (b below 2 or c is not x)"),
        ("not (a is null) and b is not null or c not in (1)", "(a is known and b is known) or c is not 1"),
        ("created_at >= date '2026-01-01'", "created at from 2026-01-01"),
        ("title like '%Market%'", "title looks like “…Market…”"),
        ("annual_revenue / employees > -1.5", "annual revenue ÷ employees above −1.5"),
    ],
)
def test_a_rule_reads_as_a_phrase(text, words):
    assert Rule(text).words() == words


def test_money_columns_are_those_of_the_ledger():
    """The agreement lies below the ledger and may not read its tables, so the names stand twice."""
    from oarlock.agreement._rule_on_table import MILLIONTHS, MONEY
    from oarlock.ledger.tables import MONEY_SCALE, TABLES, Kind

    assert {column.name for spec in TABLES.values() for column in spec.columns if column.kind is Kind.MONEY} == MONEY
    assert MILLIONTHS == MONEY_SCALE
