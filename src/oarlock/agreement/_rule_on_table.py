"""Turns a rule into a yes-or-no column of an ibis table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import reduce
from typing import TYPE_CHECKING, Any

import ibis
from sqlglot import exp

from oarlock.agreement._rule_grammar import bare, moment, number, refusal
from oarlock.errors import RuleInvalid

if TYPE_CHECKING:
    from oarlock.agreement.rules import Rule

MONEY = frozenset({"amount", "annual_revenue", "bookings_goal", "pipeline_goal"})
"""Columns that hold money: integers in them are millionths of the currency unit, as the ledger stores them."""
MILLIONTHS = 1_000_000

_COMPARE: Mapping[type[exp.Expr], Callable[[Any, Any], Any]] = {
    exp.EQ: lambda a, b: a == b,
    exp.NEQ: lambda a, b: a != b,
    exp.LT: lambda a, b: a < b,
    exp.LTE: lambda a, b: a <= b,
    exp.GT: lambda a, b: a > b,
    exp.GTE: lambda a, b: a >= b,
}
_CALCULATE: Mapping[type[exp.Expr], Callable[[Any, Any], Any]] = {
    exp.Add: lambda a, b: a + b,
    exp.Sub: lambda a, b: a - b,
    exp.Mul: lambda a, b: a * b,
    exp.Div: lambda a, b: a / b.nullif(0),  # engines differ on n/0; unknown is the honest answer
}


def compile_rule(rule: Rule, table: Any) -> Any:
    """The rule over the table; null where it is unknown. Raises RuleInvalid where it does not fit the table."""
    problems = rule.check(table.columns)
    if problems:
        raise RuleInvalid("\n".join(str(problem) for problem in problems))
    return _Compiler(table).truth(rule.tree)


class _Compiler:
    """Walks the tree of one rule over one table."""

    def __init__(self, table: Any) -> None:
        self._table = table
        self._names = {name.lower(): name for name in table.columns} | {name: name for name in table.columns}

    def truth(self, node: exp.Expr) -> Any:
        """A condition as an expression of the table: null where a row cannot tell, as in SQL."""
        node = bare(node)
        match node:
            case exp.And():
                return _pairwise([self.truth(part) for part in node.flatten()], lambda a, b: a & b)
            case exp.Or():
                return _pairwise([self.truth(part) for part in node.flatten()], lambda a, b: a | b)
            case exp.Not():
                return ~self.truth(node.this)
            case exp.Is():
                return self.value(node.this).isnull()
            case exp.Between():
                return self._between(node)
            case exp.In():
                return self._in(node)
            case exp.Like():
                found = _text(self.value(node.this), node).like(node.expression.this)
                return ~found if node.args.get("negate") else found
            case exp.Column() | exp.Boolean():
                return _as_truth(self.value(node), node)
        left, right = _alike([self.value(node.this), self.value(node.expression)], node)
        return _COMPARE[type(node)](left, right)

    def value(self, node: exp.Expr) -> Any:
        """A value: a column, a literal, or something computed from them."""
        node = bare(node)
        match node:
            case exp.Column():
                return self._column(node.name)
            case exp.Boolean():
                return ibis.literal(bool(node.this))
            case exp.Literal():
                return ibis.literal(str(node.this) if node.is_string else number(node))
            case exp.Cast():
                return _instant(moment(node))
            case exp.Neg():
                return -_number(self.value(node.this), node)
            case exp.Lower():
                return _text(self.value(node.this), node).lower()
            case exp.Upper():
                return _text(self.value(node.this), node).upper()
            case exp.Abs():
                return _number(self.value(node.this), node).abs()
            case exp.Coalesce():
                return ibis.coalesce(*_alike([self.value(part) for part in (node.this, *node.expressions)], node))
        left, right = (_number(self.value(side), node) for side in (node.this, node.expression))
        return _CALCULATE[type(node)](left, right)

    def _column(self, name: str) -> Any:
        name = self._names.get(name) or self._names[name.lower()]
        column = self._table[name]
        return column / MILLIONTHS if name in MONEY and column.type().is_integer() else column

    def _between(self, node: exp.Between) -> Any:
        parts = [self.value(part) for part in (node.this, node.args["low"], node.args["high"])]
        value, low, high = _alike(parts, node)
        return (value >= low) & (value <= high)

    def _in(self, node: exp.In) -> Any:
        value, *choices = _alike([self.value(part) for part in (node.this, *node.expressions)], node)
        return value.isin(choices)


def _alike(values: Sequence[Any], node: exp.Expr) -> list[Any]:
    """The values brought to one type that can be compared; text is read as what it is compared with."""
    types = [value.type() for value in values]
    if any(kind.is_numeric() for kind in types):
        return [_number(value, node) for value in values]
    if any(kind.is_boolean() for kind in types):
        return [_as_truth(value, node) for value in values]
    if any(kind.is_temporal() for kind in types):
        return [_instant_of(value, node) for value in values]
    return list(values)


def _number(value: Any, node: exp.Expr) -> Any:
    kind = value.type()
    if kind.is_numeric() and not kind.is_boolean():
        return value
    if not kind.is_string():
        raise _misfit(node, "a number", kind)
    if (literal := _literal(value)) is not None:
        try:
            return ibis.literal(float(literal))
        except ValueError:
            raise refusal(
                f"\"{node.sql(dialect='duckdb')}\" compares a number with '{literal}'", "Write a number."
            ) from None
    read = value.try_cast("float64")
    return read.isnan().ifelse(ibis.null("float64"), read)  # the text "nan" is no number that anyone meant


def _as_truth(value: Any, node: exp.Expr) -> Any:
    kind = value.type()
    if kind.is_boolean():
        return value
    if not kind.is_string():
        raise _misfit(node, "yes or no", kind)
    return value.try_cast("boolean")


def _instant_of(value: Any, node: exp.Expr) -> Any:
    kind = value.type()
    if kind.is_timestamp():
        return value
    if kind.is_date():
        return value.cast("timestamp")
    if not kind.is_string():
        raise _misfit(node, "a date", kind)
    if (literal := _literal(value)) is None:
        return value.try_cast("timestamp")
    try:
        return _instant(datetime.fromisoformat(literal))
    except ValueError:
        raise refusal(f"'{literal}' is no date", "Write for example '2026-01-31'.") from None


def _instant(at: date) -> Any:
    return ibis.literal(at if isinstance(at, datetime) else datetime(at.year, at.month, at.day))


def _text(value: Any, node: exp.Expr) -> Any:
    if not value.type().is_string():
        raise _misfit(node, "text", value.type())
    return value


def _literal(value: Any) -> str | None:
    operation = value.op()
    return str(operation.value) if type(operation).__name__ == "Literal" else None


def _misfit(node: exp.Expr, wanted: str, kind: Any) -> RuleInvalid:
    return refusal(
        f'"{node.sql(dialect="duckdb")}" needs {wanted} where the column holds {kind}', "Compare like with like."
    )


def _pairwise(parts: list[Any], join: Callable[[Any, Any], Any]) -> Any:
    """Joins many parts as a balanced tree: a chain of five hundred would be too deep for the compilers below us."""
    while len(parts) > 2:
        parts = [reduce(join, parts[i : i + 2]) for i in range(0, len(parts), 2)]
    return reduce(join, parts)
