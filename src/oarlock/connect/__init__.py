"""How it gets in: files into the ledger, one outside system per file.

`files.take` is the way in. A connector (`CONNECTOR`) recognises one system's exports by their headers and says, as plain
declarations, which ledger rows each of its files becomes; everything else here is the machinery that reads, checks and counts.
"""

NOT_PARTS = (
    "changelog",
    "excel",
    "expression",
    "files",
    "formula",
    "headers",
    "keys",
    "kinds",
    "linking",
    "mapping",
    "mapping_toml",
    "neutral",
    "places",
    "planning",
    "raw",
    "rejects",
    "report",
    "salesforce_ids",
    "staging",
    "suggest",
    "text",
    "vendor",
    "watching",
)
