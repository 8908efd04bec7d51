"""Who was treated in a test and who was held back, as a file states it, and what is wrong with the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oarlock.errors import Problem

ACCOUNT = "account_id"


@dataclass(frozen=True, slots=True)
class Member:
    """One unit of a test: its arm, and the stratum it was assigned in ("" where none is stated)."""

    treated: bool
    stratum: str = ""


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a test.

    Attributes:
        column: `account_id`, or the column of accounts whose values were assigned, such as `country` or `segment`.
        members: Arm by account id or value. problems: rows that were left out, each with its place and what would be right.
    """

    name: str
    column: str
    members: Mapping[str, Member]
    problems: tuple[Problem, ...] = ()

    @property
    def is_of_accounts(self) -> bool:
        """Whether accounts were assigned one by one."""
        return self.column == ACCOUNT

    def arm(self, *, treated: bool) -> list[str]:
        """The units of one arm, in order."""
        return sorted(unit for unit, member in self.members.items() if member.treated is treated)
