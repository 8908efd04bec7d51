"""Salesforce ids in one form: reports show 15 signs, data exports and the API 18, and both mean one record.

In the 15 signs upper and lower case differ: `0015g00000AbCdE` and `0015g00000abcde` are two records. The other form adds three signs
that say which of the fifteen are capitals (five bits each, the first sign the lowest, written as A–Z and 0–5), so it survives
programs that do not tell the cases apart. We keep the 18: it is computed from the 15, and a text whose case a spreadsheet has lost is
restored from its last three signs. What is no id of a Salesforce record (a name, a number of another system, last signs that do not
fit) stays as it is.

References: Salesforce help, "What are the 15 and 18 digit IDs"; Object Reference, "ID Field Type".
"""

from __future__ import annotations

_SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_CODES = " ".join("".join(str(number >> bit & 1) for bit in range(5)) for number in range(32))
"""Which of five signs are capitals, as `01000` for the second: one code for each sign of `_SUFFIX`, in its order."""
_PREFIXES = ("001", "003", "005", "006", "008", "00E", "00G", "00K", "00Q", "00T", "00U", "00k", "00v", "017", "701")
"""How ids of the objects we read begin; only these are restored, for any text at all could be the ruin of some id."""


def one_form(sql: str) -> str:
    """SQL of a Salesforce id in its 18 signs, from SQL of clean text in either form; other text stays as it is."""
    first, last = f"substr({sql}, 1, 15)", f"upper(substr({sql}, 16, 3))"
    # Where both cases occur in eighteen signs nothing was lost. What is costly stands in the text once: the engine pulls out what
    # stands there twice, and then works it out for every row.
    return (
        rf"CASE WHEN strlen({sql}) = 15 AND regexp_full_match({sql}, '\d[0-9A-Za-z]{{14}}') THEN {sql} || {_suffix(sql)}"
        f" WHEN strlen({sql}) = 18 AND ({sql} = lower({sql}) OR {sql} = upper({sql}))"
        rf" AND regexp_full_match({sql}, '\d[0-9A-Za-z]{{14}}[A-Za-z0-5]{{3}}') THEN"
        f" CASE WHEN {last} = {_suffix(first)} THEN {first} || {last} ELSE list_transform([{_restored(sql)}], r ->"
        f" CASE WHEN {last} = {_suffix('r')} AND substr(r, 1, 3) IN {_PREFIXES} THEN r || {last} ELSE {sql} END)[1] END"
        f" ELSE {sql} END"
    )


def _suffix(fifteen: str) -> str:
    """SQL of the three signs that say which of fifteen are capitals."""
    return " || ".join(
        f"substr('{_SUFFIX}', 1 + {' + '.join(_bit(fifteen, start, place) for place in range(5))}, 1)"
        for start in (1, 6, 11)
    )


def _bit(fifteen: str, start: int, place: int) -> str:
    return f"{1 << place} * CAST(substr({fifteen}, {start + place}, 1) BETWEEN 'A' AND 'Z' AS INTEGER)"


def _restored(eighteen: str) -> str:
    """SQL of the first fifteen signs in the case that the last three tell."""
    bits = " || ".join(
        f"substr('{_CODES}', 6 * instr('{_SUFFIX}', upper(substr({eighteen}, {n}, 1))) - 5, 5)" for n in (16, 17, 18)
    )
    sign = f"substr({eighteen}, i, 1)"
    cased = f"CASE WHEN substr({bits}, i, 1) = '1' THEN upper({sign}) ELSE lower({sign}) END"
    return f"array_to_string(list_transform(range(1, 16), i -> {cased}), '')"
