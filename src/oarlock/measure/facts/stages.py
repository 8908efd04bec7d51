"""When a lead first entered each stage, one row per lead: one scan of `stage_changes`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.places import chosen, earliest_text, kept, kept_name, remembered

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

ENDS = ("disqualified", "recycled")
"""Stages that end a passage, and that a lead may come back from."""
ROLES = ("inquiry", "pql", "mql", "sal", "sql", "opportunity", "customer", "disqualified", "recycled")
"""The canonical stages, in order; the agreement says which of its own names plays which role."""


def role_names(agreement: Agreement) -> dict[str, tuple[str, ...]]:
    """Which recorded stage names play each role."""
    return {role: tuple(agreement.names_of(role)) for role in ROLES}


def lead_stages(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead that ever moved on from its inquiry, kept on the ledger.

    Columns: lead_id, <role>_at for each role but the inquiry (UTC; null: never), last_<role>_at for each of ENDS, disqualified_reason,
    reason_group.

    Each instant is that of the first entry; a second entry after recycling is a new spell, counted apart. An end has its last entry too,
    because the first may belong to a passage before the one asked about. The reason is the one given at the first disqualification.
    Inquiries are told apart (`lead_inquiries`): every lead has one, most have nothing else, and few questions need it.
    """
    names = {role: own for role, own in role_names(agreement).items() if role != "inquiry"}
    name = kept_name("lead_stages", names, agreement.reasons)
    return kept(ledger, name, lambda: _stages(ledger, names, reason_groups(ledger, agreement)))


def reason_groups(ledger: Ledger, agreement: Agreement) -> dict[str, list[str]]:
    """The recorded reasons of stage changes by the group of the coded reason they spell; what is not coded is left out."""
    groups: dict[str, list[str]] = {}
    for reason in reasons_seen(ledger):
        coded = agreement.reason_of(reason)
        if coded is not None:
            groups.setdefault(coded.group, []).append(reason)
    return {group: sorted(reasons) for group, reasons in sorted(groups.items())}


def reasons_seen(ledger: Ledger) -> frozenset[str]:
    """Every reason that a stage change of the record bears, as it is spelled."""
    changes = ledger.table("stage_changes").select("reason").distinct()
    changes = changes.filter(changes.reason.notnull())
    return remembered(ledger, "reasons_seen", lambda: frozenset(row["reason"] for row in ledger.rows(changes)))


def last_reasons(ledger: Ledger, agreement: Agreement) -> Any:
    """Of each lead that was turned down again, not kept: _again (the lead) and last_reason, that of the last time (null: none given)."""
    stages = lead_stages(ledger, agreement)
    again = stages.filter(stages.last_disqualified_at > stages.disqualified_at)
    again = again.select(_again="lead_id", _last="last_disqualified_at")
    changes = ledger.table("stage_changes").select("lead_id", "changed_at", "stage", "reason")
    changes = changes.filter(changes.stage.isin(agreement.names_of("disqualified")))
    met = changes.inner_join(again, [changes.lead_id == again["_again"], changes.changed_at == again["_last"]])
    return met.group_by("_again").aggregate(last_reason=met.reason.max())


def lead_inquiries(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead with a recorded inquiry, not kept: lead_id, inquiry_at (UTC, the first)."""
    changes = ledger.table("stage_changes").select("lead_id", "changed_at", "stage")
    changes = changes.filter(changes.stage.isin(agreement.names_of("inquiry")))
    return changes.group_by("lead_id").aggregate(inquiry_at=changes.changed_at.min())


def _stages(ledger: Ledger, names: dict[str, tuple[str, ...]], groups: dict[str, list[str]]) -> Any:
    import ibis

    changes = ledger.table("stage_changes").select("lead_id", "changed_at", "stage", "reason")
    played = _recorded(ledger, names)
    # Names become numbers once, so that eight first entries are found by comparing numbers.
    role = ibis.cases(*((changes.stage.isin(own), place) for place, own in enumerate(played.values())), else_=-1)
    changes = changes.mutate(role=role.cast("int8"), told=changes.reason.fill_null(""))
    changes = changes.filter(changes.role >= 0)
    place_of = {role: place for place, role in enumerate(played)}
    rejected = changes.role == place_of.get("disqualified", -2)
    firsts = changes.group_by("lead_id").aggregate(
        **{f"{role}_at": changes.changed_at.min(where=changes.role == place) for role, place in place_of.items()},
        **{
            f"last_{one}_at": changes.changed_at.max(where=changes.role == place_of[one])
            for one in ENDS
            if one in place_of
        },
        # Of several reasons at one instant the last by name, so that any stands before none.
        told=earliest_text(changes.told, changes.changed_at, where=rejected),
    )
    firsts = firsts.select(
        "lead_id",
        **{f"{told}_at": _entry(firsts, told) for told in (*names, *(f"last_{one}" for one in ENDS))},
        disqualified_reason=firsts.told.nullif(""),
    )
    return firsts.mutate(reason_group=chosen(firsts.disqualified_reason, groups))


def stages_seen(ledger: Ledger) -> frozenset[str]:
    """Every name of a stage that the record knows a change to."""
    changes = ledger.table("stage_changes").select("stage").distinct()
    return remembered(ledger, "stages_seen", lambda: frozenset(row["stage"] for row in ledger.rows(changes)))


def _recorded(ledger: Ledger, names: dict[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """The roles that somebody recorded, each with the names it goes by in this record; one that nobody did where none was."""
    present = stages_seen(ledger)
    told = {role: [name for name in own if name in present] for role, own in names.items()}
    return {role: own for role, own in told.items() if own} or {"mql": list(names["mql"])}


def _entry(firsts: Any, role: str) -> Any:
    """The column of a role's first entry; empty for a role nobody recorded."""
    import ibis

    return firsts[f"{role}_at"] if f"{role}_at" in firsts.columns else ibis.null("timestamp")
