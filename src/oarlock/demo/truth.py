"""What is true of a simulated company: the answer against which a diagnosis is judged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Truth:
    """The planted misalignment, or none.

    Attributes:
        plant: Its code; "none", "seasonal" or "mix_shift" for an innocent company.
        names: Cause codes a right diagnosis names; empty where the two slopes are as they were.
        shown_by: The diagnosis beside the slopes that warns of it; empty for none.
        began_on, began_in: Day (ISO) and quarter label on which it began; None for an innocent one without a date.
        ramp_days: Days until it was fully there; 0 is a jump.
        effect: Sizes drawn, by a speaking name.
        growth_per_quarter: Of the company's demand and staff, planted thing aside; 0.04 is 4 %.
        starts_on, ends_on: First day of the export and the day after its last. Deals open on the first day carry their earlier history.
        profile: The ideal customer profile the company would sign, as a rule.
    """

    plant: str
    title: str
    names: tuple[str, ...]
    began_on: str | None
    began_in: str | None
    ramp_days: int
    effect: Mapping[str, float]
    growth_per_quarter: float
    seed: int
    size: str
    starts_on: str
    ends_on: str
    profile: str
    shown_by: str = ""

    @property
    def is_innocent(self) -> bool:
        """Whether nothing is wrong with the company."""
        return not self.names and not self.shown_by

    def write(self, folder: Path) -> None:
        """Writes `truth.json` into the folder."""
        (folder / "truth.json").write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")


def read(folder: Path) -> Truth:
    """The truth beside a simulated company's files."""
    raw = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return Truth(**{**raw, "names": tuple(raw["names"])})
