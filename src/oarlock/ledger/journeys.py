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
        touched_at: Microseconds since 1970, UTC.
        channels: Channel names; None at position 0 stands for touches without a channel.
    """

    journey: npt.NDArray[np.int32] | npt.NDArray[np.int64]
    channel_code: npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
    touched_at: npt.NDArray[np.int64]
    channels: tuple[str | None, ...]

    def starts(self) -> npt.NDArray[np.int64]:
        """Positions at which a journey begins."""
        if not len(self.journey):
            return np.empty(0, np.int64)
        return np.flatnonzero(np.concatenate(([True], self.journey[1:] != self.journey[:-1])))


def journeys(ledger: Ledger) -> Journeys:
    """The touches that the ledger shows. Touches of no lead (known to belong to an account only) are left out.

    One load that lies in order is read as it lies; several loads are sorted, because a lead may be in more than one.
    """
    channels = _channels(ledger)
    code = "UTINYINT" if len(channels) <= 256 else "USMALLINT"
    loads = ledger.rows(f"SELECT count(*) AS n FROM {ledger.stored('extents')} WHERE table_name = 'touches'")[0]["n"]
    found = _as_stored(ledger, code) if loads == 1 and ledger.is_plain("touches") else None
    if found is None or not _is_rising(found["journey"]):
        found = _sorted(ledger, code)
    return Journeys(_plain(found["journey"]), _plain(found["channel_code"]), _plain(found["instant"]), channels)


def _as_stored(ledger: Ledger, code: str) -> dict[str, Any]:
    return ledger.run(
        f"SELECT journey, coalesce(channel_code, 0)::{code} AS channel_code, epoch_us(touched_at) AS instant"
        f" FROM {ledger.stored('touches')} WHERE journey IS NOT NULL"
    )


def _sorted(ledger: Ledger, code: str) -> dict[str, Any]:
    return ledger.run(
        "SELECT sum(is_next) OVER (ROWS UNBOUNDED PRECEDING)::BIGINT AS journey, channel_code, instant FROM ("
        "SELECT *, (lead_id IS DISTINCT FROM lag(lead_id) OVER ())::INTEGER AS is_next FROM ("
        f"SELECT lead_id, coalesce(code, 0)::{code} AS channel_code, epoch_us(touched_at) AS instant"
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
