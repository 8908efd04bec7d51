"""Draws a chart's spec as SVG, PNG or PDF, in the packaged font and without ever loading anything."""

from __future__ import annotations

import itertools
import json
import re
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from oarlock.errors import ToolMissing
from oarlock.show.charts.theme import Spec
from oarlock.show.tokens import themed

FONTS = Path(__file__).parent / "fonts"


def svg(spec: Spec) -> str:
    """The chart as SVG in the light colours."""
    return str(_drawer().vegalite_to_svg(_text(spec), allowed_base_urls=[]))


def inline_svg(spec: Spec, *, name: str) -> str:
    """The chart as SVG for a page: colours follow the theme, ids start with `name` so that several fit on one page."""
    drawn = _unique(themed(svg(spec)), name)
    return drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def png(spec: Spec) -> bytes:
    """The chart as PNG at two pixels per unit, sharp on any screen."""
    drawn: bytes = _drawer().vegalite_to_png(_text(spec), scale=2.0, allowed_base_urls=[])
    return drawn


def _text(spec: Spec) -> str:
    return json.dumps(spec, allow_nan=False)


@cache
def _drawer() -> Any:
    """vl-convert, with our fonts; registered once because each registration scans the folder again."""
    try:
        import vl_convert
    except ImportError as missing:
        raise ToolMissing("Drawing charts", "vl-convert-python", "pip install 'oarlock[pictures]'") from missing
    module: ModuleType = vl_convert
    module.register_font_directory(str(FONTS))
    return module


def _unique(drawn: str, name: str) -> str:
    numbers = itertools.count()
    for old in dict.fromkeys(re.findall(r'\bid="([^"]+)"', drawn)):
        new = f"{name}-{next(numbers)}"
        drawn = drawn.replace(f'id="{old}"', f'id="{new}"').replace(f"url(#{old})", f"url(#{new})")
    return drawn
