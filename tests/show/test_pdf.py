"""The PDF: tagged, titled, in the packaged font, and fetching nothing."""

from __future__ import annotations

import re
import socket
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.show import factory

from oarlock.show import report

pytest.importorskip("vl_convert", reason="charts need oarlock[pictures]")
weasyprint = pytest.importorskip("weasyprint", reason="PDF needs oarlock[pictures]")
EVIL = '<img src="http://evil.example/p.png"><img src="file:///etc/passwd"><style>@import url(http://evil.example/a.css)</style>'


def unpacked(made: bytes) -> bytes:
    """The file with its compressed object streams opened."""
    streams = [part for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL) if part[:1] == b"\x78"]
    return made + b"".join(zlib.decompressobj().decompress(stream) for stream in streams)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Records every attempt to connect anywhere."""
    tried: list[Any] = []

    def refuse(_: socket.socket, address: Any) -> None:
        tried.append(address)
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    return tried


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Records every address WeasyPrint opens."""
    opened: list[str] = []
    real = weasyprint.urls.URLFetcher.fetch

    def record(self: Any, url: str, *rest: Any) -> Any:
        opened.append(url.split(",", 1)[0])
        return real(self, url, *rest)

    monkeypatch.setattr(weasyprint.urls.URLFetcher, "fetch", record)
    return opened


@pytest.mark.parametrize("state", ["ok", "held_back", "empty"])
def test_every_state_makes_a_tagged_pdf(state: str) -> None:
    made = report.pdf(factory.view(factory.STATES[state]()))
    assert made.startswith(b"%PDF-1.7")
    inside = unpacked(made)
    for part in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang", b"pdfuaid"):
        assert part in inside


def test_charts_carry_their_sentence_and_text_is_in_the_packaged_font() -> None:
    inside = unpacked(report.pdf(factory.view()))
    assert inside.count(b"/Alt") >= 4
    assert b"Inter" in inside


def test_a_field_of_the_record_fetches_nothing(no_network: list[Any], fetched: list[str]) -> None:
    found = factory.diagnosis(
        causes=(factory.cause(sentence=EVIL, remedy=EVIL, records=(EVIL,)),), headline=EVIL, notes=(EVIL,)
    )
    report.pdf(factory.view(found, bridge=replace(factory.BRIDGE, period=EVIL), freshness=EVIL))
    assert no_network == []
    assert {url.split(":", 1)[0] for url in fetched} == {"data"}


def test_the_fetcher_knows_only_packaged_data() -> None:
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    for address in (
        "http://evil.example/x",
        "https://evil.example/x",
        "ftp://evil.example/x",
        Path("/etc/passwd").as_uri(),
    ):
        with pytest.raises(ValueError, match="disallowed"):
            fetcher.fetch(address)
