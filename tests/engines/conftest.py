"""Real engines: a PostgreSQL server and a Spark cluster of two workers, started for the run on loopback alone."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from oarlock.ledger.engines.postgres import Postgres
from oarlock.ledger.engines.spark import Spark

QUICK = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "1",
    "spark.sql.adaptive.enabled": "false",
    # Tables of ten rows: compiling a query costs more than running it.
    "spark.sql.codegen.wholeStage": "false",
    "spark.log.level": "ERROR",
}


def _server() -> str | None:
    """Where PostgreSQL's server programs lie; Debian keeps them off the path."""
    found = shutil.which("initdb") or next(map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))), None)
    return str(Path(found).parent) if found else None


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _nobody_special() -> str | None:
    """The server refuses to run as root; Debian's package brings a user for it."""
    if os.getuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        pytest.skip("PostgreSQL does not run as root, and there is no user `postgres`")


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """The address of a server that lives as long as the run."""
    pytest.importorskip("psycopg", reason="needs oarlock[postgres]")
    programs = _server()
    if programs is None:
        pytest.skip("PostgreSQL's server is not installed (Debian: apt install postgresql)")
    user = _nobody_special()
    folder = Path(tempfile.mkdtemp(prefix="oarlock-pg-"))
    if user is not None:
        shutil.chown(folder, user)
    port = _port()
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"

    def run(*words: str) -> None:
        subprocess.run(words, check=True, capture_output=True, user=user, cwd=folder, timeout=120)

    run(f"{programs}/initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "postgres")
    run(f"{programs}/pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-o", options, "-w", "start")
    yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    run(f"{programs}/pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_address: str) -> Iterator[Postgres]:
    """A connection of its own."""
    engine = Postgres.connect(postgres_address)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def spark() -> Iterator[Spark]:
    """A cluster of two workers with a gigabyte each."""
    pytest.importorskip("pyspark", reason="needs oarlock[spark]")
    if shutil.which("java") is None:
        pytest.skip("Spark needs a Java runtime (Debian: apt install default-jre-headless)")
    try:
        engine = Spark.connect("local-cluster[2,1,1024]", **QUICK)
        engine.ask("SELECT 1 AS one")
    except Exception as error:  # noqa: BLE001 – whatever keeps a cluster from starting here is no fault of ours
        pytest.skip(f"no Spark cluster could be started here: {str(error)[:200]}")
    yield engine
    engine.close()
    engine.session.stop()
