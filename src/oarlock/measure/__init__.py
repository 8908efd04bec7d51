"""How it goes: one metric per file, one engine for all of them."""

NOT_PARTS = (
    "asking", "beginnings", "change", "cohorts", "comparing", "comparing_ratios", "engine", "facts", "periods", "profile", "result",
    "simpson", "slices", "statistics", "subgroup",
)  # fmt: skip
