"""What the two teams agreed: shown, checked, compared, and replayed on past leads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from oarlock.agreement import Agreement
from oarlock.book.folder import AGREEMENT
from oarlock.cli._app import group
from oarlock.cli._options import AsOf, BookFolder, book_of, folder_of
from oarlock.cli._say import say
from oarlock.errors import AgreementInvalid, Problem, UsedWrongly, nearest

COMMAND = group("Shows, checks, compares and replays what the two teams agreed.")


@COMMAND.command()
def show(
    text: Annotated[bool, typer.Option("--toml", help="The file itself, with its comments.")] = False,
    book: BookFolder = None,
) -> None:
    """Says in words what is agreed, and which version is in force since when."""
    from oarlock.agreement import read
    from oarlock.cli._agreed import as_text

    path = folder_of(book) / AGREEMENT
    say(path.read_text(encoding="utf-8").rstrip() if text else as_text(read(path)).rstrip())


@COMMAND.command()
def check(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Another agreement than the book's own.")
    ] = None,
    book: BookFolder = None,
) -> None:
    """Names every problem of the agreement at once, its rules checked against the record's columns."""
    from oarlock.agreement import read
    from oarlock.ledger.store import Store

    if file is not None and book is None:
        agreement = read(file)
    else:
        folder = folder_of(book)
        file = file or folder / AGREEMENT
        with Store.open(folder) as store, store.ledger(None) as ledger:
            agreement = read(
                file, columns={*ledger.columns("leads"), *ledger.columns("accounts"), *ledger.columns("opportunities")}
            )
    _refuse_unknown_pay(file, agreement)
    rules = sum(1 for _ in agreement.rules())
    say(f"{file} is well: version {agreement.version}, {len(agreement.stages)} stages, {rules} rules.")


def _refuse_unknown_pay(file: Path, agreement: Agreement) -> None:
    """Pay rests on a metric; the agreement itself is read without knowing them."""
    from oarlock import registry
    from oarlock.measure.facts.pay import PLAYED

    names = {*registry.names("measure"), *PLAYED}
    problems = [
        Problem(
            f"{file.name}, incentives.number {i}.pays_for",
            f'there is no metric "{one.pays_for}".{nearest(one.pays_for, names)}',
            "`oarlock measure --list` names them.",
        )
        for i, one in enumerate(agreement.incentives, 1)
        if one.pays_for not in names
    ]
    if problems:
        raise AgreementInvalid(problems)


@COMMAND.command()
def diff(
    old: Annotated[str | None, typer.Argument(metavar="[OLD]", help="A file, or the number of a version.")] = None,
    new: Annotated[
        str | None, typer.Argument(metavar="[NEW]", help="The same; without it, the agreement as it stands.")
    ] = None,
    book: BookFolder = None,
) -> None:
    """Says what changed between two versions, setting by setting."""
    from oarlock.agreement import read
    from oarlock.agreement.differences import diff as differences
    from oarlock.cli._agreed import version_path

    folder = folder_of(book)
    before, after = version_path(folder, old), folder / AGREEMENT if new is None else version_path(folder, new)
    changes = differences(read(before), read(after))
    say("\n".join(f"- {change.sentence}" for change in changes) or f"Nothing differs between {before} and {after}.")


@COMMAND.command()
def replay(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="A changed agreement.")] = None,
    rule: Annotated[
        str | None, typer.Option("--rule", metavar="RULE", help="A changed rule instead of a changed file.")
    ] = None,
    of: Annotated[
        str, typer.Option("--of", metavar="WHAT", help="What the rule is of: profile, or a stage's name.")
    ] = "profile",
    as_of: AsOf = None,
    book: BookFolder = None,
) -> None:
    """Replays a changed rule on past leads: who would not have passed, which wins that costs, what time it frees."""
    from oarlock.agreement import Rule, read
    from oarlock.book.replaying import replay as replayed
    from oarlock.book.replaying import rules_that_differ
    from oarlock.cli._agreed import replay_text

    if (file is None) == (rule is None):
        raise UsedWrongly('Name a changed agreement, or one rule: oarlock agreement replay --rule "employees >= 100"')
    with book_of(book) as opened:
        changed = {of: Rule(rule)} if rule is not None else rules_that_differ(opened.agreement, read(file or ""))
        if not changed:
            say("The two agreements have the same profile and the same entry rules; there is nothing to replay.")
        for what, new in changed.items():
            say(replay_text(replayed(opened.ledger_at(as_of), opened.agreement, what, new)).rstrip())
