"""Definition test: oracles S7."""

from __future__ import annotations

from typing import Any

import duckdb
import ibis

from oarlock.agreement import Rule
from oarlock.stats.prize import Prize, best
from oarlock.stats.proportions import newcombe_difference
from oarlock.stats.raters import TwoByTwo, agreement, interval_jaccard, jaccard

from .suite import Given, check, ends

COVERS = ("S7",)


@check("S7.agreement.paradox", "S7.agreement.leads")
def two_raters(given: Given) -> Any:
    table = TwoByTwo(*given.values())
    found = agreement(table, level=0.95)
    return {
        "n": table.n,
        "percent_agreement": found.observed,
        "kappa": found.kappa.value,
        "kappa_se": found.kappa_se,
        "kappa_ci95": ends(found.kappa),
        "pabak": found.pabak,
        "gwet_ac1": found.gwet_ac1,
        "jaccard": found.jaccard.value,
        "jaccard_ci95": ends(found.jaccard),
        "prevalence_index": found.prevalence_index,
        "bias_index": found.bias_index,
        "mcnemar_p": found.mcnemar_p,
    }


@check("S7.cells_value")
def cost_of_disagreement(given: Given) -> Any:
    prize = Prize(given["margin"], given["hours"] * given["rate"])
    cells = {name: tuple(counts) for name, counts in given["cells"].items()}
    told = {}
    for name, (n, won) in cells.items():
        share, value = prize.of(won, n)
        told[name] = {"p": share.value, "p_ci90": ends(share), "ev_per_lead": value.value, "ev_ci90": ends(value)}
    passing = {
        "marketing": ("both", "marketing_only"),
        "sales": ("both", "sales_only"),
        "intersection": ("both",),
        "union": ("both", "marketing_only", "sales_only"),
    }
    definitions = {}
    for name, parts in passing.items():
        n, won = (sum(cells[part][i] for part in parts) for i in (0, 1))
        definitions[name] = {"leads": n, "hours": n * given["hours"], "net_value": prize.total(won, n)}
    assert best({name: one["net_value"] for name, one in definitions.items()}) == "sales"
    (m_n, m_won), (s_n, s_won) = cells["marketing_only"], cells["sales_only"]
    apart = newcombe_difference((m_won, m_n), (s_won, s_n))
    return {
        "cells": told,
        "definitions": definitions,
        "disputed_handling_cost": m_n * prize.cost,
        "diff_m_only_vs_s_only": [apart.value, *ends(apart)],
    }


@check("S7.interval_jaccard")
def ranges(given: Given) -> Any:
    found = interval_jaccard(given["marketing"], given["sales"])
    return {"jaccard": found, "reading": "conflict on company size" if found < 0.5 else ""}


@check("S7.kleene")
def unknown_stays_unknown(given: Given) -> Any:
    engine = duckdb.connect()
    engine.execute("CREATE TABLE leads AS SELECT true AS t, false AS f, NULL::BOOLEAN AS u")
    table = ibis.table({"t": "boolean", "f": "boolean", "u": "boolean"}, name="leads")

    def told(rule: str) -> Any:
        return engine.execute(ibis.to_sql(table.select(said=Rule(rule).on(table)), dialect="duckdb")).fetchone()[0]

    return {
        "and(T,U)": told("t and u"),
        "and(F,U)": told("f and u"),
        "or(T,U)": told("t or u"),
        "or(F,U)": told("f or u"),
    }


@check("S7.target_lists")
def account_lists(given: Given) -> Any:
    marketing, sales, shared = given["marketing_accounts"], given["sales_accounts"], given["shared"]
    found = jaccard(shared, marketing + sales - shared)
    return {
        "jaccard": found.value,
        "share_of_marketing_list": shared / marketing,
        "share_of_sales_list": shared / sales,
        "effort_overlap": min(given["spend_on_shared"], given["sales_touches_on_shared"]),
        "jaccard_ci90": ends(found),
    }
