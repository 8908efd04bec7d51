"""Rules: one yes-or-no expression over a table's columns, written in a small safe part of SQL.

    employees between 50 and 1000 and industry in ('Software', 'Fintech') and score >= 60

What may stand in a rule: columns; numbers, 'text', true, false, date '2026-01-31', timestamp '2026-01-31 09:00';
= <> < <= > >=; between, in (...), like, is null; and, or, not, parentheses; + - * /; lower, upper, coalesce, abs.
Nothing else. Dates and timestamps are UTC.

A missing value is unknown, and unknown stays unknown (Kleene): `employees >= 50` neither holds nor fails for a company
whose size nobody knows. Only the engine evaluates a rule, so that one live lead and ten million past ones are judged by
the same words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from oarlock.errors import Problem, RuleInvalid, nearest

if TYPE_CHECKING:
    from sqlglot.expressions import Expr


@dataclass(frozen=True)
class Rule:
    """One rule, as it was written. It is parsed when first asked something, as the parser takes a while to load.

    Attributes:
        text: The expression.
    """

    text: str

    def __str__(self) -> str:
        return self.text

    @cached_property
    def tree(self) -> Expr:
        """The parsed expression, known to hold nothing but what a rule may.

        Raises:
            RuleInvalid: it does not parse, or uses something a rule may not.
        """
        from oarlock.agreement._rule_grammar import parse

        return parse(self.text)

    @cached_property
    def columns(self) -> frozenset[str]:
        """Names of the columns the rule reads, as written."""
        from sqlglot import exp

        return frozenset(column.name for column in self.tree.find_all(exp.Column))

    def check(self, columns: Iterable[str], *, where: str = "rule") -> list[Problem]:
        """Problems with the rule against the columns that exist: a rule that does not parse, or each unknown column.

        Args:
            columns: The columns there are, attributes included.
            where: The place the rule stands, for the message.
        """
        try:
            wanted = self.columns
        except RuleInvalid as invalid:
            return [problem_of(invalid, where)]
        known = tuple(columns)
        lowered = {name.lower() for name in known}
        return [self._unknown(name, known, where) for name in sorted(wanted) if name.lower() not in lowered]

    def on(self, table: Any) -> Any:
        """The rule as a yes-or-no column of an ibis table; null where it is unknown.

        Text columns compared with a number are read as numbers, where they hold one. Integer columns that hold money in
        millionths are compared in whole units of their currency.

        Raises:
            RuleInvalid: the table lacks a column of the rule, or the rule compares what cannot be compared.
        """
        from oarlock.agreement._rule_on_table import compile_rule

        return compile_rule(self, table)

    def words(self) -> str:
        """The rule as a phrase for a sentence: "employees between 50 and 1,000 and industry is Software or Fintech"."""
        from oarlock.agreement._rule_words import phrase

        return phrase(self.tree)

    def _unknown(self, name: str, known: tuple[str, ...], where: str) -> Problem:
        hint = nearest(name, known).strip()
        if f'"{name}"' in self.text:
            hint = f"{hint} Text stands in single quotes: '{name}'.".strip()
        return Problem(where, f'there is no column "{name}".', hint)


def problem_of(invalid: RuleInvalid, where: str) -> Problem:
    """A refused rule as a problem at a place."""
    message, _, hint = str(invalid).partition("\n  ")
    return Problem(where, message, hint)
