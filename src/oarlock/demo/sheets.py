"""Writes one table of the neutral folder, in pieces, as Parquet: ids, instants, days, words from a short list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from oarlock.demo.arrays import Floats, Ints, Truths

Column = Any
"""A pyarrow array; pyarrow has no types of its own."""


class Sheet:
    """One table's file; columns are given by name, piece by piece. Closed by leaving the context."""

    def __init__(self, folder: Path, table: str) -> None:
        self._path = folder / f"{table}.parquet"
        self._file: Any = None

    def __enter__(self) -> Sheet:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, **columns: Column) -> None:
        """Appends rows; every piece has the same columns."""
        piece = pa.table(columns)
        if self._file is None:
            self._file = pq.ParquetWriter(self._path, piece.schema, compression="zstd", compression_level=1)
        self._file.write_table(piece, row_group_size=1 << 18)


def write(folder: Path, table: str, **columns: Column) -> None:
    """A table in one piece."""
    with Sheet(folder, table) as sheet:
        sheet.add(**columns)


def ids(prefix: str, numbers: Ints, missing: Truths | None = None) -> Column:
    """Such as "L0000123"; null where the number is negative or `missing`."""
    gone = numbers < 0 if missing is None else (numbers < 0) | missing
    digits = pc.utf8_lpad(pc.cast(pa.array(numbers, mask=gone), pa.string()), 7, "0")
    return pc.binary_join_element_wise(prefix, digits, "")


def instants(t: Floats, origin: date, missing: Truths | None = None) -> Column:
    """UTC instants, to the second."""
    start = int(datetime(origin.year, origin.month, origin.day, tzinfo=UTC).timestamp())
    seconds = start + np.floor(np.where(np.isfinite(t), t, 0) * 86_400 + 0.5).astype(np.int64)
    return pa.array(seconds * 1_000_000, mask=missing).cast(pa.timestamp("us"))


def days(t: Floats | Ints, origin: date, missing: Truths | None = None) -> Column:
    """Calendar days, from day numbers counted from `origin`; null where missing."""
    return pa.array(
        (np.asarray(t).astype(np.int32) + (origin - date(1970, 1, 1)).days).astype(np.int32), mask=missing
    ).cast(pa.date32())


def words(codes: Ints, vocabulary: Sequence[str], missing: Truths | None = None) -> Column:
    """Text from a short list; null where the code is negative, the word empty, or `missing`."""
    empty = np.array([word == "" for word in vocabulary])
    gone = (codes < 0) | empty[np.maximum(codes, 0)]
    gone = gone if missing is None else gone | missing
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32), mask=gone), pa.array(list(vocabulary)))


def numbers(values: Floats | Ints | Truths, missing: Truths | None = None) -> Column:
    """Numbers or truths; NaN is null."""
    gone = np.isnan(values)
    return pa.array(values, mask=gone if missing is None else gone | missing)
