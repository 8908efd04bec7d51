"""How much is needed: leads for a goal, people for the leads, what pay rewards, what-if over all of it, and accounts for a test."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from oarlock.cli import _planned
from oarlock.cli._app import group
from oarlock.cli._options import FORMAT, AsOf, BookFolder, book_of, place
from oarlock.cli._say import say, tell

if TYPE_CHECKING:
    from oarlock.plan.answer import PlanAnswer

COMMAND = group(
    "Plans: leads by week for a money goal, people for the leads, what pay rewards, what-if over all of it, accounts for a test."
)


Form = Annotated[Literal["table", "json", "csv"], FORMAT]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help="Write it to this .html, .svg, .png, .json or .csv file instead.",
        callback=_planned.place_of_plan,
    ),
]
Goal = Annotated[
    str | None,
    typer.Option("--goal", metavar="AMOUNT", help="What is to be won: 1200000 or 1.2M; otherwise what was agreed."),
]
Period = Annotated[str | None, typer.Option("--period", metavar="PERIOD", help="The period it is for, such as 2026Q3.")]


def _plan(own: Callable[..., dict[str, Any]]) -> Callable[..., None]:
    """A command of this group: the options of `own`, which says what they mean to the plan of its name, and those that all plans have."""

    def run(
        *, as_of: AsOf = None, form: Form = "table", out: Out = None, book: BookFolder = None, **given: Any
    ) -> None:
        _answer(book, as_of, form, out, own.__name__, **own(**given))

    first, shared = (
        [
            one.replace(kind=Parameter.KEYWORD_ONLY)
            for one in signature(of, eval_str=True).parameters.values()
            if one.name != "given"
        ]
        for of in (own, run)
    )
    run.__annotations__ = {one.name: one.annotation for one in (*first, *shared)} | {"return": None}
    run.__name__, run.__doc__ = own.__name__, own.__doc__
    setattr(run, "__signature__", Signature([*first, *shared]))  # noqa: B010 - from it the options are read
    return COMMAND.command()(run)


@_plan
def goal(
    amount: Goal = None,
    period: Period = None,
    chance: Annotated[
        str, typer.Option("--chance", metavar="SHARE", help="Of reaching the goal, for the need by week.")
    ] = "0.8",
    lead_to_deal: Annotated[
        str | None, typer.Option("--lead-to-deal", metavar="SHARE", help="Reckon with this in place of the record's.")
    ] = None,
    win_rate: Annotated[
        str | None, typer.Option("--win-rate", metavar="SHARE", help="The same for deals that are won.")
    ] = None,
    deal_size: Annotated[
        str | None, typer.Option("--deal-size", metavar="AMOUNT", help="The same for the worth of a won lead.")
    ] = None,
    leads: Annotated[
        str | None,
        typer.Option(
            "--leads", metavar="N", help="A number of leads a plan counts on: shows what it takes for granted."
        ),
    ] = None,
) -> dict[str, Any]:
    """Says how many leads a money goal takes, by when, for which chance, and whether sales can work them."""
    return {
        "goal": _planned.amount_of(amount, "A goal"),
        "period": period,
        "chance": _planned.share_of(chance, "A chance"),
        "leads": _planned.amount_of(leads, "A number of leads"),
        "lead_to_deal": _planned.share_of(lead_to_deal, "A rate"),
        "deal_to_win": _planned.share_of(win_rate, "A win rate"),
        "deal_size": _planned.amount_of(deal_size, "A deal size"),
    }


@_plan
def capacity(
    people: Annotated[
        int | None, typer.Option("--people", metavar="N", help="So many who take leads, instead of those there are.")
    ] = None,
) -> dict[str, Any]:
    """Says whether the people can work the leads in the promised time, and prices what would change that."""
    return {"people": people}


@_plan
def incentives(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="Another agreement.toml, whose incentives are tried instead."),
    ] = None,
) -> dict[str, Any]:
    """Says whether anybody earns more when the company earns less: past quarters paid again, and actions played through."""
    return {"file": file}


@_plan
def scenario(
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="leads=+10%, lead_to_deal=12%, win_rate=0.22, deal_size=+5%, cycle=-20%, budget=+10%, reps=+1, hours_per_lead=1.2, "
            "response_hours=2, answer_effect=0, goal=2M: a change, or a value in its place.",
        ),
    ] = None,
    against: Annotated[
        list[str] | None,
        typer.Option(
            "--against", metavar="NAME=VALUE", help="Settings of the other scenario; without any, things as they are."
        ),
    ] = None,
    amount: Goal = None,
    period: Period = None,
) -> dict[str, Any]:
    """Puts two scenarios side by side: bookings, the goal's chance, leads needed, the people's load."""
    return {
        "changes": changes or (),
        "against": against or (),
        "goal": _planned.amount_of(amount, "A goal"),
        "period": period,
    }


@COMMAND.command()
def holdout(
    share: Annotated[
        str, typer.Option("--share", metavar="SHARE", help="Of the accounts, held out: 0.5 sees most.")
    ] = "0.5",
    horizon: Annotated[int, typer.Option("--horizon", metavar="DAYS", help="Days that the test is to take.")] = 90,
    outcome: Annotated[
        Literal["deal", "won"], typer.Option("--outcome", help="Accounts with a deal created, or won.")
    ] = "deal",
    groups: Annotated[
        Path | None,
        typer.Option(
            "--groups",
            metavar="GROUPS.csv",
            help="Draw the groups into this file, which oarlock lift reads.",
            callback=place,
        ),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Another number draws other groups.")] = 1,
    as_of: AsOf = None,
    form: Form = "table",
    out: Out = None,
    book: BookFolder = None,
) -> None:
    """Says what a holdout of accounts could see, how many accounts it takes, and draws the groups."""
    options = {"share": _planned.share_of(share, "A share"), "horizon": horizon, "outcome": outcome, "seed": seed}
    answer = _made(book, as_of, "holdout", **options, draw=groups is not None)
    if groups is not None:
        _planned.write_groups(answer, groups)
    _tell(answer, form, out)
    if groups is not None:
        tell(
            f"Wrote {groups}. After the test: oarlock lift {groups} --since DAY --horizon {horizon} --outcome {outcome}"
        )


def _answer(book: str | None, as_of: str | None, form: str, out: Path | None, name: str, **options: Any) -> None:
    _tell(_made(book, as_of, name, **options), form, out)


def _made(book: str | None, as_of: str | None, name: str, **options: Any) -> PlanAnswer:
    from oarlock.errors import EmptySample

    with book_of(book) as opened:
        try:
            return opened.plan(name, as_of=as_of, **options)
        except EmptySample as missing:
            raise EmptySample(f"This cannot be planned: {str(missing).removesuffix('.')}.") from missing


def _tell(answer: PlanAnswer, form: str, out: Path | None) -> None:
    if out is not None:
        _planned.write(answer, out)
        tell(f"Wrote {out}.")
    elif form == "table":
        say(_planned.as_text(answer).removesuffix("\n"))
    else:
        from oarlock.show import planned

        say((planned.as_json(answer) if form == "json" else planned.as_csv(answer)).removesuffix("\n"))
