"""The colours of the design language, once: charts are drawn in the light ones, pages swap them for CSS variables."""

from __future__ import annotations

LIGHT = {
    "ink": "#1b1f24",
    "muted": "#5b6470",
    "line": "#e1e4e8",
    "grid": "#e6e8eb",
    "page": "#f6f7f8",
    "card": "#ffffff",
    "tint": "#e9ecef",
    "bar": "#868e99",
    "marketing": "#4448c8",
    "sales": "#b04a00",
    "shared": "#49505a",
    "good": "#17752f",
    "good-ground": "#e6f5ea",
    "risk": "#7a5b00",
    "risk-ground": "#fff4cc",
    "breach": "#a8005c",
    "breach-ground": "#fce9f1",
}
DARK = {
    "ink": "#eceff3",
    "muted": "#a3adba",
    "line": "#2a3038",
    "grid": "#2c323b",
    "page": "#111418",
    "card": "#181c22",
    "tint": "#272d35",
    "bar": "#6f7884",
    "marketing": "#989eff",
    "sales": "#ff9e57",
    "shared": "#b6bec9",
    "good": "#5bd17f",
    "good-ground": "#143021",
    "risk": "#f2c94c",
    "risk-ground": "#3a3113",
    "breach": "#ff7eb0",
    "breach-ground": "#3b1a29",
}


def variables(theme: dict[str, str]) -> str:
    """The theme as CSS custom properties, `--ink: #1b1f24; …`."""
    return " ".join(f"--{name}: {colour};" for name, colour in theme.items())


def themed(svg: str) -> str:
    """A drawing whose colours follow the page's theme: each light token becomes its CSS variable."""
    for name, colour in LIGHT.items():
        svg = svg.replace(f'"{colour}"', f'"var(--{name})"')
    return svg
