"""Ages a message gives, to see whether a child is meant (under 18, UU 21/2007 Ps 1 angka 5)."""

import re

Span = tuple[int, int]

_WORDS = {
    "tiga belas": 13, "empat belas": 14, "lima belas": 15, "enam belas": 16, "tujuh belas": 17,
    "dua belas": 12, "sebelas": 11, "sepuluh": 10, "sembilan": 9, "delapan": 8, "tujuh": 7,
    "enam": 6, "lima": 5, "telulas": 13, "patbelas": 14, "limolas": 15, "nembelas": 16,
    "pitulas": 17, "genep belas": 16, "opat belas": 14, "tilu belas": 13, "salapan belas": 19,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "lema bellas": 15, "ennem bellas": 16, "petto bellas": 17, "lima belas taon": 15,
    "anam blas": 16, "lima blas": 15, "tuju blas": 17, "ampat blas": 14,
}  # fmt: skip
_AGE_WORD = r"(?:ber)?(?:umur|usia|umo|omor|omur|yuswa|umuran|umuripun|aged?)(?:nya|ne|na|e|nye)?"
_YEARS = r"(?:th|thn|tahun|taun|taon|tahunan|years?[ -]old|yrs?|yo|y\.o\.?|warsa)\b"
_FILLER = (
    r"(?:\s(?:mulai|baru|masih|sekitar|yg|yang|nya|nembe|anyar|lagi|cuma|mase|gi|bahkan|dari|mung|"
    r"is|of|rek))?"
)
_NOT_YEARS = r"(?:jt|juta|rb|%|bulan|bln|hari|jam|orang|kali|minggu)"
_BY_LENGTH = sorted(_WORDS, key=len, reverse=True)
STATED = re.compile(rf"\b{_AGE_WORD}{_FILLER}\s?(\d{{1,2}})(?!\d|[.,]\d|\s?{_NOT_YEARS})", re.I)
IN_WORDS = re.compile(
    rf"\b{_AGE_WORD}{_FILLER}\s({'|'.join(_BY_LENGTH)})\b"
    rf"|\b({'|'.join(w for w in _BY_LENGTH if _WORDS[w] > 10)})\s{_YEARS}",
    re.IGNORECASE,
)
WITH_YEARS = re.compile(rf"(?<![\d.,–-])(\d{{1,2}})\s?-?{_YEARS}", re.IGNORECASE)
BARE = re.compile(
    rf"\b(?:baru|nembe|anyar|yg baru|masih|lagi|gi)\s(1[0-7])\b(?!\s?{_NOT_YEARS})", re.I
)
IN_BRACKETS = re.compile(r"\((\d{1,2})\)")
NOT_AN_AGE = re.compile(
    r"(?:kontrak|pengalaman|selama|genap|sudah|udah|masa|berlaku|min|minimal|setelah|lebih|penjara|"
    r"divonis|bekerja|kerja|tinggal|lalu|eks|tunggu|wis|tos|la|lama|nikah|menikah|sisa|ikatan|"
    r"umur paspor|for|after)(?:\s\w{1,10})?\s?$",
    re.IGNORECASE,
)
CHILD_NEAR = re.compile(
    r"\b(?:anak|umur|usia|bocah|cucu|siswi|siswa|kanak|girl|boy|child)\b|\($", re.IGNORECASE
)


def minors_in(text: str) -> list[Span]:
    """Where the text gives an age under 18 that is somebody's age, not a length of time."""
    found = [m.span() for m in STATED.finditer(text) if _is_minor(int(m.group(1)), m, text)]
    found += [m.span() for m in IN_WORDS.finditer(text) if _word_age(m) < 18]
    for match in WITH_YEARS.finditer(text):
        years = int(match.group(1))
        before = text[max(0, match.start() - 24) : match.start()]
        is_plausible = 10 <= years < 18 or (0 < years < 10 and CHILD_NEAR.search(before))
        if is_plausible and not NOT_AN_AGE.search(before):
            found.append(match.span())
    found += [m.span() for m in BARE.finditer(text)]
    found += [m.span() for m in IN_BRACKETS.finditer(text) if 5 <= int(m.group(1)) < 18]
    return sorted(set(found))


def _is_minor(years: int, match: re.Match[str], text: str) -> bool:
    """Under 18, and not the lower bound of a range that the text forbids or the age of papers."""
    following = text[match.end() : match.end() + 12]
    return 0 < years < 18 and not re.match(r"\s?(?:ke bawah|bulan|hari|minggu)", following)


def _word_age(match: re.Match[str]) -> int:
    return _WORDS[(match.group(1) or match.group(2)).casefold()]
