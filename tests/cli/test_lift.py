"""A linked test at the command line and from Python."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import oarlock
from oarlock.errors import FileUnreadable, UsedWrongly

from .conftest import Run

MORE = "\n".join(["account_id,country", *(f"b{i:02},{'DE' if i % 2 else 'FR'}" for i in range(40))])
DEALS = "\n".join([
    "opportunity_id,account_id,created_at,kind,currency",
    *(f"p{i},b{i:02},2025-03-1{i % 8},new,USD" for i in range(0, 20, 2)),
])  # fmt: skip
VERSIONS = "\n".join([
    "opportunity_id,valid_from,stage,status,amount",
    *(f"p{i},2025-03-1{i % 8},Discovery,open,1000" for i in range(0, 20, 2)),
])  # fmt: skip
GROUPS = "\n".join([
    "Account_ID;Group",
    *(f"b{i:02};{'Treatment' if i < 20 else 'held-out'}" for i in range(40)),
    "b39;treated",
    "b38;maybe",
    ";control",
    "zz;control",
])  # fmt: skip


@pytest.fixture
def tested(run: Run, book: Path, tmp_path: Path) -> Path:
    (tmp_path / "more").mkdir()
    for name, text in (("accounts", MORE), ("opportunities", DEALS), ("opportunity_versions", VERSIONS)):
        (tmp_path / "more" / f"{name}.csv").write_text(text, encoding="utf-8")
    assert run("import", tmp_path / "more", "--book", book).status == 0
    (tmp_path / "groups.csv").write_text(GROUPS, encoding="utf-8")
    return book


def test_what_can_be_seen_is_said_first_and_the_limit_last(run: Run, tested: Path, tmp_path: Path) -> None:
    told = run("lift", tmp_path / "groups.csv", "--since", "2025-03-10", "--horizon", 20, "--book", tested)
    assert told.status == 0
    assert told.out.startswith(
        "The smallest effect this test can see is unknown: none of 39 accounts had it in the 20 days before"
    )
    assert "treated 20 50% " in " ".join(told.out.split())
    assert "Caused: the 90% range leaves out 0, and chance alone decided who was treated." in told.out
    assert 'groups.csv, line 43: "maybe" is no group.\n  Write treated or control.' in told.out
    assert 'groups.csv, line 42: account_id "b39" is in both groups, so it is left out of both.' in told.out
    assert "groups.csv, line 44: account_id is empty." in told.out
    assert 'the record has no account "zz"' in told.out
    assert told.out.endswith("Treat credit as bookkeeping unless a test is linked.\n")


def test_programs_read_the_same(run: Run, tested: Path, tmp_path: Path) -> None:
    words = ("lift", tmp_path / "groups.csv", "--since", "2025-03-10", "--horizon", 20, "--outcome", "pipeline")
    answer = json.loads(run(*words, "--format", "json", "--book", tested).out)
    assert (answer["design"], answer["status"], answer["verdict"]) == ("account holdout", "ok", "caused")
    assert (answer["effect"]["value"], answer["treated"]["n"], answer["control"]["n"]) == (500, 20, 19)
    assert len(answer["problems"]) == 4
    assert (answer["agreement"], answer["currency"]) == ({"version": 1}, "USD")
    with oarlock.open(tested) as opened:
        arms = {f"b{i:02}": "treated" if i < 20 else "control" for i in range(39)}
        found = opened.lift(arms, since="2025-03-10", horizon=20, outcome="pipeline")
        assert found.effect.value == 500


def test_regions_are_asked_by_their_column(run: Run, tested: Path, tmp_path: Path) -> None:
    (tmp_path / "regions.csv").write_text("country,group\nDE,treated\nFR,control\nXX,control\n", encoding="utf-8")
    words = ("lift", tmp_path / "regions.csv", "--since", "2025-02-10", "--horizon", 14, "--book", tested)
    told = run(*words)
    assert told.status == 0
    assert "Synthetic control by country (regions.csv)" in told.out
    assert "Can't tell: a synthetic control of so little fits by luck" in told.out
    assert 'has country "XX"' in told.out


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        (None, UsedWrongly, "There is no file"),
        ("", FileUnreadable, "the file is empty"),
        (
            "account_id\nb01\n",
            UsedWrongly,
            r"groups.csv: the columns are account_id\.\n  A file of groups has account_id,group",
        ),
        (
            "account_id,group\nb01,maybe\n",
            UsedWrongly,
            r'names no account that can be taken\.\ngroups.csv, line 2: "maybe" is no',
        ),
        ("account_id,arm\nb01,treated\n", UsedWrongly, r"the columns are account_id, arm\.\n  A file of groups has"),
        ("account_id,group\nzz,treated\na3,control\n", UsedWrongly, "no treated account can be compared, of 1 stated"),
    ],
)
def test_files_that_cannot_be_used(
    text: str | None, error: type[Exception], said: str, taken: Path, tmp_path: Path
) -> None:
    if text is not None:
        (tmp_path / "groups.csv").write_text(text, encoding="utf-8")
    with oarlock.open(taken) as opened, pytest.raises(error, match=said):
        opened.lift(tmp_path / "groups.csv", since="2025-03-10")


def test_a_file_as_a_spreadsheet_writes_it(taken: Path) -> None:
    """Headings in any case; what is not read is said, so that nobody believes that starts may differ."""
    from oarlock.book.groups import groups_of

    told = groups_of([{"Account ID": "a1", "Group": "Hold out", "starts": "2025-03-10"}])
    assert (told.column, [str(one) for one in told.problems]) == (
        "account_id",
        ['groups: the column "starts" is not read.\n  Every unit counts from the day on which the test began.'],
    )
    for given in (None, 7, [("a1", "treated")]):
        with pytest.raises(UsedWrongly, match="give a CSV file, a frame, rows as dictionaries"):
            groups_of(given)


def test_a_file_with_other_groups_is_not_written_over(run: Run, tested: Path, tmp_path: Path) -> None:
    words = ("plan", "holdout", "--groups", tmp_path / "drawn.csv", "--as-of", "2025-03-09", "--book", tested)
    assert (run(*words).status, run(*words).status) == (0, 0), "the same groups may be written again"
    before = (tmp_path / "drawn.csv").read_text(encoding="utf-8")
    told = run(*words, "--seed", 2)
    assert (told.status, told.out) == (2, "")
    assert "drawn.csv exists and holds something else" in told.err
    assert (tmp_path / "drawn.csv").read_text(encoding="utf-8") == before


def test_what_a_plan_draws_is_what_a_test_reads(run: Run, tested: Path, tmp_path: Path) -> None:
    told = run(
        "plan",
        "holdout",
        "--share",
        "50%",
        "--groups",
        tmp_path / "drawn.csv",
        "--as-of",
        "2025-03-09",
        "--book",
        tested,
    )
    assert told.status == 0
    assert told.out.startswith("What a holdout of accounts could see")
    assert "oarlock lift" in told.err
    assert run("plan", "holdout", "--out", tmp_path / "plan.svg", "--book", tested).status == 0
    found = run(
        "lift", tmp_path / "drawn.csv", "--since", "2025-03-10", "--horizon", 20, "--format", "json", "--book", tested
    )
    answer = json.loads(found.out)
    assert (answer["problems"], answer["left_out"]) == ([], {})
    assert answer["treated"]["n"] + answer["control"]["n"] >= 40
