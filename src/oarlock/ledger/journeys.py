"""Touches in journey order as three plain arrays, for methods that walk tens of millions of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from oarlock.ledger.reading import Ledger


@dataclass(frozen=True, slots=True)
class Journeys:
    """Touches of known leads, journey after journey, each in order of time (then id).

    Attributes:
        journey: A number per touch; equal for neighbours of one lead, rising, with gaps.
        channel_code: Position of the touch's channel in `channels`.
        touched_at: Microseconds since 1970, UTC; empty where times were not asked for.
        channels: Channel names; None at position 0 stands for touches without a channel.
        is_marked: Per journey, in the order of `starts`: whether it is that of a lead asked for; empty where none were.
    """

    journey: npt.NDArray[np.int32] | npt.NDArray[np.int64]
    channel_code: npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
    touched_at: npt.NDArray[np.int64]
    channels: tuple[str | None, ...]
    is_marked: npt.NDArray[np.bool_]

    def starts(self) -> npt.NDArray[np.int64]:
        """Positions at which a journey begins."""
        return _begins(self.journey)


def journeys(ledger: Ledger, *, times: bool = True, marking: str | None = None) -> Journeys:
    """The touches that the ledger shows. Touches of no lead (known to belong to an account only) are left out.

    One load that lies in order is read as it lies; several loads are sorted, because a lead may be in more than one.

    Args:
        times: Leave them out where only the order counts: they are most of what is read.
        marking: A SELECT of lead ids whose touches are to be marked, such as those of leads that were won.
    """
    channels = _channels(ledger)
    code = "UTINYINT" if len(channels) <= 256 else "USMALLINT"
    loads = ledger.rows(f"SELECT count(*) AS n FROM {ledger.stored('extents')} WHERE table_name = 'touches'")[0]["n"]
    instant = ", epoch_us(touched_at) AS instant" if times else ""
    mark = f", coalesce(lead_id IN ({marking}), false) AS marked" if marking else ""
    found = _as_stored(ledger, code, instant) if loads == 1 and ledger.is_plain("touches") else None
    is_stored = found is not None and _is_rising(found["journey"])
    if found is None or not is_stored:
        found = _sorted(ledger, code, instant + mark)
    journey = _plain(found["journey"])
    begins = _begins(journey)
    marked = np.empty(0, np.bool_)
    if marking:
        marked = _marked_as_stored(ledger, journey[begins], marking) if is_stored else _plain(found["marked"])[begins]
    instants = _plain(found["instant"]) if times else np.empty(0, np.int64)
    return Journeys(journey, _plain(found["channel_code"]), instants, channels, marked)


def _marked_as_stored(ledger: Ledger, journeys: npt.NDArray[Any], marking: str) -> npt.NDArray[np.bool_]:
    """Which of the rising journey numbers are of leads asked for; a semi-join costs a tenth of a mark on every touch."""
    found = ledger.run(f"SELECT DISTINCT journey FROM {ledger.stored('touches')} WHERE lead_id IN ({marking})")
    marked = np.zeros(len(journeys), np.bool_)
    marked[np.searchsorted(journeys, np.sort(_plain(found["journey"])))] = True
    return marked


def _begins(journey: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    if not len(journey):
        return np.empty(0, np.int64)
    return np.flatnonzero(np.concatenate(([True], journey[1:] != journey[:-1])))


def _as_stored(ledger: Ledger, code: str, extra: str) -> dict[str, Any]:
    return ledger.run(
        f"SELECT journey, coalesce(channel_code, 0)::{code} AS channel_code{extra}"
        f" FROM {ledger.stored('touches')} WHERE journey IS NOT NULL"
    )


def _sorted(ledger: Ledger, code: str, extra: str) -> dict[str, Any]:
    return ledger.run(
        "SELECT sum(is_next) OVER (ROWS UNBOUNDED PRECEDING)::BIGINT AS journey, * EXCLUDE (lead_id, is_next) FROM ("
        "SELECT * EXCLUDE (touched_at, touch_id), (lead_id IS DISTINCT FROM lag(lead_id) OVER ())::INTEGER AS is_next FROM ("
        f"SELECT lead_id, touched_at, touch_id, coalesce(code, 0)::{code} AS channel_code{extra}"
        f" FROM touches LEFT JOIN (SELECT code, channel FROM {ledger.stored('channel_codes')}) USING (channel)"
        " WHERE lead_id IS NOT NULL ORDER BY lead_id, touched_at, touch_id))"
    )


def _channels(ledger: Ledger) -> tuple[str | None, ...]:
    found = ledger.rows(f"SELECT channel FROM {ledger.stored('channel_codes')} ORDER BY code")
    return (None, *(row["channel"] for row in found))


def _is_rising(numbers: Any) -> bool:
    return bool(np.all(numbers[1:] >= numbers[:-1]))


def _plain(array: Any) -> Any:
    """The array without its mask: none of these columns has gaps."""
    return np.ma.getdata(array)
