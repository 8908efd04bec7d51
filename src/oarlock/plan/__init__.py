"""How much is needed: a goal by weeks, its people, what-if over all of it, and the accounts of a test; one plan per file."""

NOT_PARTS = ("answer", "settings", "stated")
