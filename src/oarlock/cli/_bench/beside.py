"""The packages that run beside us: in which interpreter they are, which there are, and how one of them is started.

They need not live where we do: another interpreter keeps their versions out of ours. What is not there is not run; the row then says so.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from oarlock.cli._bench.runs import Cost, cost_of
from oarlock.errors import ToolMissing, UsedWrongly

SCRIPTS = Path(__file__).parent / "peers"
DISTRIBUTIONS = {
    "channelattribution": "ChannelAttribution",
    "mta": "mta",
    "mam": "marketing-attribution-models",
    "incidence": "scikit-survival",
    "dbt": "dbt-duckdb",
}
"""The distribution behind each peer."""
CHECKOUTS = ("dbt_salesforce", "dbt_fivetran_utils", "dbt-utils", "spark-utils")
HOW = "docs/how-to/measure-speed.md says how to get it."


@dataclass(frozen=True, slots=True)
class Peers:
    """Where the peers are.

    Attributes:
        python: The interpreter they are installed for.
        versions: Version by distribution, of those that are there.
        checkouts: The folder with the four dbt packages; None: the daily history is not run.
    """

    python: str = sys.executable
    versions: Mapping[str, str] = field(default_factory=dict)
    checkouts: Path | None = None

    def has(self, peer: str) -> bool:
        """Whether it can be run."""
        return DISTRIBUTIONS[peer] in self.versions and (peer != "dbt" or self.checkouts is not None)

    def named(self, peer: str) -> str:
        """Its name and version."""
        return f"{DISTRIBUTIONS[peer]} {self.versions[DISTRIBUTIONS[peer]]}"

    @property
    def salesforce(self) -> str:
        """The dbt package and its version."""
        told = (Path(self.checkouts or "") / "dbt_salesforce" / "dbt_project.yml").read_text(encoding="utf-8")
        found = re.search(r"^version: *['\"]?([\w.-]+)", told, re.MULTILINE)
        return f"dbt_salesforce {found[1] if found else ''}".strip()

    def run(self, script: str, *words: str, output: Path) -> tuple[Cost, Cost, dict[str, object]]:
        """Runs a script and reads what it wrote.

        Returns:
            What the whole process cost, what the script says the estimate alone cost (0 where it says nothing), and all it said.
        """
        whole = cost_of([self.python, str(SCRIPTS / f"{script}.py"), *words], output=output)
        written = output.read_text(encoding="utf-8")
        told: dict[str, object] = json.loads(written) if written else {}
        return whole, alone(told, whole), told


def alone(told: Mapping[str, object], whole: Cost) -> Cost:
    """The estimate alone, as a process timed it itself; the peak is the whole process's."""
    return Cost(float(str(told.get("cpu", 0))), float(str(told.get("wall", 0))), whole.peak_mb)


def peers_in(python: str | None, checkouts: Path | None, scratch: Path) -> Peers:
    """Asks an interpreter which peers it has.

    Raises:
        UsedWrongly: there is no such interpreter, or the folder lacks one of the packages.
        ToolMissing: the packages are there, and dbt is not.
    """
    place = shutil.which(python) if python else sys.executable
    if place is None:
        raise UsedWrongly(
            f"There is no interpreter {python}. --peers wants the python of the environment that has the peers."
        )
    place = os.path.abspath(place)  # noqa: PTH100 - a link stays a link: it is what makes it that environment's
    _, _, versions = Peers(place).run("installed", *DISTRIBUTIONS.values(), output=scratch / "installed.json")
    if checkouts is not None:
        _check(checkouts, versions)
    found = {name: str(version) for name, version in versions.items()}
    return Peers(place, found, checkouts and checkouts.resolve())


def _check(checkouts: Path, versions: Mapping[str, object]) -> None:
    lacking = [name for name in CHECKOUTS if not (checkouts / name / "dbt_project.yml").is_file()]
    if lacking:
        raise UsedWrongly(f"The folder {checkouts} has no checkout of {', '.join(lacking)}. {HOW}")
    if "dbt-duckdb" not in versions:
        raise ToolMissing("--dbt", "dbt-duckdb", "pip install 'oarlock[peers]', for the interpreter that --peers names")
