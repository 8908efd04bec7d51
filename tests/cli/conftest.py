"""A small company's export, and a book made of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from oarlock.cli import main

LEADS = """lead_id,created_at,account_id,source,country,email
l1,2025-01-07,a1,Webinar,DE,ann@one.example
l2,2025-01-09,a2,Webinar,FR,bob@two.example
l3,2025-02-11,a3,Brand Search,DE,cat@three.example
l4,2025-02-30,a4,Brand Search,DE,dan@four.example
"""
ACCOUNTS = """account_id,name,employees,industry
a1,One,80,Software
a2,Two,400,Software
a3,Three,3000,Retail
"""
DEALS = """opportunity_id,account_id,lead_id,created_at,kind,sourced_by,source,currency
o1,a1,l1,2025-01-20,new,marketing,Webinar,USD
o2,a2,l2,2025-02-03,new,marketing,Webinar,USD
o3,a3,l3,2025-03-03,new,marketing,Brand Search,USD
"""
VERSIONS = """opportunity_id,valid_from,stage,status,amount,close_date
o1,2025-01-20,Discovery,open,1000.10,2025-03-31
o1,2025-03-14,Closed Won,won,1000.10,2025-03-14
o2,2025-02-03,Discovery,open,2000,2025-04-30
o2,2025-04-02,Closed Lost,lost,2000,2025-04-02
o3,2025-03-03,Discovery,open,500.5,2025-06-30
"""


class Told(NamedTuple):
    """What a command said, and its exit status."""

    status: int
    out: str
    err: str


Run = Callable[..., Told]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command as typed: `run("measure", "win_rate", "--book", book)`."""
    monkeypatch.delenv("OARLOCK_BOOK", raising=False)

    def run(*words: object) -> Told:
        status = main([str(word) for word in words])
        return Told(status, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export: three deals, and a lead of 30 February."""
    folder = tmp_path_factory.mktemp("exports")
    files = {"leads": LEADS, "accounts": ACCOUNTS, "opportunities": DEALS, "opportunity_versions": VERSIONS}
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def taken(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with the export in it; not to be changed."""
    book = tmp_path_factory.mktemp("books") / "acme"
    assert main(["init", str(book)]) == 0
    assert main(["import", str(exports), "--book", str(book)]) == 0
    return book


@pytest.fixture
def book(taken: Path, tmp_path: Path) -> Path:
    """A book of one's own with the export in it."""
    return Path(shutil.copytree(taken, tmp_path / "acme"))
