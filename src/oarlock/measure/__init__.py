"""How it goes: one metric per file, one engine for all of them."""

NOT_PARTS = (
    "asking", "beginnings", "change", "cohorts", "comparing", "comparing_ratios", "drilldown", "engine", "facts", "periods", "profile",
    "query", "result", "rows", "simpson", "since", "slices", "statistics", "subgroup",
)  # fmt: skip
