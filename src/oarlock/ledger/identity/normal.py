"""E-mail addresses, domains and company names in the form in which they are compared; as SQL, so that millions are done in the engine."""

from __future__ import annotations

FREE_MAIL = (
    "gmail.com", "googlemail.com", "yahoo.com", "yahoo.co.uk", "yahoo.fr", "yahoo.de", "ymail.com", "outlook.com", "hotmail.com",
    "hotmail.co.uk", "hotmail.fr", "live.com", "msn.com", "aol.com", "icloud.com", "me.com", "mac.com", "gmx.de", "gmx.net", "gmx.com",
    "web.de", "t-online.de", "freenet.de", "mail.com", "mail.ru", "yandex.ru", "yandex.com", "proton.me", "protonmail.com", "qq.com",
    "163.com", "126.com", "zoho.com", "fastmail.com", "hey.com", "orange.fr", "wanadoo.fr", "free.fr", "libero.it", "uol.com.br",
    "bol.com.br", "comcast.net", "verizon.net", "att.net", "btinternet.com", "rediffmail.com", "example.com",
)  # fmt: skip
"""Domains at which anybody gets a mailbox: sharing one says nothing of a company. `example.com` is what forms are filled with."""

_LEGAL_FORMS = (
    "incorporated", "inc", "corporation", "corp", "company", "co", "limited", "ltd", "llc", "llp", "lp", "plc", "gmbh", "mbh", "ag", "kg",
    "kgaa", "ohg", "se", "sa", "sas", "sarl", "srl", "spa", "bv", "nv", "ab", "as", "asa", "oy", "oyj", "aps", "pty", "ltda", "sl",
    "sro", "kft", "zrt", "doo", "pte", "pvt", "ug", "ev", "eg",
)  # fmt: skip


def email(column: str) -> str:
    """SQL for the address in lower case without spaces, null where it is not one address."""
    bare = f"lower(trim({column}))"
    return f"CASE WHEN regexp_full_match({bare}, '[^@\\s,;<>]+@[^@\\s,;<>]+\\.[^@\\s,;<>.]+') THEN {bare} END"


def domain(column: str) -> str:
    """SQL for the domain of a web address or e-mail address: lower case, without scheme, `www.`, path, port; null for free mail."""
    bare = f"regexp_extract(lower(trim({column})), '^(?:[a-z]+://)?(?:[^@/]*@)?(?:www[0-9]?\\.)?([^/:?#\\s@]+\\.[^/:?#\\s@.]+)', 1)"
    free = ", ".join(f"'{name}'" for name in FREE_MAIL)
    return f"CASE WHEN {bare} <> '' AND {bare} NOT IN ({free}) THEN {bare} END"


def company(column: str) -> str:
    """SQL for the name without case, diacritics, punctuation, spaces and legal forms: `GTXPro GmbH & Co. KG` and `GTX Pro` are one.

    Null where fewer than three letters or digits are left, which would match by accident.
    """
    plain = f"replace(strip_accents(lower({column})), 'ß', 'ss')"
    joined = f"replace({_without_forms(_words(plain))}, ' ', '')"
    return f"CASE WHEN length({joined}) >= 3 THEN {joined} END"


def _words(text: str) -> str:
    """Letters and digits with single spaces between words; a dotted abbreviation is one word: `s.a.r.l.` is `sarl`."""
    return f"regexp_replace(regexp_replace({text}, '\\b([a-z])\\.', '\\1', 'g'), '[^\\p{{L}}\\p{{N}}]+', ' ', 'g')"


def _without_forms(text: str) -> str:
    """Cuts legal forms at the end, and the "and" that is left before them."""
    forms = "|".join(_LEGAL_FORMS)
    return f"regexp_replace(trim({text}), '( (?:{forms}|and|und|et|y|e))+$', '', 'g')"
