"""The pipeline: which deals count as available to close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oarlock.agreement import views as counts
from oarlock.agreement._settings import list_of, one_of, setting, text
from oarlock.agreement.views import View


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What counts as pipeline that marketing built and sales may close (METHODS 1.1).

    Attributes:
        stages: The stages of an open deal in order; empty while nobody has said, and then no order is assumed.
        minimum_stage: The first stage that counts as available to close; left out, every open deal counts.
        omitted_categories: Forecast categories that do not count, in any case of letters.
        kinds: Kinds of deal in scope: new, expansion, renewal.
        sourced_by: Who must have sourced a deal for it to be marketing's pipeline.
        views: How each team counts its pipeline when it reports it; left out, the usual ways are taken.
    """

    stages: tuple[str, ...] = setting((), list_of(text))
    minimum_stage: str | None = setting(None, text)
    omitted_categories: tuple[str, ...] = setting(("omitted", "omit"), list_of(text))
    kinds: tuple[str, ...] = setting(("new",), list_of(one_of("new", "expansion", "renewal")))
    sourced_by: tuple[str, ...] = setting(
        ("marketing",), list_of(one_of("marketing", "sales", "partner", "customer", "product"))
    )
    views: Mapping[str, View] = setting({}, counts.views)
