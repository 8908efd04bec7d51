"""When a lead first entered each stage, one row per lead: one scan of `stage_changes`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.places import chosen, kept, kept_name

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

ROLES = ("inquiry", "pql", "mql", "sal", "sql", "opportunity", "customer", "disqualified", "recycled")
"""The canonical stages, in order; the agreement says which of its own names plays which role."""


def role_names(agreement: Agreement) -> dict[str, tuple[str, ...]]:
    """Which recorded stage names play each role."""
    return {role: tuple(agreement.names_of(role)) for role in ROLES}


def lead_stages(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead that ever changed stage, kept on the ledger.

    Columns: lead_id, <role>_at for each role (UTC; null: never), disqualified_reason, reason_group.

    Each instant is that of the first entry; a second entry after recycling is a new spell, counted apart. The reason is the one given at
    the first disqualification.
    """
    names = role_names(agreement)
    reasons = tuple((reason.code, reason.group) for reason in agreement.reasons)
    return kept(ledger, kept_name("lead_stages", names, reasons), lambda: _stages(ledger, names, dict(reasons)))


def _stages(ledger: Ledger, names: dict[str, tuple[str, ...]], groups: dict[str, str]) -> Any:
    changes = ledger.table("stage_changes").select("lead_id", "changed_at", "stage", "reason")
    import ibis

    played = _recorded(ledger, names)
    # Names become numbers once, so that nine first entries are found by comparing numbers.
    role = ibis.cases(*((changes.stage.isin(own), place) for place, own in enumerate(played.values())), else_=-1)
    changes = changes.mutate(role=role.cast("int8"))
    changes = changes.filter(changes.role >= 0)
    place_of = {role: place for place, role in enumerate(played)}
    firsts = changes.group_by("lead_id").aggregate(
        **{f"{role}_at": changes.changed_at.min(where=changes.role == place) for role, place in place_of.items()}
    )
    firsts = firsts.select("lead_id", **{f"{role}_at": _entry(firsts, role) for role in names})
    rejected = _first_reasons(changes.filter(changes.role == place_of.get("disqualified", -2)))
    joined = firsts.left_join(rejected, firsts.lead_id == rejected["_rejected"])
    by_group: dict[str, list[str]] = {}
    for code, group in groups.items():
        by_group.setdefault(group, []).append(code)
    return joined.select(
        *(joined[name] for name in firsts.columns),
        "disqualified_reason",
        reason_group=chosen(joined.disqualified_reason, by_group),
    )


def _recorded(ledger: Ledger, names: dict[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """The roles that somebody recorded, each with the names it goes by in this record; one that nobody did where none was."""
    changes = ledger.table("stage_changes")
    present = {row["stage"] for row in ledger.rows(changes.select("stage").distinct())}
    told = {role: [name for name in own if name in present] for role, own in names.items()}
    return {role: own for role, own in told.items() if own} or {"mql": list(names["mql"])}


def _entry(firsts: Any, role: str) -> Any:
    """The column of a role's first entry; empty for a role nobody recorded."""
    import ibis

    return firsts[f"{role}_at"] if f"{role}_at" in firsts.columns else ibis.null("timestamp")


def _first_reasons(rejections: Any) -> Any:
    """Lead and the reason at its first disqualification; of several at one instant the last by name, so that any stands before none."""
    told = rejections.mutate(told=rejections.reason.fill_null(""))
    at_once = told.group_by("lead_id", "changed_at").aggregate(told=told.told.max())
    first = at_once.group_by(_rejected=at_once.lead_id).aggregate(told=at_once.told.argmin(at_once.changed_at))
    return first.select("_rejected", disqualified_reason=first.told.nullif(""))
