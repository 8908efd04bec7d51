"""Whatever the file says, it is read or refused with problems; nothing else ever comes out of it."""

from __future__ import annotations

import contextlib
import copy
import pickle
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from oarlock.agreement import default
from oarlock.agreement._default import default_document
from oarlock.agreement._world import CURRENCIES
from oarlock.agreement.reading import from_document
from oarlock.errors import AgreementInvalid, Problem

leaves = st.one_of(
    st.none().map(lambda _: {}),
    st.booleans(),
    st.integers(-(10**6), 10**20),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        ["employees >= 50", "employees in", "Mon-Fri 09:00-17:00", "mql", "EUR", "UTC", "DE", ".", "../x", "a\0b"]
    ),
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
    st.datetimes(),
)
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Paths of everything in a document."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(found for key, value in inner for found in places(value, (*path, key)))]


EVERYWHERE = [
    path
    for path in places({**default_document(), "goals": [{"period": "2026Q1"}], "personas": [], "definitions": {}})
    if path
]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(EVERYWHERE), values), min_size=1, max_size=3))
def test_any_document_is_read_or_refused(changes):
    document: Any = copy.deepcopy(default_document())
    for path, value in changes:
        with contextlib.suppress(KeyError, IndexError, TypeError):  # an earlier change took the place away
            node = document
            for step in path[:-1]:
                node = node[step]
            node[path[-1]] = value
    problems = problems_in(document)
    assert all(problem.where.startswith("agreement.toml") and problem.message for problem in problems)


def problems_in(document: Any) -> tuple[Problem, ...]:
    """What is wrong with a document; nothing where it is read."""
    try:
        from_document(document)
    except AgreementInvalid as invalid:
        return invalid.problems or (Problem("", ""),)
    return ()


def test_an_agreement_can_be_copied_hashed_and_sent_to_another_process():
    assert pickle.loads(pickle.dumps(default())) == default()  # noqa: S301 - our own bytes
    assert hash(default()) == hash(copy.deepcopy(default()))


def test_the_currencies_are_those_in_use():
    """Checked against the currencies Unicode's data knows as in use today in some territory."""
    from babel.core import get_global
    from babel.numbers import get_territory_currencies

    in_use = {
        code
        for territory in get_global("territory_currencies")
        for code in get_territory_currencies(territory, date(2024, 6, 1))
    }
    assert in_use - CURRENCIES == {"ZWL"}, "replaced by ZWG in 2024"
