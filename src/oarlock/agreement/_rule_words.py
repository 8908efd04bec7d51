"""Reads a rule aloud: the phrase a manager sees where the rule decides."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from oarlock.agreement._rule_grammar import bare, number

_COMPARED: Mapping[type[exp.Expr], str] = {
    exp.EQ: "is",
    exp.NEQ: "is not",
    exp.LT: "below",
    exp.LTE: "at most",
    exp.GT: "above",
    exp.GTE: "at least",
}
_OF_DATES: Mapping[type[exp.Expr], str] = {
    exp.LT: "before",
    exp.LTE: "up to",
    exp.GT: "after",
    exp.GTE: "from",
}
_SIGNS: Mapping[type[exp.Expr], str] = {exp.Add: "+", exp.Sub: "−", exp.Mul: "×", exp.Div: "÷"}
_CALLS: Mapping[type[exp.Expr], str] = {exp.Lower: "lower-case", exp.Upper: "upper-case", exp.Abs: "size of"}


def phrase(node: exp.Expr) -> str:
    """The yes-or-no expression in words, without a capital or a full stop."""
    node = bare(node)
    match node:
        case exp.And():
            return " and ".join(_grouped(part, exp.Or) for part in node.flatten())
        case exp.Or():
            return " or ".join(_grouped(part, exp.And) for part in node.flatten())
        case exp.Not():
            return _denied(bare(node.this))
        case exp.Is():
            return f"{_value(node.this)} is unknown"
        case exp.Between():
            return f"{_value(node.this)} between {_value(node.args['low'])} and {_value(node.args['high'])}"
        case exp.In():
            return f"{_value(node.this)} is {_listed(node)}"
        case exp.Like():
            return (
                f"{_value(node.this)} {'does not look' if node.args.get('negate') else 'looks'} like {_pattern(node)}"
            )
        case exp.Boolean():
            return "always" if node.this else "never"
        case exp.Column():
            return f"{_value(node)} is true"
    words = _COMPARED[type(node)]
    if isinstance(bare(node.expression), exp.Cast):
        words = _OF_DATES.get(type(node), words)
    return f"{_value(node.this)} {words} {_value(node.expression)}"


def _denied(node: exp.Expr) -> str:
    match node:
        case exp.Is():
            return f"{_value(node.this)} is known"
        case exp.In():
            return f"{_value(node.this)} is not {_listed(node)}"
        case exp.Between():
            return f"{_value(node.this)} not between {_value(node.args['low'])} and {_value(node.args['high'])}"
        case exp.Column():
            return f"{_value(node)} is false"
    return f"not ({phrase(node)})"


def _grouped(node: exp.Expr, other: type[exp.Expr]) -> str:
    return f"({phrase(node)})" if isinstance(bare(node), other) else phrase(node)


def _listed(node: exp.In) -> str:
    words = [_value(choice) for choice in node.expressions]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _pattern(node: exp.Like) -> str:
    return f"“{str(node.expression.this).replace('%', '…').replace('_', '?')}”"


def _value(node: exp.Expr) -> str:
    node = bare(node)
    match node:
        case exp.Column():
            return node.name.replace("_", " ")
        case exp.Cast() | exp.Literal(is_string=True):
            return str(node.this.this if isinstance(node, exp.Cast) else node.this)
        case exp.Literal():
            return f"{number(node):,}"
        case exp.Boolean():
            return "true" if node.this else "false"
        case exp.Neg():
            return f"−{_value(node.this)}"
        case exp.Coalesce():
            return f"{_value(node.this)} (where unknown, {', then '.join(_value(part) for part in node.expressions)})"
    if type(node) in _CALLS:
        return f"{_CALLS[type(node)]} {_value(node.this)}"
    return f"{_value(node.this)} {_SIGNS[type(node)]} {_value(node.expression)}"
