"""The small, safe language in which a mapping says how a column is made.

A column name, a text in single quotes, a number, `coalesce`, `concat` or `||`, `split(text, mark, part)`, `lower`, `upper`, `trim`,
`nullif`, `replace`, `case when`, comparisons, `and` `or` `not`, `in`, `is null`, `between`, `like`; `instant(x)`, `day(x)` and
`number(x)`, which read a text as the file's settings say; `salesforce_id(x)`, which makes an id of 15 signs the same as its form of 18;
`now()`, `row_number()` (the place in the file), and `+ - * /` over numbers. Parsed here and written out again as the engine's SQL:
nothing else of a mapping reaches the engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oarlock.connect.base import Reading
from oarlock.connect.kinds import instant_of, number_of
from oarlock.connect.salesforce_ids import one_form
from oarlock.errors import OarlockError, nearest
from oarlock.ledger.engine import quoted

PLACE = "_place"
"""The name of a row's place in its file inside our queries."""


class ExpressionError(OarlockError):
    """An expression that does not parse, uses something else, or names an unknown column."""


class UnknownColumnError(ExpressionError):
    """An expression names a column that the file does not have."""


def compiled(text: str, columns: Mapping[str, str], reading: Reading, now: str) -> str:
    """The expression as SQL of type text, truth, number or instant.

    Args:
        text: The expression; a text that is exactly a column's name means that column.
        columns: Name → its SQL.
        reading: How `instant`, `day` and `number` read text.
        now: SQL of the present instant.
    Raises:
        UnknownColumnError: a column is not there; names the nearest.
        ExpressionError: anything else.
    """
    if text in columns:
        return columns[text]
    return _Writer(columns, reading, now).write(_parsed(text))


def column_names(text: str) -> frozenset[str]:
    """The names an expression uses.

    Raises:
        ExpressionError: it does not parse.
    """
    from sqlglot import exp

    return frozenset(node.name for node in _parsed(text).find_all(exp.Column))


def _parsed(text: str) -> Any:
    import sqlglot
    from sqlglot.errors import SqlglotError

    try:
        tree = sqlglot.parse_one(text, read="duckdb")
    except SqlglotError as broken:
        raise ExpressionError(f'"{text}" is no expression: {str(broken).splitlines()[0]}') from broken
    if tree is None:
        raise ExpressionError("the expression is empty.")
    return tree


class _Writer:
    """Writes a parsed expression as the engine's SQL, refusing whatever is not in the language."""

    def __init__(self, columns: Mapping[str, str], reading: Reading, now: str) -> None:
        self.columns, self.reading, self.now = columns, reading, now

    def write(self, node: Any) -> str:
        """SQL of one node of a parsed expression.

        Raises:
            ExpressionError: it is not in the language of mappings.
        """
        name = type(node).__name__
        if name in _BINARY:
            return f"({self.write(node.this)} {_BINARY[name]} {self.write(node.expression)})"
        if name in _CALLS:
            parts = [part for part in (node.this, node.args.get("expression"), *node.expressions) if part is not None]
            return f"{_CALLS[name]}({', '.join(map(self.write, parts))})"
        special = getattr(self, f"_{name.lower()}", None)
        if special is None:
            raise ExpressionError(f'"{node.sql()}" is not in the language of mappings. See docs/reference/mapping.md')
        return str(special(node))

    def _column(self, node: Any) -> str:
        if node.name not in self.columns:
            raise UnknownColumnError(f'there is no column "{node.name}".{nearest(node.name, self.columns)}')
        return self.columns[node.name]

    def _literal(self, node: Any) -> str:
        return quoted(node.this) if node.is_string else str(node.this)

    def _null(self, _: Any) -> str:
        return "NULL"

    def _boolean(self, node: Any) -> str:
        return "true" if node.this else "false"

    def _paren(self, node: Any) -> str:
        return f"({self.write(node.this)})"

    def _not(self, node: Any) -> str:
        return f"(NOT {self.write(node.this)})"

    def _neg(self, node: Any) -> str:
        return f"(-{self.write(node.this)})"

    def _in(self, node: Any) -> str:
        if not node.expressions:
            raise ExpressionError("`in` needs a list of values: stage in ('Won', 'Lost').")
        return f"({self.write(node.this)} IN ({', '.join(map(self.write, node.expressions))}))"

    def _between(self, node: Any) -> str:
        low, high = self.write(node.args["low"]), self.write(node.args["high"])
        return f"({self.write(node.this)} BETWEEN {low} AND {high})"

    def _concat(self, node: Any) -> str:
        return f"concat({', '.join(map(self.write, node.expressions))})"

    def _case(self, node: Any) -> str:
        if node.this is not None:
            raise ExpressionError("write `case when column = value then ... end`.")
        whens = " ".join(f"WHEN {self.write(w.this)} THEN {self.write(w.args['true'])}" for w in node.args["ifs"])
        default = node.args.get("default")
        return f"CASE {whens} ELSE {self.write(default) if default is not None else 'NULL'} END"

    def _replace(self, node: Any) -> str:
        parts = (node.this, node.args["expression"], node.args.get("replacement"))
        return f"replace({', '.join(self.write(part) for part in parts if part is not None)})"

    def _split(self, node: Any) -> str:
        parts = [part for part in (node.this, node.args.get("expression"), node.args.get("limit")) if part is not None]
        if len(parts) != 3:
            raise ExpressionError("split needs three parts: split(text, mark, number), counted from 1.")
        return f"split_part({', '.join(map(self.write, parts))})"

    def _day(self, node: Any) -> str:
        return f"strftime({self._instant(node.this)}, '%Y-%m-%d')"

    def _currenttimestamp(self, _: Any) -> str:
        return self.now

    def _rownumber(self, _: Any) -> str:
        return PLACE

    def _instant(self, node: Any) -> str:
        return instant_of(self._text(node), self.reading)

    def _text(self, node: Any) -> str:
        """The columns are clean text already; what is made of them is cast, for it may be a number."""
        written = self.write(node)
        return written if type(node).__name__ == "Column" else f"CAST({written} AS VARCHAR)"

    def _splitpart(self, node: Any) -> str:
        parts = (node.this, node.args["delimiter"], node.args["part_index"])
        return f"split_part({', '.join(map(self.write, parts))})"

    def _anonymous(self, node: Any) -> str:
        name, parts = str(node.this).lower(), node.expressions
        if name == "instant" and len(parts) == 1:
            return self._instant(parts[0])
        if name == "number" and len(parts) == 1:
            return number_of(self._text(parts[0]), self.reading)
        if name == "salesforce_id" and len(parts) == 1:
            return one_form(self._text(parts[0]))
        if name in ("now", "row_number") and not parts:
            return self.now if name == "now" else PLACE
        raise ExpressionError(f'there is no "{name}" with {len(parts)} parts in the language of mappings.')


_BINARY = {
    "And": "AND", "Or": "OR", "EQ": "=", "NEQ": "<>", "GT": ">", "GTE": ">=", "LT": "<", "LTE": "<=", "Like": "LIKE", "ILike": "ILIKE",
    "Is": "IS", "DPipe": "||", "Add": "+", "Sub": "-", "Mul": "*", "Div": "/",
}  # fmt: skip
_CALLS = {"Coalesce": "coalesce", "Lower": "lower", "Upper": "upper", "Trim": "trim", "Nullif": "nullif"}
