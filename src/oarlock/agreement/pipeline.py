"""The pipeline: which deals count as available to close."""

from __future__ import annotations

from dataclasses import dataclass

from oarlock.agreement._settings import list_of, one_of, setting, text


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What counts as pipeline that marketing built and sales may close (METHODS 1.1).

    Attributes:
        stages: The stages of an open deal in order; empty while nobody has said, and then no order is assumed.
        minimum_stage: The first stage that counts as available to close; left out, every open deal counts.
        omitted_categories: Forecast categories that do not count, in any case of letters.
        kinds: Kinds of deal in scope: new, expansion, renewal.
        sourced_by: Who must have sourced a deal for it to be marketing's pipeline.
    """

    stages: tuple[str, ...] = setting((), list_of(text))
    minimum_stage: str | None = setting(None, text)
    omitted_categories: tuple[str, ...] = setting(("omitted", "omit"), list_of(text))
    kinds: tuple[str, ...] = setting(("new",), list_of(one_of("new", "expansion", "renewal")))
    sourced_by: tuple[str, ...] = setting(
        ("marketing",), list_of(one_of("marketing", "sales", "partner", "customer", "product"))
    )
