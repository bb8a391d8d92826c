"""Names of firms, and handles: accounts, links, addresses and groups, as a message writes them."""

import re
from bisect import bisect_right

Span = tuple[int, int]

NAME = r"[A-Z0-9][\w'’&.\-]{0,24}"
WORD = r"[A-Z][\w'’&]{1,24}"
LEGAL_FORM = r"(?:PT|CV|LPKS|LPK|BLKLN|UD|Yayasan|YAYASAN|Koperasi|KOPERASI|Biro|BIRO)"
FIRM = re.compile(rf"\b{LEGAL_FORM}\.? ({NAME}(?: {NAME}){{0,4}})")
FIRM_AFTER = re.compile(r"\b((?:[A-Z][A-Z'&]{2,20} ){1,4})PT\b")
TRADE = (
    r"(?:Edu|Education|Placement|Travel|Tours?|Agency|Agensi|Global|Group|Bridge|Consult\w{0,8}|"
    r"Manpower|Recruitment|Overseas|Management|Jasa|Wisata|Wisatama|Training|Cent(?:er|re)|"
    r"Careers?|Solusi|Services?|Crewing|Abroad|International|Intl|Ventures?|Academy|Nusantara|"
    r"Talenta?|Migran|Mandiri|Sejahtera|Bahari|Karya|Insan|Buana|Sukses|Makmur|Internasional)"
)
TRADE_NAME = re.compile(rf"\b((?:{WORD} ){{0,3}}{TRADE}\b(?: {WORD}){{0,4}})")
LINK = re.compile(
    r"(?<![\w@.])(?:https?://[^\s,;)'\"”’]{3,120}|"
    r"(?:[a-z0-9-]{1,40}\.){1,3}(?:com|net|id|org|site|xyz|me|ly|info|online|top|vip|cc|co|app|link|"
    r"shop|club|work|jobs|biz|my|sg|tw|asia|page|live|store|io|web)\b(?:/[^\s,;)'\"”’]{1,80})?)",
    re.IGNORECASE,
)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{2,20}){1,3}")
AT_NAME = re.compile(r"(?<![\w@])@[A-Za-z_][\w.]{1,40}")
# "Line: rosemama88", "akun medis_bantu": what looks like a name has a digit or an underscore.
NAMED = re.compile(
    r"\b(?:line|telegram|tele|tg|ig|instagram|akun|wechat|tiktok|fb|id|facebook|username|user)"
    r"[ :=]{1,3}((?=\w{0,30}[\d_])[a-z][\w.]{3,30})",
    re.IGNORECASE,
)
GROUP = re.compile(
    r"\b(?:grup(?: fb| facebook| wa| tele(?:gram)?| info)?|group(?: fb)?|fanpage|halaman|channel|"
    r"kanal|facebook|fb|akun(?:nya)?|page|loker grup|grup info)[ :]{1,2}"
    r"(?:namanya |bernama |nama |itu )?['\"“\u2018]?((?-i:[A-Z][\w'’&]{1,24}"
    r"(?: [A-Z0-9&][\w'’&]{0,24}){1,5}))",
    re.IGNORECASE,
)
NOT_OF_NAME = re.compile(
    r"\b(?:SIP3MI|SIP2MI|SIUPPAK|P3MI|Disnaker|BP2MI|KP2MI|BP3MI|Kemnaker|Kantor|Imigrasi|KBRI|KJRI|"
    r"Resmi|Official)\b"
)
NOT_LAST = frozenset(
    ("Yang", "Kami", "Butuh", "Gaji", "Izin", "Itu", "Dan", "Ini", "Saya", "Tidak", "Sudah")
)


def handles_of(text: str) -> list[Span]:
    """Where handles, links, e-mail addresses and named groups stand."""
    spans = [m.span() for pattern in (EMAIL, AT_NAME, LINK) for m in pattern.finditer(text)]
    spans += [m.span(1) for m in NAMED.finditer(text)]
    spans += [m.span(1) for m in GROUP.finditer(text)]
    return _apart([_without_dot(span, text) for span in spans])


def companies_of(text: str, handles: list[Span]) -> list[Span]:
    """Where private firms, agencies and training houses are named."""
    spans = [m.span() for m in FIRM.finditer(text)]
    spans += [(m.start(1), m.end()) for m in FIRM_AFTER.finditer(text)]
    spans += [m.span(1) for m in TRADE_NAME.finditer(text)]
    cut = (_cut(span, text) for span in _apart(spans))
    return [s for s in cut if " " in text[slice(*s)].strip() and not is_within(s, handles)]


def is_within(span: Span, others: list[Span]) -> bool:
    """Whether a span lies inside one of others, which are sorted and apart."""
    at = bisect_right(others, (span[0], 1 << 62)) - 1
    return at >= 0 and others[at][0] <= span[0] and span[1] <= others[at][1]


def _cut(span: Span, text: str) -> Span:
    """The name without what follows it: a licence, an office, the next sentence."""
    start, end = span
    stop = NOT_OF_NAME.search(text, start + 3, end)
    if stop:
        end = stop.start()
    words = text[start:end].split(" ")
    while len(words) > 1 and (words[-1] in NOT_LAST or not words[-1].strip(".,-–&'’")):
        words.pop()
    end = start + len(" ".join(words))
    sentence = re.search(r"\. ", text[start + 3 : end])
    if sentence:
        end = start + 3 + sentence.start()
    return _without_dot((start, end), text)


def _apart(spans: list[Span]) -> list[Span]:
    """The longest spans that do not overlap, in order."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s[0], s[0] - s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _without_dot(span: Span, text: str) -> Span:
    start, end = span
    while end > start and text[end - 1] in ".,-–'’\"” ":
        end -= 1
    return start, end
