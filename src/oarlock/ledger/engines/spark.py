"""A Spark cluster as an engine: tables are Parquet files in a folder every worker reads, kept rows are checkpoints."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oarlock.errors import ToolMissing
from oarlock.ledger.engines.base import Answer

if TYPE_CHECKING:
    import pyarrow as pa

_UNKNOWN_ESCAPE = re.compile(r"(?<!\\)\\([fv])")
_SPELT = {"f": r"\u000c", "v": r"\u000b"}
"""Form feed and vertical tab, which stand among the blanks that are cut from both ends of a text: Spark reads them as f and v."""

SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
    # A gap divided or cast is a gap, as on every other engine, and no reason to stop.
    "spark.sql.ansi.enabled": "false",
}
"""Without these an instant would be read in the session's zone."""


class Spark:
    """Questions go to one session.

    Attributes:
        folder: Where tables are laid for the workers; every worker must see it under this path.
    """

    dialect = "spark"

    def __init__(self, session: Any, folder: Path | None = None) -> None:
        self.session = session
        self.folder = folder or Path(tempfile.mkdtemp(prefix="oarlock-spark-"))
        self._owns_folder = folder is None
        for name, value in SETTINGS.items():
            session.conf.set(name, value)
        import ibis

        self._compiler = ibis.pyspark.connect(session)

    @classmethod
    def connect(cls, master: str, folder: Path | None = None, **settings: str) -> Spark:
        """A session on a cluster, such as `spark://host:7077` or `local-cluster[2,1,1024]`.

        Raises:
            ToolMissing: PySpark is not installed.
        """
        try:
            from pyspark.sql import SparkSession
        except ImportError as missing:
            raise ToolMissing(
                "Asking Spark", "PySpark", "pip install 'oarlock[spark]'; it also needs a Java runtime"
            ) from missing
        builder = SparkSession.builder.master(master).appName("oarlock").config("spark.ui.enabled", "false")
        for name, value in settings.items():
            builder = builder.config(name, value)
        # A session of its own: the views of one ledger never meet those of another.
        return cls(builder.getOrCreate().newSession(), folder)

    def write(self, expression: Any) -> str:
        """As the library compiles it for this session, with the two escapes that Spark would take for letters spelt out."""
        sql = str(self._compiler.compile(expression))
        return _UNKNOWN_ESCAPE.sub(lambda found: _SPELT[found[1]], sql)

    def take(self, name: str, rows: pa.Table) -> None:
        """Lays the rows down as Parquet and names them."""
        import pyarrow.parquet as pq

        path = self.folder / f"{name}.parquet"
        pq.write_table(rows, path)
        self.session.read.parquet(str(path)).createOrReplaceTempView(name)

    def keep(self, name: str, sql: str) -> None:
        """Computes at once, so that the second question does not start over."""
        self.session.sql(sql).localCheckpoint(eager=True).createOrReplaceTempView(name)

    def ask(self, sql: str) -> Answer:
        """Collects the rows; only small answers are ever asked for."""
        frame = self.session.sql(sql)
        return Answer(tuple(frame.columns), [tuple(row) for row in frame.collect()])

    def close(self) -> None:
        """Forgets the session's views and removes the files laid for it; the cluster goes on for others."""
        for view in self.session.catalog.listTables():
            self.session.catalog.dropTempView(view.name)
        if self._owns_folder:
            shutil.rmtree(self.folder, ignore_errors=True)
