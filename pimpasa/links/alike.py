"""Names that sound alike and may be one: suggested to a person, never joined. Pure."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz import fuzz

ALIKE = 86.0  # of 100: from here on two names are shown to a person
_LEGAL_FORMS = {"pt", "cv", "ud", "lpk", "tbk", "persero", "yayasan", "koperasi", "firma"}
_TITLES = {
    "pak",
    "bu",
    "ibu",
    "bapak",
    "bang",
    "om",
    "haji",
    "hajah",
    "h",
    "hj",
    "mas",
    "mbak",
    "mb",
} | {"kak", "kang", "teh", "cak", "bli", "koh", "cik", "tante"}
_COMMON = {"jaya", "abadi", "mandiri", "indonesia", "utama", "sejahtera", "karya", "putra"}

# Old spellings and what the ear confuses; the longer ones first.
_HEARD = (
    ("oe", "u"),
    ("dj", "j"),
    ("tj", "c"),
    ("sj", "sy"),
    ("nj", "ny"),
    ("kh", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("v", "f"),
    ("z", "s"),
    ("q", "k"),
    ("x", "ks"),
    ("y", "i"),
)


def plain(name: str) -> str:
    """A name in small letters, without legal forms and titles."""
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return " ".join(w for w in re.findall(r"[a-z0-9]+", text) if w not in _LEGAL_FORMS | _TITLES)


def sounds(name: str) -> frozenset[str]:
    """How the telling words of a name sound: names that share none are never compared.

    Words that half of all firms bear tell nothing, unless there are no others.
    """
    words = [word for word in plain(name).split() if len(word) > 2]
    telling = [word for word in words if word not in _COMMON] or words
    return frozenset(_sound(word) for word in telling)


def likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 100, whatever the order and spacing of their words."""
    first, second = _heard(plain(one)), _heard(plain(other))
    if not first or not second:
        return 0.0
    together = fuzz.ratio(first.replace(" ", ""), second.replace(" ", ""))
    return max(fuzz.token_sort_ratio(first, second), together)


def people_in(words: str) -> tuple[str, ...]:
    """Names of two words at least that others are called by; never how somebody names himself."""
    others = _OWN.sub(" ", words)
    return tuple(dict.fromkeys(" ".join(found.split()) for found in _CALLED.findall(others)))


_NAME = r"[A-Z][a-z']+(?:[ ][A-Z][a-z']+){1,3}"
_OWN = re.compile(
    rf"\b(?:[Nn]ama (?:saya|aku)|[Ss]aya|[Aa]ku|[Mm]y name is|I am)[ ,:]+(?:{_NAME})?"
)
_TITLE = (
    r"(?:[Pp]ak|[Bb]u|[Ii]bu|[Bb]apak|[Bb]ang|[Oo]m|[Tt]ante|[Hh]aji|[Hh]ajah|[Mm]as|[Mm]bak|[Mm]b"
    r"|[Kk]ak|[Kk]ang|[Tt]eh|[Cc]ak|[Bb]li|[Kk]oh|[Cc]ik|Mr\.?|Ms\.?)"
)
_DOES = (  # who recruits is named after what he does, without any title
    r"(?:[Nn]amanya|[Bb]ernama|[Aa]tas nama|[Aa]\.?n\.?|named|[Cc]alo|[Ss]ponsor|[Tt]ekong"
    r"|[Mm]akelar|[Pp]erekrut|(?:[Aa]jakan|[Tt]awaran|[Dd]iajak|[Dd]itawari|[Dd]ibawa|[Dd]ijemput)"
    r"(?: dari| oleh| sama)?)"
)
_NOBODY = r"(?!Kantor|Rumah|Desa|Kepala|Dinas|Balai|Polsek|Polres|Kabupaten|Kota|Bandara|Pelabuhan)"
_CALLED = re.compile(rf"\b(?:{_TITLE}|{_DOES}[ ]+(?:{_TITLE}[ ]+)?)[ ]*(?<=[ ]){_NOBODY}({_NAME})")


def _heard(name: str) -> str:
    for written, heard in _HEARD:
        name = name.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", name)


def _sound(word: str) -> str:
    once = _heard(word)
    return once[0] + re.sub(r"[aeiou]", "", once[1:])
