"""Names for columns that files bring beyond the known ones: snake case, never clashing, the same on every later load."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from oarlock.ledger.schema import RESERVED
from oarlock.ledger.tables import TableSpec

_LONGEST = 60


def snake_case(header: str) -> str:
    """The header in lower snake case, letters and digits of the Latin alphabet only: `Lead Source (orig.)` is `lead_source_orig`."""
    plain = unicodedata.normalize("NFKD", header.replace("ß", "ss")).encode("ascii", "ignore").decode()
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", plain)
    name = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:_LONGEST].rstrip("_")
    return name if name and not name[0].isdigit() else f"column_{name}".rstrip("_")


def names_for(headers: Iterable[str], spec: TableSpec, known: Mapping[str, str]) -> dict[str, str]:
    """An attribute name for each header.

    Args:
        headers: Columns of the staged table that are none of the ledger's, in their order.
        spec: The table they go to.
        known: Attributes the table has already, name to header; a header seen before keeps its name.
    """
    by_header = {header: name for name, header in known.items()}
    taken = {*known, *RESERVED, *(column.name for column in spec.columns)}
    names = {}
    for header in headers:
        name = by_header.get(header) or _free(snake_case(header), taken)
        taken.add(name)
        names[header] = name
    return names


def _free(name: str, taken: set[str]) -> str:
    number = 2
    candidate = name
    while candidate in taken:
        candidate = f"{name}_{number}"
        number += 1
    return candidate
