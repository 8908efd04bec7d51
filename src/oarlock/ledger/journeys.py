"""Touches in journey order as plain arrays, for methods that walk tens of millions of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from oarlock.ledger import journey_rows
from oarlock.ledger.engine import quoted
from oarlock.ledger.reading import Ledger


@dataclass(frozen=True, slots=True)
class Journeys:
    """Touches of known leads, journey after journey, each in order of time (then id). The journeys come in no order that means anything.

    Attributes:
        starts: Position of the first touch of each journey.
        channel_code: Position of the touch's channel in `channels`.
        channels: Channel names; None at position 0 stands for touches without a channel.
        is_marked: Per journey: whether it is that of a lead asked for; empty where none were.
    """

    starts: npt.NDArray[np.int64]
    channel_code: npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
    channels: tuple[str | None, ...]
    is_marked: npt.NDArray[np.bool_]


def journeys(ledger: Ledger, *, marking: str | None = None, without_kinds: Collection[str] = ()) -> Journeys:
    """The touches that the ledger shows. Touches of no lead (known to belong to an account only) are left out.

    Read from the stored journeys, or sorted out of the touches where those are not what is asked for: as of a past day, or without some.

    Args:
        marking: A SELECT of lead ids whose journeys are to be marked, such as those of leads that were won.
        without_kinds: Kinds of touch that are left out, in lower case.
    """
    channels = _channels(ledger)
    kinds = _present(ledger, without_kinds)
    if ledger.has_journeys() and not kinds:
        code, starts, marked = _stored(ledger, marking, len(channels))
    else:
        code, starts, marked = _sorted(ledger, marking, len(channels), kinds)
    return Journeys(starts, code, channels, marked)


def _present(ledger: Ledger, kinds: Collection[str]) -> list[str]:
    """Those kinds that some touch is of, as they are spelled there."""
    if not kinds:
        return []
    found = {row["kind"] for row in ledger.rows("SELECT DISTINCT kind FROM touches WHERE kind IS NOT NULL")}
    return sorted(kind for kind in found if kind.lower() in kinds)


_Walked = tuple[npt.NDArray[np.uint8] | npt.NDArray[np.uint16], npt.NDArray[np.int64], npt.NDArray[np.bool_]]


def _stored(ledger: Ledger, marking: str | None, channels: int) -> _Walked:
    is_wide = channels > journey_rows.BYTE_CHANNELS
    chosen = ["path"] + ["coalesce(high, repeat('\\x00'::BLOB, octet_length(path))) AS high"] * is_wide
    chosen += [f"coalesce(lead_id IN ({marking}), false)::UTINYINT AS marked"] if marking else []
    found = ledger.arrow(f"SELECT {', '.join(chosen)} FROM {ledger.stored(journey_rows.TABLE)}")
    code, starts = journey_rows.read(found["path"])
    marked = _bytes(found["marked"]).astype(np.bool_) if marking else np.empty(0, np.bool_)
    if is_wide:
        high, _ = journey_rows.read(found["high"])
        return code + high.astype(np.uint16) * np.uint16(journey_rows.BYTE_CHANNELS), starts, marked
    return code, starts, marked


def _bytes(column: Any) -> npt.NDArray[np.uint8]:
    """An Arrow column of bytes without gaps; its own `to_numpy` would import pandas, which takes longer than all the reading."""
    parts = [np.frombuffer(part.buffers()[1], np.uint8, len(part), part.offset) for part in column.chunks]
    return np.concatenate([np.empty(0, np.uint8), *parts])


def _sorted(ledger: Ledger, marking: str | None, channels: int, without: Collection[str]) -> _Walked:
    kept = f" AND coalesce(kind NOT IN ({', '.join(map(quoted, without))}), true)" if without else ""
    mark = f", coalesce(lead_id IN ({marking}), false) AS marked" if marking else ""
    found = ledger.run(
        "SELECT * EXCLUDE (lead_id, touched_at, touch_id), lead_id IS DISTINCT FROM lag(lead_id) OVER () AS begins FROM ("
        f"SELECT lead_id, touched_at, touch_id, coalesce(code, 0)::USMALLINT AS code{mark}"
        f" FROM touches LEFT JOIN (SELECT code, channel FROM {ledger.stored('channel_codes')}) USING (channel)"
        f" WHERE lead_id IS NOT NULL{kept} ORDER BY lead_id, touched_at, touch_id)"
    )
    starts, code = np.flatnonzero(_plain(found["begins"])), _plain(found["code"])
    marked = _plain(found["marked"])[starts] if marking else np.empty(0, np.bool_)
    return code if channels > journey_rows.BYTE_CHANNELS else code.astype(np.uint8), starts, marked


def _channels(ledger: Ledger) -> tuple[str | None, ...]:
    found = ledger.rows(f"SELECT code, channel FROM {ledger.stored('channel_codes')}")
    return (None, *(row["channel"] for row in sorted(found, key=lambda row: int(row["code"]))))


def _plain(array: Any) -> Any:
    """The array without its mask: none of these columns has gaps."""
    return np.ma.getdata(array)
