"""Finds the files to read: folders, files, zip archives and gzip files, unpacked within limits.

An archive is not trusted: what it says of its sizes is not believed, links, absolute names and names with `..` are refused, and an archive
inside an archive is passed over.
"""

from __future__ import annotations

import gzip
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from oarlock.errors import FileUnreadable, UsedWrongly

READABLE = frozenset({".csv", ".tsv", ".txt", ".parquet", ".xlsx"})
_PACKED = frozenset({".zip", ".gz"})
_CHUNK = 1 << 20


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Writable(Protocol):
    def write(self, chunk: bytes, /) -> object: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may unpack to; beyond it is taken for a bomb.

    Attributes:
        unpacked: Bytes of all its files together.
        entries: Files in it.
        ratio: Unpacked bytes for one packed byte, once more than `suspicious` bytes came out.
    """

    unpacked: int = 32 << 30
    entries: int = 10_000
    ratio: int = 250
    suspicious: int = 64 << 20


@dataclass(frozen=True, slots=True)
class Place:
    """A file to read.

    Attributes:
        name: What we call it: `exports.zip/leads.csv`.
        path: Where it is now, perhaps unpacked.
        suffix: Its kind, in lower case with the dot.
    """

    name: str
    path: Path
    suffix: str

    @property
    def stem(self) -> str:
        """The name without folder and suffixes: `leads` of `exports.zip/leads.csv.gz`."""
        return PurePosixPath(self.name).name.split(".")[0]

    @property
    def folder(self) -> str:
        """The name of the folder it lies in, or ""."""
        return PurePosixPath(self.name).parent.name


def find(paths: Iterable[Path], staging: Path, limits: Limits | None = None) -> tuple[list[Place], list[str]]:
    """Every readable file under the paths, in name order, and the names of those passed over.

    Raises:
        UsedWrongly: a path does not exist.
        FileUnreadable: an archive is damaged, encrypted, or unpacks to more than the limits.
    """
    limits = limits or Limits()
    found: list[Place] = []
    skipped: list[str] = []
    for path in paths:
        for file in _files(path):
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            for place in _unpacked(name, file, staging, limits):
                if place.suffix in READABLE:
                    found.append(place)
                else:
                    skipped.append(place.name)
    return found, skipped


def _files(path: Path) -> list[Path]:
    """The files under a path; hidden ones are not looked at."""
    if not path.exists():
        raise UsedWrongly(
            f"{path}: there is no such file or folder.\n  Give a folder of exports, or one or more files."
        )
    if path.is_file():
        return [path]
    inside = sorted(p for p in path.rglob("*") if p.is_file())
    return [p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts)]


def _unpacked(name: str, path: Path, staging: Path, limits: Limits) -> Iterator[Place]:
    suffix = path.suffix.lower()
    if suffix == ".zip":
        yield from _unzipped(name, path, staging, limits)
    elif suffix == ".gz":
        yield Place(name, _gunzipped(name, path, staging, limits), Path(path.stem).suffix.lower())
    else:
        yield Place(name, path, suffix)


def _gunzipped(name: str, path: Path, staging: Path, limits: Limits) -> Path:
    target = _fresh(staging, Path(path.stem).suffix)
    try:
        with gzip.open(path) as packed, target.open("wb") as out:
            _copy(packed, out, limits, path.stat().st_size, name, 0)
    except (gzip.BadGzipFile, EOFError, zlib.error) as damage:
        raise FileUnreadable(f"{name}: the gzip file is damaged ({damage}).\n  Export or copy it again.") from damage
    return target


def _unzipped(name: str, path: Path, staging: Path, limits: Limits) -> Iterator[Place]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_entries(name, entries, limits)
            total = 0
            for entry in sorted(entries, key=lambda e: e.filename):
                suffix = PurePosixPath(entry.filename).suffix.lower()
                inside = Place(f"{name}/{entry.filename}", path, "" if suffix in _PACKED else suffix)
                if suffix in READABLE:
                    target = _fresh(staging, suffix)
                    with archive.open(entry) as packed, target.open("wb") as out:
                        total = _copy(packed, out, limits, max(1, entry.compress_size), inside.name, total)
                    inside = Place(inside.name, target, suffix)
                yield inside
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError) as damage:
        raise FileUnreadable(f"{name}: the zip archive is damaged ({damage}).\n  Make it again.") from damage


def _check_entries(name: str, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise FileUnreadable(
            f"{name}: the archive holds {len(entries):,} files; at most {limits.entries:,} are unpacked.\n"
            "  Unpack it yourself and import the folder."
        )
    for entry in entries:
        where = PurePosixPath(entry.filename.replace("\\", "/"))
        if where.is_absolute() or ".." in where.parts or stat.S_ISLNK(entry.external_attr >> 16):
            raise FileUnreadable(
                f'{name}: the entry "{entry.filename}" is a link or points outside the archive; nothing of it was unpacked.\n'
                "  An honest export has only plain file names. Unpack it yourself and look before importing."
            )
        if entry.flag_bits & 0x1:
            raise FileUnreadable(
                f'{name}: "{entry.filename}" is encrypted.\n  Unpack it with its password, import the folder.'
            )


def _copy(packed: _Readable, out: _Writable, limits: Limits, packed_size: int, name: str, before: int) -> int:
    """Copies while counting; returns the bytes unpacked so far, `before` included."""
    own = 0
    while chunk := packed.read(_CHUNK):
        own += len(chunk)
        if before + own > limits.unpacked or (own > limits.suspicious and own > limits.ratio * packed_size):
            raise FileUnreadable(
                f"{name}: unpacks to more than {own / packed_size:,.0f} times its size ({own >> 20:,} MB so far); taken for a zip bomb.\n"
                f"  At most {limits.ratio} times and {limits.unpacked >> 30} GB are unpacked. If it is honest, unpack it yourself and"
                " import the folder."
            )
        out.write(chunk)
    return before + own


def _fresh(staging: Path, suffix: str) -> Path:
    return staging / f"unpacked-{len(list(staging.iterdir()))}{suffix}"
