"""Takes files into the ledger: finds, recognises, reads, checks and counts them, and hands what is good to the writer in one commit."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from oarlock.connect import keys, planning, rejects
from oarlock.connect import mapping as mappings
from oarlock.connect.base import Reading
from oarlock.connect.mapping import Mapping
from oarlock.connect.neutral import RECONSTRUCTED_NOTE
from oarlock.connect.places import Place, find
from oarlock.connect.raw import Tick, Unread, open_place
from oarlock.connect.report import FileTaken, Refused, Report, Step, TableTaken
from oarlock.connect.staging import Planned, Staged, Stager
from oarlock.errors import FileUnreadable, LedgerUnwritable, Problem, UsedWrongly
from oarlock.ledger.faults import in_our_words
from oarlock.ledger.tables import TABLES
from oarlock.ledger.writer import Load, Taken, Writer

Progress = Callable[[str, int, int | None, float], None]
"""Told (file, rows read so far, rows in all or None while unknown, seconds since the file was begun).

While a big file is read both numbers are near the truth, and they come from another thread; at its end they are exact.
"""

_FORM = "2"
"""Changes when the same files would be read into other rows, so that they are then taken again."""


def take(
    writer: Writer,
    paths: str | Path | Iterable[str | Path],
    *,
    now: datetime,
    mapping: Mapping | str | Path | None = None,
    source: str | None = None,
    known_at: datetime | None = None,
    progress: Progress | None = None,
    rejects_folder: str | Path,
) -> Report:
    """Takes files, folders and archives into the ledger, in one commit.

    Rows that cannot be taken are written to `rejects_folder/<load>/<file>.csv`; files that cannot be read at all become problems of
    the report, and the rest is taken.

    Args:
        writer: An open writer.
        now: The present, aware; rows that happened later are refused.
        mapping: A mapping, or the path of one.
        source: Name of the system the rows come from; None for the mapping's or the recognised system's.
        known_at: The instant of which the files are an export, aware: changes count as known then, and rows later than that are refused.
            None is `now`.
        rejects_folder: Made when needed. What is unpacked and read on the way lies beside it while the import runs.
    Raises:
        UsedWrongly: a path does not exist, or `now` has no time zone.
        FileUnreadable: no file could be read; names each with its reason.
        MappingInvalid: the mapping has problems, or does not fit the files.
        LedgerUnwritable: the disk is full or read-only; nothing of this import was kept.
    """
    at = known_at or now
    if at.tzinfo is None:
        raise UsedWrongly(f'"{at}" has no time zone. Give an aware instant, such as datetime(2026, 3, 31, tzinfo=UTC).')
    given = [Path(p) for p in ([paths] if isinstance(paths, str | Path) else paths)]
    ours = mappings.read(mapping) if isinstance(mapping, str | Path) else mapping
    folder = Path(rejects_folder)
    with in_our_words(folder, "reading the files"), _staging(folder.parent) as staging:
        return _Import(writer, staging, at, ours, source, progress, folder).run(given)


@contextmanager
def _staging(beside: Path) -> Iterator[Path]:
    """A folder for what is read on the way. The writer's lock is held, so whatever lies there was left by a killed import."""
    folder = beside / "staging"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(parents=True)
    except (FileExistsError, NotADirectoryError) as taken:
        raise LedgerUnwritable(
            f"{folder}: this folder cannot be made ({taken.strerror}); nothing was imported.\n  Move away what stands in its place."
        ) from taken
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Import:
    """One run."""

    def __init__(
        self,
        writer: Writer,
        staging: Path,
        now: datetime,
        mapping: Mapping | None,
        source: str | None,
        progress: Progress | None,
        folder: Path,
    ) -> None:
        self.writer, self.staging, self.now, self.mapping = writer, staging, now, mapping
        self.source, self.progress, self.folder = source, progress, folder
        self.problems: list[Problem] = []
        self.counts: dict[str, int] = {}

    def run(self, paths: Sequence[Path]) -> Report:
        places, skipped = find(paths, self.staging)
        opened = [(place, file) for place in places for file in self._opened(place)]
        if self.mapping is not None and self.mapping.files:
            self.mapping.check([file for _, file in opened])
        planned, unspoken = self._planned([file for _, file in opened])
        skipped += unspoken
        if not planned:
            raise FileUnreadable(self._nothing(paths))
        load_id = self._load_id([place for place, _ in opened], planned)
        return self._taken(load_id, planned, tuple(skipped))

    def _opened(self, place: Place) -> list[Unread]:
        reading = self.mapping.reading_of(place.name) if self.mapping else None
        try:
            return open_place(place, self.writer.connection, self.staging, reading or Reading())
        except FileUnreadable as unreadable:
            self.problems.append(_problem(unreadable))
            return []

    def _planned(self, files: Sequence[Unread]) -> tuple[list[Planned], list[str]]:
        planned, unspoken = [], []
        for file in files:
            found = planning.plan(file, self.mapping)
            if found is None:
                unspoken.append(file.name)
            elif isinstance(found, Problem):
                self.problems.append(found)
            else:
                try:
                    planned.append(Planned(file.read(found.reading, self._tick(file.name)), found))
                except FileUnreadable as unreadable:
                    self.problems.append(_problem(unreadable))
        return planned, unspoken

    def _tick(self, name: str) -> Tick | None:
        began, progress = time.perf_counter(), self.progress
        if progress is None:
            return None

        def tick(rows: int, total: int | None) -> None:
            progress(name, rows, total, time.perf_counter() - began)

        return tick

    def _staged(self, planned: Sequence[Planned]) -> list[Staged]:
        """The rows of all files, typed and judged; of each file it is told when it is done."""
        stager = Stager(self.writer.connection, self.staging, _sql(self.now), planned, self.source)
        began = time.perf_counter()
        steps: list[Staged] = []
        for file in planned:
            steps += stager.stage(file)
            if self.progress:
                every = file.raw.rows + file.raw.broken
                self.progress(file.raw.name, every, every, time.perf_counter() - began)
        return steps

    def _taken(self, load_id: str, planned: list[Planned], skipped: tuple[str, ...]) -> Report:
        steps = self._staged(planned)
        by_table = {table: [step for step in steps if step.rows.table == table] for table in TABLES}
        merged = {
            table: keys.merged(self.writer.connection, table, own, _sql(self.now))
            for table, own in by_table.items()
            if own
        }
        where = self.folder / load_id[:16]
        refused = self._reject(planned, by_table, merged, where)
        load = Load(load_id, self.now, self.source or planned[0].recognised.source, tuple(f.raw.name for f in planned))
        taken = self.writer.commit(load, {table: result.view for table, result in merged.items()})
        counted = self._counted(by_table, merged)
        return Report(
            load_id,
            tuple(self._file(f, counted) for f in planned),
            counted,
            _tables(taken),
            tuple(refused),
            tuple(self.problems),
            skipped,
            where if refused else None,
            tuple(_all_deleted(taken)),
        )

    def _reject(
        self, planned: Sequence[Planned], by_table: dict[str, list[Staged]], merged: dict[str, keys.Merged], where: Path
    ) -> list[Refused]:
        refused: list[Refused] = []
        shutil.rmtree(where, ignore_errors=True)
        for file in planned:
            own = [
                (step, number, merged[table].again)
                for table, steps in by_table.items()
                for number, step in enumerate(steps)
                if step.planned is file
            ]
            found, self.counts[file.raw.name] = rejects.write(self.writer.connection, file.raw, own, where)
            refused += found
        return refused

    def _file(self, file: Planned, steps: Sequence[Step]) -> FileTaken:
        rows, notes = file.raw.rows + file.raw.broken, list(file.recognised.notes)
        if RECONSTRUCTED_NOTE in notes and not any(
            s.taken for s in steps if s.file == file.raw.name and s.table == "opportunity_versions"
        ):
            notes.remove(RECONSTRUCTED_NOTE)
        return FileTaken(file.raw.name, file.recognised.how, rows, self.counts[file.raw.name], tuple(notes))

    def _counted(self, by_table: dict[str, list[Staged]], merged: dict[str, keys.Merged]) -> tuple[Step, ...]:
        """One step for each row of the report; the assertion in `Step` holds the sums."""
        counted = []
        for table, steps in by_table.items():
            for number, step in enumerate(steps):
                again = self._again(merged[table].again, number)
                raw, stood_in, added = step.planned.raw, merged[table].stood_in[number], merged[table].added[number]
                out = step.refused + again[1]
                taken = step.count - out - again[0] - stood_in - added
                read, left_out = raw.rows + raw.broken, step.left_out + stood_in
                counted.append(Step(raw.name, table, read, taken, out + raw.broken, again[0], left_out, added))
        return tuple(counted)

    def _again(self, table: str | None, number: int) -> tuple[int, int]:
        """Rows repeated in the same words, and rows with the same key and other words."""
        if table is None:
            return 0, 0
        query = f"SELECT count(*) FILTER (same), count(*) FILTER (NOT same) FROM {table} WHERE step = {number}"
        same, other = self.writer.connection.execute(query).fetchone() or (0, 0)
        return same, other

    def _load_id(self, places: Sequence[Place], planned: Sequence[Planned]) -> str:
        """Names the content of the files and how it was read."""
        digest = hashlib.sha256(f"{_FORM}|{self.source}|{self.mapping.text if self.mapping else ''}".encode())
        for place in sorted(set(places), key=lambda p: p.name):
            with place.path.open("rb") as stream:
                digest.update(
                    f"|{place.stem}{place.suffix}|{hashlib.file_digest(stream, 'sha256').hexdigest()}".encode()
                )
        for file in planned:
            digest.update(f"|{file.raw.stem}|{file.recognised.how}".encode())
        return digest.hexdigest()

    def _nothing(self, paths: Sequence[Path]) -> str:
        if self.problems:
            return "\n".join(map(str, self.problems))
        return (
            f"{', '.join(map(str, paths)) or 'No path'}: no file here can be imported.\n"
            "  Give CSV, Parquet or XLSX files, or a folder or zip archive of them."
        )


def _sql(instant: datetime) -> str:
    return f"TIMESTAMP '{instant.astimezone(UTC).replace(tzinfo=None)}'"


def _problem(unreadable: FileUnreadable) -> Problem:
    first, _, hint = str(unreadable).partition("\n")
    where, _, message = first.partition(": ")
    return Problem(where, message, hint.strip())


def _all_deleted(taken: Taken) -> Iterator[str]:
    for name, counts in taken.tables.items():
        if counts.read and counts.deleted == counts.read:
            yield f"All {counts.read:,} rows of {name} are marked as deleted in their system: they are kept, and not shown or counted."


def _tables(taken: Taken) -> dict[str, TableTaken]:
    return {
        name: TableTaken(counts.read, counts.new, counts.changed, counts.unchanged, counts.deleted)
        for name, counts in taken.tables.items()
    }
