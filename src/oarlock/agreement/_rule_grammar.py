"""What a rule may hold. Everything not named here is refused."""

from __future__ import annotations

from datetime import date, datetime

from sqlglot import exp, parse_one
from sqlglot.errors import ParseError, SqlglotError

from oarlock.errors import RuleInvalid

LONGEST = 4000
DEEPEST = 60
COMPARISONS = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE)
ARITHMETIC = (exp.Add, exp.Sub, exp.Mul, exp.Div)
FUNCTIONS = (exp.Lower, exp.Upper, exp.Coalesce, exp.Abs)
ALLOWED = (
    "A rule may hold columns, numbers, 'text', dates, comparisons, between, in, like, is null, and, or, not, + - * /, "
    "lower, upper, coalesce, abs."
)


def parse(text: str) -> exp.Expr:
    """The rule's tree, checked.

    Raises:
        RuleInvalid: it does not parse, or holds something a rule may not.
    """
    if not text.strip():
        raise refusal("the rule is empty", "Leave the setting out where nothing shall be said.")
    if len(text) > LONGEST:
        raise refusal(f"the rule has {len(text):,} characters", f"At most {LONGEST:,} are taken.")
    try:
        tree = parse_one(text, into=exp.Condition, dialect="duckdb")
        _nested(tree)
        _truth(tree)
    except ParseError as error:
        raise refusal(_where_it_broke(error), ALLOWED) from None
    except SqlglotError:
        raise refusal("the rule does not read as an expression", "Is a quote or a parenthesis left open?") from None
    except RecursionError:
        raise _too_deep() from None
    return tree


def refusal(message: str, hint: str) -> RuleInvalid:
    """The error for a rule that cannot be taken."""
    return RuleInvalid(f"{message}.\n  {hint}")


def bare(node: exp.Expr) -> exp.Expr:
    """The node without the parentheses around it."""
    while isinstance(node, exp.Paren):
        node = node.this
    return node


def moment(node: exp.Cast) -> date:
    """The date or (naive, UTC) datetime of a literal such as date '2026-01-31'."""
    text = str(node.this.this)
    return date.fromisoformat(text) if node.to.is_type("date") else datetime.fromisoformat(text)


def number(node: exp.Expr) -> int | float:
    """The value of a numeric literal, possibly negative."""
    if isinstance(node, exp.Neg):
        return -number(node.this)
    text = str(node.this)
    return int(text) if text.isdigit() else float(text)


def _truth(node: exp.Expr) -> None:
    """Refuses a node that is not a yes-or-no expression of the allowed kinds."""
    node = bare(node)
    match node:
        case exp.And() | exp.Or():
            for part in node.flatten():
                _truth(part)
        case exp.Not():
            _truth(node.this)
        case exp.Between():
            _only(node, "this", "low", "high")
            _values(node.this, node.args["low"], node.args["high"])
        case exp.In():
            _only(node, "this", "expressions")
            _values(node.this)
            _choices(node)
        case exp.Like():
            _only(node, "this", "expression", "negate")
            _values(node.this)
            if not node.expression.is_string:
                raise refusal("like takes a pattern in single quotes", "For example: title like '%Marketing%'.")
        case exp.Is():
            _values(node.this)
            if not isinstance(node.expression, exp.Null):
                raise refusal(f'"{_sql(node)}" may not stand in a rule', '"is" only goes with null; write "= true".')
        case exp.Column() | exp.Boolean():
            _value(node)
        case _ if type(node) in COMPARISONS:
            _values(node.this, node.expression)
        case _ if type(node) in (*ARITHMETIC, *FUNCTIONS, exp.Literal, exp.Cast, exp.Neg):
            raise refusal(f'"{_sql(node)}" is a value, not a yes-or-no question', "Compare it with something.")
        case _:
            raise refusal(f'"{_sql(node)}" may not stand in a rule', ALLOWED)


def _values(*nodes: exp.Expr | None) -> None:
    for node in nodes:
        if node is None:
            raise refusal("the rule breaks off", ALLOWED)
        _value(node)


def _value(node: exp.Expr) -> None:
    """Refuses a node that is not a value of the allowed kinds."""
    node = bare(node)
    match node:
        case exp.Null():
            raise refusal('nothing equals "null"', 'Write "is null" or "is not null".')
        case exp.Column():
            if node.table or not isinstance(node.this, exp.Identifier):
                raise refusal(f'"{_sql(node)}" may not stand in a rule', f'Write the column alone: "{node.name}".')
        case exp.Boolean() | exp.Literal():
            pass
        case exp.Cast():
            _moment(node)
        case exp.Neg():
            _value(node.this)
        case _ if type(node) in ARITHMETIC:
            _values(node.this, node.expression)
        case _ if type(node) in FUNCTIONS:
            _only(node, "this", "expressions")
            _values(node.this, *node.expressions)
        case _:
            raise refusal(f'"{_sql(node)}" may not stand in a rule', ALLOWED)


def _choices(node: exp.In) -> None:
    choices = node.expressions
    if not choices:
        raise refusal("in takes a list in parentheses", "For example: industry in ('Software', 'Fintech').")
    for choice in choices:
        if isinstance(choice, exp.Cast):
            _moment(choice)
        elif not isinstance(choice.this if isinstance(choice, exp.Neg) else choice, exp.Literal):
            hint = "Only numbers, 'text' and dates; test for a missing value with \"is null\"."
            raise refusal(f'"{_sql(choice)}" may not stand in the list of in (...)', hint)
    if len({choice.is_string for choice in choices if not isinstance(choice, exp.Cast)}) > 1:
        raise refusal(f'"{_sql(node)}" mixes numbers and text', "Put all of them in single quotes, or none.")


def _moment(node: exp.Cast) -> None:
    if (
        type(node) is not exp.Cast
        or not node.this.is_string
        or not node.to.is_type("date", "timestamp", "timestampntz")
    ):
        raise refusal(f'"{_sql(node)}" may not stand in a rule', ALLOWED)
    try:
        moment(node)
    except ValueError:
        raise refusal(
            f"'{node.this.this}' is no date", "Write date '2026-01-31' or timestamp '2026-01-31 09:00'."
        ) from None


def _only(node: exp.Expr, *names: str) -> None:
    """Refuses a construct that carries more than its plain form, such as `between symmetric` or `in (select ...)`."""
    if any(value for name, value in node.args.items() if name not in names):
        raise refusal(f'"{_sql(node)}" may not stand in a rule', ALLOWED)


def _nested(tree: exp.Expr) -> None:
    """Refuses what is nested so deeply that nobody could read it; a long list of and or or is not deep."""
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEEPEST:
            raise _too_deep()
        for child in node.iter_expressions():
            chained = isinstance(node, (exp.And, exp.Or)) and type(child) is type(node)
            waiting.append((child, depth if chained else depth + 1))


def _too_deep() -> RuleInvalid:
    return refusal("the rule is nested too deeply", f"At most {DEEPEST} levels are taken.")


def _sql(node: exp.Expr) -> str:
    text = node.sql(dialect="duckdb")
    return text if len(text) <= 60 else text[:57] + "..."


def _where_it_broke(error: ParseError) -> str:
    place = error.errors[0] if error.errors else {}
    after = f"{place.get('start_context', '')}{place.get('highlight', '')}"[-40:]
    return f'the rule does not parse after "{after.strip()}"' if after.strip() else "the rule does not parse"
