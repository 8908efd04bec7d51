"""Shared definitions worth trying: the two teams' own rules, both together, either, a score alone, and rules one edit away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oarlock.agreement import Rule

MOST_NEIGHBOURS = 40


@dataclass(frozen=True)
class Candidate:
    """A rule that both teams could share, and how many conditions one has to remember."""

    name: str
    rule: Rule
    parts: int


def predicates(rule: Rule) -> tuple[str, ...]:
    """The conditions of a rule that all have to hold; a rule with "or" at its top is one condition."""
    from sqlglot import exp

    from oarlock.agreement._rule_grammar import bare

    tree = bare(rule.tree)
    parts = tree.flatten() if isinstance(tree, exp.And) else [tree]
    return tuple(_text(bare(part)) for part in parts)


def candidates(rules: Mapping[str, Rule], bounds: Mapping[str, Sequence[float]]) -> tuple[Candidate, ...]:
    """Every candidate once, simple ones first.

    Args:
        rules: By team, marketing first.
        bounds: Per numeric column its observed quantiles, rising; where a bound may move to, and thresholds of `score`.
    """
    (one, first), (other, second) = rules.items()
    found = [
        _of(one, first),
        _of(other, second),
        Candidate("both", Rule(f"({first}) and ({second})"), _size(first) + _size(second)),
        Candidate("either", Rule(f"({first}) or ({second})"), _size(first) + _size(second)),
    ]
    for threshold in bounds.get("score", ()):
        found.append(Candidate("score", Rule(f"score >= {_number(threshold)}"), 1))
        mixed = f"({first}) and ({second}) or ({second}) and score >= {_number(threshold)}"
        found.append(Candidate("both, and the best of the other's", Rule(mixed), _size(first) + _size(second) + 1))
    for team, mine, theirs in ((one, first, second), (other, second, first)):
        found += _neighbours(team, predicates(mine), predicates(theirs), bounds)[:MOST_NEIGHBOURS]
    return tuple({candidate.rule.text: candidate for candidate in reversed(found)}.values())[::-1]


def told_difference(team: str, mine: Rule, shared: Rule) -> str:
    """What a team would change: "marketing adds employees at least 200 and drops score at least 50"."""
    before, after = predicates(mine), predicates(shared)
    added, dropped = [p for p in after if p not in before], [p for p in before if p not in after]
    told = [f"adds {_words(added)}"] if added else []
    told += [f"drops {_words(dropped)}"] if dropped else []
    return f"{team} {' and '.join(told)}" if told else f"{team} keeps its rule"


def numeric_columns(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Columns that a condition of the rules compares with a number."""
    from sqlglot import exp

    found = set()
    for rule in rules:
        for node in rule.tree.find_all(exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Between):
            if isinstance(node.this, exp.Column) and _is_number(node.args.get("low") or node.expression):
                found.add(node.this.name)
    return tuple(sorted(found))


def _neighbours(
    team: str, mine: tuple[str, ...], theirs: tuple[str, ...], bounds: Mapping[str, Sequence[float]]
) -> list[Candidate]:
    found = []
    for i, predicate in enumerate(mine):
        rest = (*mine[:i], *mine[i + 1 :])
        if rest:
            found.append(_joined(f"{team}, less one condition", rest))
        found += [
            _joined(f"{team}, one bound moved", (*mine[:i], moved, *mine[i + 1 :]))
            for moved in _moved(predicate, bounds)
        ]
    return found + [_joined(f"{team}, with one condition more", (*mine, one)) for one in theirs if one not in mine]


def _moved(predicate: str, bounds: Mapping[str, Sequence[float]]) -> list[str]:
    """The condition with a bound of its at the next observed quantile below and above."""
    from sqlglot import exp

    from oarlock.agreement._rule_grammar import number

    tree = Rule(predicate).tree
    if not isinstance(tree, exp.GT | exp.GTE | exp.LT | exp.LTE | exp.Between) or not isinstance(tree.this, exp.Column):
        return []
    told = []
    for arg in ("low", "high") if isinstance(tree, exp.Between) else ("expression",):
        if not _is_number(tree.args[arg]):
            continue
        for step in _beside(number(tree.args[arg]), bounds.get(tree.this.name, ())):
            changed = tree.copy()
            changed.set(arg, exp.Literal.number(_number(step)))
            if not isinstance(changed, exp.Between) or number(changed.args["low"]) <= number(changed.args["high"]):
                told.append(_text(changed))
    return told


def _beside(at: float, steps: Sequence[float]) -> list[float]:
    """The nearest step below and the nearest above, where there are such."""
    below, above = [step for step in steps if step < at], [step for step in steps if step > at]
    return [*([max(below)] if below else []), *([min(above)] if above else [])]


def _joined(name: str, parts: tuple[str, ...]) -> Candidate:
    text = " and ".join(f"({part})" if " or " in part.lower() else part for part in parts)
    return Candidate(name, Rule(text), len(parts))


def _of(team: str, rule: Rule) -> Candidate:
    return Candidate(f"{team}'s own", rule, _size(rule))


def _size(rule: Rule) -> int:
    from sqlglot import exp

    return 1 + sum(1 for _ in rule.tree.find_all(exp.And, exp.Or))


def _words(parts: list[str]) -> str:
    return " and ".join(f"“{Rule(part).words()}”" for part in parts)


def _text(node: Any) -> str:
    return str(node.sql(dialect="duckdb"))


def _is_number(node: Any) -> bool:
    from sqlglot import exp

    inner = node.this if isinstance(node, exp.Neg) else node
    return isinstance(inner, exp.Literal) and not inner.is_string


def _number(value: float) -> str:
    return f"{value:.12g}"
