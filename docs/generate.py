"""Writes docs/reference/ and the command overview from the code. `make docs` runs it; a test fails while they are out of date."""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from oarlock import errors, registry
from oarlock.book.explaining import CAUSES, cause_codes
from oarlock.cli._app import command, verbs
from oarlock.cli._help import IN_ORDER, overview
from oarlock.ledger.tables import TABLES

ROOT = Path(__file__).resolve().parents[1]
NOTE = "<!-- Written by `make docs` from the code. Change the code, not this page. -->\n\n"


def pages() -> dict[Path, str]:
    """Every generated file with its text."""
    reference = ROOT / "docs" / "reference"
    return {
        ROOT / "src" / "oarlock" / "cli" / "help.txt": overview(),
        reference / "README.md": _index(),
        reference / "cli.md": _cli(),
        reference / "metrics.md": _metrics(),
        reference / "diagnoses.md": _diagnoses(),
        reference / "ledger.md": _ledger(),
        reference / "agreement.md": _agreement(),
        reference / "errors.md": _errors(),
    }


def _index() -> str:
    entries = {
        "cli.md": "every command with its options",
        "metrics.md": "every metric: its question, formula, unit, clock, sources",
        "diagnoses.md": "every diagnosis and every cause it may name",
        "ledger.md": "every table of the record, for imports and for SQL",
        "mapping.md": "what a mapping file may say",
        "agreement.md": "every line of agreement.toml",
        "errors.md": "every error and its exit status",
    }
    return NOTE + "# Reference\n\n" + "\n".join(f"- [{name}]({name}): {what}" for name, what in entries.items()) + "\n"


def _cli() -> str:
    ordered = [*(verb for verb in IN_ORDER if verb in verbs()), *(verb for verb in verbs() if verb not in IN_ORDER)]
    texts = [f"## oarlock {verb}\n\n{_usage(command(verb), f'oarlock {verb}')}" for verb in ordered]
    return NOTE + f"# Commands\n\n```text\n{overview()}```\n\n" + "\n".join(texts)


def _usage(built: Any, name: str) -> str:
    context = type(built).context_class(built, info_name=name, terminal_width=100, max_content_width=100)
    text = f"```text\n{built.get_help(context).strip()}\n```\n"
    for verb, inner in sorted(getattr(built, "commands", {}).items()):
        text += f"\n### {name} {verb}\n\n{_usage(inner, f'{name} {verb}')}"
    return text


def _metrics() -> str:
    return NOTE + "# Metrics\n\n" + "\n".join(_metric(metric) for _, metric in registry.parts("measure", "METRIC"))


def _metric(metric: Any) -> str:
    rows = [
        ("Formula", metric.formula),
        ("Unit", str(metric.unit)),
        ("One row", metric.grain),
        ("Clock", f"`{metric.cohort}`"),
        ("Read from", ", ".join(f"`{name}`" for name in metric.source)),
        ("Better", str(metric.better)),
        ("Answers for it", ", ".join(map(str, metric.answers_for))),
        ("Too early before", f"{metric.matures_after.days} days" if metric.matures_after else ""),
        ("Where it misleads", metric.misleads),
        ("References", "; ".join(metric.references)),
    ]
    body = "\n".join(f"- **{name}**: {text}" for name, text in rows if text)
    return f"## {metric.name}\n\n*{metric.title}.* {metric.question}\n\n{body}\n"


def _diagnoses() -> str:
    parts = [
        f"## {part.name}\n\n{inspect.cleandoc(part.page)}\n" for _, part in registry.parts("diagnose", "DIAGNOSIS")
    ]
    return NOTE + "# Diagnoses\n\n" + "\n".join(parts) + "\n# Causes\n\n" + "\n".join(map(_cause, cause_codes()))


def _cause(code: str) -> str:
    cause = registry.load(CAUSES, code, "CAUSE")
    page = inspect.getdoc(importlib.import_module(f"oarlock.{CAUSES}.{code}")) or ""
    rows = [("Answers for it", str(cause.answers_for)), ("Needs", ", ".join(f"`{name}`" for name in cause.needs))]
    rows += [("What to do", cause.remedy), ("Where it misleads", cause.misleads)]
    body = "\n".join(f"- **{name}**: {text}" for name, text in rows if text)
    return f"## {code}\n\n*{cause.title}.* {cause.claim}\n\n{page}\n\n{body}\n"


def _ledger() -> str:
    head = inspect.getdoc(importlib.import_module("oarlock.ledger.tables")) or ""
    return NOTE + f"# The ledger's tables\n\n{head}\n\n" + "\n".join(map(_table, TABLES.values()))


def _table(spec: Any) -> str:
    rows = "\n".join(f"| `{c.name}` | {_held(c)} | {'yes' if c.required else ''} |" for c in spec.columns)
    when = f" It became true at `{spec.happened}`." if spec.happened else ""
    key = ", ".join(f"`{name}`" for name in spec.key)
    head = f"One row is {spec.grain}; its key is {key}.{when}"
    return f"## {spec.name}\n\n{head}\n\n| column | holds | required |\n|---|---|---|\n{rows}\n"


def _held(column: Any) -> str:
    words = ", ".join(f"`{word}`" for word in column.words)
    return f"{column.kind}: {words}" if words else str(column.kind)


def _agreement() -> str:
    from oarlock.agreement import default_text
    from oarlock.agreement.describing import describe

    intro = (
        "`agreement.toml` holds what the two teams agreed. `oarlock agreement check` names every problem of it at once. A section left"
        " out is taken from the default agreement, which stands at the end of this page; `*` in a path stands for any name.\n"
    )
    sections: dict[str, list[str]] = {}
    for setting in describe():
        head, _, rest = setting.path.partition(".")
        default = (
            "has to be given" if setting.default is None else f"`{_short(setting.default)}`" if setting.default else ""
        )
        row = f"| `{setting.path}` | {setting.help} | {default} |"
        sections.setdefault(head if rest else "top", []).append(row)
    table = "| setting | what it means | without it |\n|---|---|---|\n"
    told = [f"## {_title(name)}\n\n{table}" + "\n".join(rows) + "\n" for name, rows in sections.items()]
    return (
        NOTE
        + f"# The agreement\n\n{intro}\n"
        + "\n".join(told)
        + f"\n## The default\n\n```toml\n{default_text().rstrip()}\n```\n"
    )


def _title(section: str) -> str:
    return "At the top of the file" if section == "top" else section


def _short(default: str, most: int = 120) -> str:
    return default if len(default) <= most else f"{default[: most - 4]} ..."


def _errors() -> str:
    tree = (errors.__doc__ or "").strip()
    texts = "\n".join(f"- **{name}**: {doc}" for name, doc in _exceptions())
    rule = "`UsedWrongly` and what lies under it end a command with status 2, all others with 1."
    return NOTE + f"# Errors\n\n```text\n{tree}\n```\n\n{rule}\n\n{texts}\n"


def _exceptions() -> Iterator[tuple[str, str]]:
    """Every exception in the order of the file, with its docstring on one line."""
    for node in ast.parse(inspect.getsource(errors)).body:
        if isinstance(node, ast.ClassDef) and issubclass(getattr(errors, node.name), Exception):
            yield node.name, " ".join((ast.get_docstring(node) or "").split())


def main() -> int:
    """Writes every generated page and says which changed."""
    for path, text in pages().items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
