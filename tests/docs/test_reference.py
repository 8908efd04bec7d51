"""The generated documentation says what the code says."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from oarlock import registry

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("oarlock_docs_generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_generated_page_is_current(generate: ModuleType) -> None:
    stale = [
        str(path)
        for path, text in generate.pages().items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "Run: make docs"


@pytest.mark.parametrize(
    ("folder", "page"), [("measure", "metrics.md"), ("diagnose", "diagnoses.md"), ("diagnose.causes", "diagnoses.md")]
)
def test_every_part_has_its_section(folder: str, page: str) -> None:
    text = (ROOT / "docs" / "reference" / page).read_text(encoding="utf-8")
    assert [name for name in registry.names(folder) if f"## {name}\n" not in text] == []


def test_every_link_between_pages_leads_somewhere() -> None:
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    targets = [(page, target) for page in found for target in _links(page.read_text(encoding="utf-8"))]
    broken = [
        f"{page.relative_to(ROOT)} -> {target}" for page, target in targets if not (page.parent / target).exists()
    ]
    assert broken == []


def _links(text: str) -> list[str]:
    found = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    return [target for target in found if "://" not in target and not target.startswith("mailto:")]
