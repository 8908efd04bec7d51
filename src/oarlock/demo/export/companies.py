"""Accounts, with the gaps a sales system has: one in twelve without its industry, one in ten without its size, some entered twice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from oarlock.demo.arrays import Floats, Ints, Truths, stream
from oarlock.demo.channels import OTHER_INDUSTRIES, PROFILE_INDUSTRIES
from oarlock.demo.company import Company
from oarlock.demo.export.names import COUNTRIES, company_names, domains, shares
from oarlock.demo.export.scope import Scope
from oarlock.demo.sheets import Sheet, ids, instants, numbers, words

INDUSTRIES = (*PROFILE_INDUSTRIES, *OTHER_INDUSTRIES)
_SIZES_INSIDE = ((50, 199), (200, 999), (1000, 5000))
_SIZES_OUTSIDE = ((5, 49), (200, 999), (5001, 30000))
COUNTRY_SHARES = (0.52, 0.14, 0.12, 0.07, 0.06, 0.05, 0.04)
_CHUNK = 400_000


def countries_of(seed: int, n: int) -> Ints:
    """Country of each account, as its place in `COUNTRIES`."""
    return shares(stream(seed, "countries"), COUNTRY_SHARES, n)


def write_accounts(folder: Path, company: Company, scope: Scope, seed: int) -> None:
    """Writes `accounts`: the companies in scope, and second entries of some."""
    accounts, n = company.accounts, len(company.accounts)
    rng = stream(seed, "companies")
    draws = rng.random((n, 6))
    industry, employees = _kind(accounts.on_profile, accounts.segment, draws)
    country = countries_of(seed, n)
    tier = np.where(draws[:, 4] < np.where(accounts.on_profile, 0.16, 0.02), np.where(draws[:, 4] < 0.05, 0, 1), -1)
    exported = np.flatnonzero(scope.accounts)
    with Sheet(folder, "accounts") as sheet:
        for part in np.array_split(exported, len(exported) // _CHUNK + 1):
            twice = part[draws[part, 5] < 0.003]
            for which, prefix, ending in ((part, "A", ""), (twice, "AX", " Inc.")):
                sheet.add(
                    account_id=ids(prefix, which), name=pc.binary_join_element_wise(company_names(which), ending, ""),
                    domain=pc.if_else(pa.array(draws[which, 1] < 0.97), domains(which), pa.scalar(None, pa.string())),
                    industry=words(industry[which], INDUSTRIES, draws[which, 2] < 0.08),
                    employees=numbers(employees[which], draws[which, 3] < 0.10),
                    annual_revenue=numbers(np.round(employees[which] * (90_000 + 120_000 * draws[which, 1])), draws[which, 3] < 0.45),
                    country=words(country[which], COUNTRIES), target_tier=words(tier[which], ("A", "B")),
                    created_at=instants(accounts.since[which] + (0.5 if ending else 0.0), company.dials.calendar.origin),
                )  # fmt: skip


def _kind(on_profile: Truths, segment: Ints, draws: Floats) -> tuple[Ints, Ints]:
    """Industry and employees. A company is outside by its industry, or (small and large ones, one in three) by its size."""
    by_size = ~on_profile & (segment != 1) & (draws[:, 0] < 0.33)
    other = ~on_profile & ~by_size
    inside = (draws[:, 1] * len(PROFILE_INDUSTRIES)).astype(np.int64)
    outside = len(PROFILE_INDUSTRIES) + (draws[:, 1] * len(OTHER_INDUSTRIES)).astype(np.int64)
    low, high = np.array(_SIZES_INSIDE)[segment].T
    low_out, high_out = np.array(_SIZES_OUTSIDE)[segment].T
    low, high = np.where(by_size, low_out, low), np.where(by_size, high_out, high)
    skew = ((draws[:, 0] * 3) % 1) ** 1.6
    return np.where(other, outside, inside), np.round(low * (high / low) ** skew).astype(np.int64)
