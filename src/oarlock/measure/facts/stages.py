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
    known = sorted({name for role in names.values() for name in role})
    changes = changes.filter(changes.stage.isin(known))
    firsts = changes.group_by("lead_id").aggregate(
        **{f"{role}_at": changes.changed_at.min(where=changes.stage.isin(own)) for role, own in names.items()}
    )
    rejected = _first_reasons(changes.filter(changes.stage.isin(names["disqualified"])))
    joined = firsts.left_join(rejected, firsts.lead_id == rejected["_rejected"])
    by_group: dict[str, list[str]] = {}
    for code, group in groups.items():
        by_group.setdefault(group, []).append(code)
    return joined.select(
        *(joined[name] for name in firsts.columns),
        "disqualified_reason",
        reason_group=chosen(joined.disqualified_reason, by_group),
    )


def _first_reasons(rejections: Any) -> Any:
    """Lead and the reason at its first disqualification; of several at one instant the last by name, so that any stands before none."""
    told = rejections.mutate(told=rejections.reason.fill_null(""))
    at_once = told.group_by("lead_id", "changed_at").aggregate(told=told.told.max())
    first = at_once.group_by(_rejected=at_once.lead_id).aggregate(told=at_once.told.argmin(at_once.changed_at))
    return first.select("_rejected", disqualified_reason=first.told.nullif(""))
