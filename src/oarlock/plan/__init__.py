"""How much is needed: a goal by weeks, the people for it, what pay rewards, and what-if over all of it; one plan per file."""

NOT_PARTS = ("answer", "settings", "stated")
