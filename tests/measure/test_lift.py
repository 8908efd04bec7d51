"""Linked tests on small companies: what is counted, what is left out, and the oracles by the user's way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest

from journal import store_of
from oarlock.agreement import Agreement
from oarlock.book.groups import groups_of
from oarlock.errors import EmptySample, UnknownName, UsedWrongly
from oarlock.ledger.reading import Ledger
from oarlock.measure.facts.lift import Lift, Verdict, lift
from oarlock.stats.result import Status

START = date(2026, 1, 5)
END = "2026-12-31 z founded"


@contextmanager
def told(*lines: str) -> Iterator[Ledger]:
    """A company of these lines, its record up to the end of 2026."""
    with store_of("\n".join(sorted([*lines, END], key=lambda line: line[:10]))) as store:
        yield store.ledger(None)


def accounts(n: int, **details: str) -> list[str]:
    """Accounts a0, a1 … of two years before."""
    words = " ".join(f"{name}={value}" for name, value in details.items())
    return [f"2024-01-01 a{i} founded {words}" for i in range(n)]


def deals(of: int | str, *days: date, amount: float = 100, closed: bool = True) -> list[str]:
    """Deals of an account, opened on these days and lost a day later."""
    lines = []
    for i, day in enumerate(days):
        name = f"d{of}_{day}_{i}"
        lines.append(f"{day} {name} opened account=a{of} amount={amount} kind=new")
        lines += [f"{day + timedelta(days=1)} {name} lost"] if closed else []
    return lines


def asked(ledger: Ledger, agreement: Agreement, groups: Any, **options: Any) -> Lift:
    return lift(ledger, agreement, groups_of(groups), options.pop("since", START), **options)


def halves(n: int) -> dict[str, str]:
    return {f"a{i}": "treated" if i < n // 2 else "control" for i in range(n)}


def test_a_planted_effect_is_caused(agreement: Agreement) -> None:
    """Forty accounts: 15 of the 20 treated have a deal in the test, and 3 of the others; 10 of all had one before."""
    lines = accounts(40)
    for i in (*range(15), 20, 21, 22):
        lines += deals(i, START + timedelta(days=i % 7))
    for i in range(0, 40, 4):
        lines += deals(i, START - timedelta(days=30))
    lines += [*deals(30, START + timedelta(days=90)), *deals(31, START - timedelta(days=91))]
    with told(*lines) as ledger:
        found = asked(ledger, agreement, halves(40))
        assert (found.treated.value, found.control.value) == (0.75, 0.15), "the day after the last is not of the test"
        assert found.verdict is Verdict.CAUSED
        assert found.p is not None
        assert found.p < 0.001
        assert (found.sight.base.value, found.sight.base.n, found.sight.per_arm) == (0.25, 40, 20)
        assert found.sight.smallest == pytest.approx(0.4031, abs=1e-4), (
            "(1.96 + 0.8416)² (0.25 · 0.75 + 0.6531 · 0.3469) / 0.4031² is 20"
        )
        assert asked(ledger, agreement, halves(40), outcome="pipeline").treated.value == 75
        nothing = asked(ledger, agreement, halves(40), outcome="won")
        assert (nothing.sight.smallest, nothing.verdict) == (None, Verdict.UNDERPOWERED)


def test_who_was_under_way_counts_in_no_arm(agreement: Agreement) -> None:
    """a0 has an open deal, a1 is a customer; a2 was won and has left, so it counts."""
    lines = [
        *accounts(5),
        "2026-01-07 a5 founded",
        *deals(0, START - timedelta(days=9), closed=False),
        *deals(5, START + timedelta(days=3)),
    ]
    lines += ["2025-03-01 - noted table=customer_events account_id=a1 kind=started event_id=e1"]
    lines += ["2025-03-01 - noted table=customer_events account_id=a2 kind=started event_id=e2"]
    lines += ["2025-09-01 - noted table=customer_events account_id=a2 kind=churned event_id=e3"]
    with told(*lines) as ledger:
        found = asked(ledger, agreement, {**halves(6), "nobody": "treated"})
    assert (found.treated.n, found.control.n, found.control.n_events) == (1, 3, 1)
    assert list(found.left_out.values()) == [2, 1]
    assert any(
        note.startswith("1 account came into the record after the test began and counts") for note in found.notes
    )
    assert [str(one) for one in found.problems] == [
        'groups: the record has no account "nobody".\n  Write ids as the record has them, or import accounts.'
    ]


def test_a_test_under_way_is_not_judged(agreement: Agreement) -> None:
    lines = [*accounts(40), *(line for i in range(20) for line in deals(i, START + timedelta(days=2)))]
    with told(*lines) as ledger:
        found = asked(ledger, agreement, halves(40), since=START, horizon=500)
    assert (found.status, found.verdict, found.effect.value) == (Status.IMMATURE, Verdict.UNKNOWN, 1)
    assert found.because.startswith("360 of 500 days are over"), "5 January to 30 December"


def test_days_of_which_the_record_knows_nothing_are_not_over(agreement: Agreement) -> None:
    """Asked as of a year ahead, the test is no further than the record, which ends with 2026."""
    lines = [*accounts(40), *(line for i in range(20) for line in deals(i, START + timedelta(days=2)))]
    with store_of("\n".join(sorted([*lines, END], key=lambda line: line[:10]))) as store:
        end = store.ledger(None).as_of
        ledger = store.ledger(end + timedelta(days=365))
        assert asked(ledger, agreement, halves(40), horizon=500).status is Status.OK
        assert asked(ledger, agreement, halves(40), horizon=500, covered=end).status is Status.IMMATURE


def test_groups_that_differed_before_were_not_drawn_at_random(agreement: Agreement) -> None:
    """Sales chose the twenty that are treated: fifteen had a deal the month before, and of the others none."""
    lines = accounts(40)
    for i in range(15):
        lines += [*deals(i, START - timedelta(days=30)), *deals(i, START + timedelta(days=5))]
    with told(*lines) as ledger:
        found = asked(ledger, agreement, halves(40))
    assert (found.effect.lo or 0) > 0
    assert found.verdict is Verdict.UNKNOWN
    assert "differed before the test already" in found.because


def test_amounts_that_nobody_knows_are_not_0(agreement: Agreement) -> None:
    """Five deals, one of them with an amount; then none of them."""
    day = START + timedelta(days=3)
    blank = [f"{day} b{i} opened account=a{i} kind=new" for i in range(4)]
    sides = [{"country": "DE", "group": "treated"}, {"country": "FR", "group": "control"}]
    lines = [
        *accounts(4, country="DE"),
        "2024-01-01 a9 founded country=FR",
        *blank,
        "2025-06-01 old opened account=a9 kind=new",
    ]
    with told(*lines, *deals(1, START + timedelta(days=2), amount=70)) as ledger:
        found = asked(ledger, agreement, halves(4), outcome="pipeline")
    assert (found.treated.value, found.notes[-1]) == (35, "4 of 5 deals have no amount in EUR and add nothing.")
    with told(*lines) as ledger:
        for groups in (halves(4), sides):
            with pytest.raises(
                EmptySample, match=r"None of 4 deals of these accounts has an amount in EUR\. Import amounts"
            ):
                asked(ledger, agreement, groups, outcome="pipeline", horizon=28)


def test_what_the_record_does_not_reach_is_not_known_to_be_nothing(agreement: Agreement) -> None:
    """The first deals are of 30 days before: a third of the time before a test of 90 days, and most of that of one of 35."""
    lines = [*accounts(40), *(line for i in range(0, 40, 4) for line in deals(i, START - timedelta(days=30)))]
    with told(*lines) as ledger:
        short = asked(ledger, agreement, halves(40))
        assert (short.sight.base.value, short.sight.smallest, short.verdict) == (None, None, Verdict.UNDERPOWERED)
        assert asked(ledger, agreement, halves(40), horizon=35).sight.base.value == 0.25


def test_a_list_of_who_was_free_says_too_little_of_the_time_before(agreement: Agreement) -> None:
    """Ten of forty got a deal that is still open, so that nobody drew them: the usual is 25 %, not the 0 of those that were drawn."""
    lines = [
        *accounts(40),
        *(line for i in range(30, 40) for line in deals(i, START - timedelta(days=30), closed=False)),
    ]
    with told(*lines, *deals(40, START - timedelta(days=400))) as ledger:
        drawn = asked(ledger, agreement, halves(30))
        everybody = asked(ledger, agreement, halves(40))
        amounts = asked(ledger, agreement, halves(30), outcome="pipeline").sight.base
    assert (drawn.sight.base.value, drawn.sight.base.n, drawn.sight.per_arm) == (0.25, 40, 15)
    assert drawn.notes[0].startswith("The file lists hardly anyone who was under way when the test began")
    assert (everybody.sight.base.value, everybody.notes) == (0.25, ())
    assert (amounts.value, amounts.n_events) == (25, 10)


def test_a_handful_proves_nothing(agreement: Agreement) -> None:
    """One treated account with a deal and three without: the range leaves out 0, and every fourth assignment looks like it."""
    with told(*accounts(4), *deals(0, START), *deals(9, START - timedelta(days=200))) as ledger:
        found = asked(ledger, agreement, {f"a{i}": "control" if i else "treated" for i in range(4)})
    assert found.effect.value == 1
    assert found.p == pytest.approx(0.25, abs=0.02)
    assert found.smallest_p == 0.25, "one of four could have been chosen"
    assert (found.effect.lo or 0) > 0
    assert (found.verdict, found.because) == (
        Verdict.UNDERPOWERED,
        "chance alone gives as much too often, and so few accounts could not have shown a rise by a quarter",
    )


def test_a_horizon_that_holds_no_week(agreement: Agreement) -> None:
    lines = [*accounts(4, country="DE"), "2024-01-01 a9 founded country=FR", *deals(0, START, closed=False)]
    sides = [{"country": "DE", "group": "treated"}, {"country": "Frankreich", "group": "control"}]
    with told(*lines) as ledger:
        with pytest.raises(UsedWrongly, match="a horizon of 5 days holds none"):
            asked(ledger, agreement, sides, horizon=5)
        with pytest.raises(UsedWrongly, match='Country stated as control: "Frankreich"') as wrong:
            asked(ledger, agreement, [{"Country": side["country"], "group": side["group"]} for side in sides])
    assert 'as accounts have them: "DE", "FR".' in str(wrong.value)


def test_what_cannot_be_asked(agreement: Agreement) -> None:
    with told(*accounts(4, country="DE"), "2024-01-01 a9 founded country=FR", *deals(0, START, closed=False)) as ledger:
        for options, said in (
            ({"since": date(2027, 5, 1)}, "No day of the test is over"),
            ({"horizon": 0}, "horizon of 0 days"),
        ):
            with pytest.raises(UsedWrongly, match=said):
                asked(ledger, agreement, halves(4), **options)
        with pytest.raises(UsedWrongly, match="no control account can be compared, of 1 stated"):
            asked(ledger, agreement, {"a0": "treated", "a1": "treated", "zz": "control"})
        for groups, said in (
            ({"a0": "treated"}, r"groups: every account is treated \(such as a0\), and none is control\."),
            ([{"country": "DE", "group": "control"}], r"every country is control \(such as DE\), and none is treated"),
            (
                [{"counrty": "DE", "group": "treated"}, {"counrty": "FR", "group": "control"}],
                'no column "counrty". Did you mean "country"',
            ),
        ):
            with pytest.raises(UsedWrongly, match=said):
                asked(ledger, agreement, groups)
        with pytest.raises(UsedWrongly, match="first deal of the record is of 2026-01-05, and the test ended before"):
            asked(ledger, agreement, halves(4), since=date(2025, 1, 1))
        with pytest.raises(UnknownName, match=r'no outcome "deals"\. Did you mean "deal"'):
            asked(ledger, agreement, halves(4), outcome="deals")
        with pytest.raises(UsedWrongly, match="0 whole weeks back"):
            asked(ledger, agreement, [{"country": "DE", "group": "treated"}, {"country": "FR", "group": "control"}])
    with told(*accounts(4)) as ledger, pytest.raises(EmptySample, match="import opportunities"):
        asked(ledger, agreement, halves(4))


def test_differences_in_differences_by_the_oracle(oracle: Callable[[str], Any], agreement: Agreement) -> None:
    """Eight countries of one account each: one deal in the four weeks before, and one and the change in those after."""
    one = oracle("S4.did_permutation")
    changes = [*one["inputs"]["treated_changes"], *one["inputs"]["control_changes"]]
    lines, groups = [], []
    for i, change in enumerate(changes):
        lines += [f"2024-01-01 a{i} founded country=C{i}"]
        lines += deals(i, *(START - timedelta(days=28 * k + 3) for k in range(12)))
        lines += deals(i, *(START + timedelta(days=k) for k in range(change + 1)))
        groups.append({"country": f"C{i}", "group": "test" if i < 4 else "Held-out"})
    with told(*lines) as ledger:
        found = asked(ledger, agreement, groups, horizon=28)
    expected = one["expected"]
    assert (found.effect.value, found.p) == pytest.approx((expected["att"], expected["p_two_sided"]))
    assert found.smallest_p == pytest.approx(expected["smallest_possible_p"])
    assert (found.treated.value, found.verdict) == (13, Verdict.CAUSED)
    assert found.treated_before is not None
    assert found.control_before is not None
    assert (found.treated_before.value, found.control_before.value) == (1, 1)
    assert found.effect.lo is not None
    assert found.effect.lo > 0


def test_groups_that_parted_before_prove_nothing(agreement: Agreement) -> None:
    """The treated grow by a deal every four weeks, before as in the test."""
    lines, groups = [], []
    for i in range(8):
        lines += [f"2024-01-01 a{i} founded country=C{i}"]
        for k in range(-8, 1):
            count = 3 + (k + 8 if i < 4 else 0)
            lines += deals(i, *(START + timedelta(days=28 * k + day % 28) for day in range(count)))
        groups.append({"country": f"C{i}", "group": "treated" if i < 4 else "control"})
    with told(*lines) as ledger:
        found = asked(ledger, agreement, groups, horizon=28)
    assert found.effect.value == 1
    assert found.verdict is not Verdict.CAUSED


@pytest.mark.parametrize(("more", "verdict"), [((0, 1, 0, 1), Verdict.UNKNOWN), ((2, 3, 2, 3), Verdict.CAUSED)])
def test_what_goes_on_as_before_is_not_caused(agreement: Agreement, more: tuple[int, ...], verdict: Verdict) -> None:
    """The treated grow by a deal every four weeks; in the test some grow by one or two more: only what growth cannot explain counts."""
    lines, groups = [], []
    for i in range(8):
        lines += [f"2024-01-01 a{i} founded country=C{i}"]
        for k in range(-8, 1):
            count = 4 + (k + 8 if i < 4 else 0) + (0 if k else more[i] if i < 4 else int(i == 5))
            lines += deals(i, *(START + timedelta(days=28 * k + day % 28) for day in range(count)))
        groups.append({"country": f"C{i}", "group": "treated" if i < 4 else "control"})
    with told(*lines) as ledger:
        found = asked(ledger, agreement, groups, horizon=28)
    assert (found.effect.lo or 0) > 0
    assert found.verdict is verdict


def test_a_synthetic_control_by_the_oracle(oracle: Callable[[str], Any], agreement: Agreement) -> None:
    """The amounts of the oracle as pipeline a week; far too few weeks and donors, so no verdict."""
    one = oracle("S4.synthetic_control")
    told_before, after = one["inputs"]["pre_donors"], one["inputs"]["post_donors"]
    treated = [*one["inputs"]["pre_treated"], *one["inputs"]["post_treated"]]
    lines = [f"2024-01-01 a{i} founded country=C{i}" for i in range(4)]
    for week, (own, others) in enumerate(zip(treated, [*told_before, *after], strict=True), start=-len(told_before)):
        for i, amount in enumerate([own, *others]):
            lines += deals(i, START + timedelta(weeks=week), amount=amount)
    groups = [{"country": f"C{i}", "group": "control" if i else "treated"} for i in range(4)]
    with told(*lines) as ledger:
        found = asked(ledger, agreement, groups, horizon=14, outcome="pipeline")
    weights = one["expected"]["weights"]
    assert found.weights == pytest.approx({"C1": weights[0], "C2": weights[1]}, abs=one["tol"])
    assert found.effect.value == pytest.approx(sum(one["expected"]["effect"]), abs=one["tol"])
    assert found.verdict is Verdict.UNKNOWN
    assert "5 periods before; at least 25" in found.because
    assert "3 donors; more than 20" in found.because
