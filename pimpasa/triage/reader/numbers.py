"""Phones, accounts and sums of money as a message writes them, in figures or in words."""

import re
from dataclasses import dataclass

Span = tuple[int, int]

DIGIT_WORDS = (
    "nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|lapan|sembilan|siji|loro|telu|papat|"
    "limo|enem|pitu|wolu|songo|zero|one|two|three|four|five|six|seven|eight|nine"
)
NUMBER_WORDS = (
    "satu|dua|tiga|empat|lima|enam|tujuh|delapan|lapan|sembilan|sepuluh|sebelas|belas|puluh|ratus|"
    "seratus|setengah|siji|loro|rong|telung|telu|patang|limang|nem|pitung|wolung|sangang|opat|"
    "genep|salapan|ampat|anam|tuju|one|two|three|four|five|six|seven|eight|nine|ten|hundred"
)
CURRENCY_BEFORE = (
    r"Rp\.?|IDR|RM|MYR|US\$|USD|NT\$|NTD|TWD|HK\$|HKD|S\$|SGD|A\$|AUD|NZ\$|NZD|CA\$|CAD|AED|SAR|"
    r"QAR|KWD|BHD|OMR|JOD|BND|B\$|THB|PHP|KRW|JPY|CNY|RMB|EUR|GBP|CHF|PLN|TRY|MOP|VND|KHR|LAK|MMK|"
    r"INR|KD|€|\$|£|¥|₩"
)
SCALE_WORDS = (
    r"(?:jutaan|juta|jtan|jt|yuta|yuto|ribuan|ribu|rbu|rb|rebu|k|miliar|milyar|ewu|million|thousand)"
    r"(?![^\W_])"
)
CURRENCY_AFTER = (
    r"(?:rupiah|dollars|dollar|dolar|usd|us\$|riyals|riyal|rial|real|ringgit|won|baht|yen|euro|eur|"
    r"aud|sgd|sing|hkd|ntd|nt\$|nt|nzd|cad|bnd|aed|sar|dirham|dinar|kd|yuan|peso|poundsterling|"
    r"pound|zloty|lira|rm|qar|omr|thb|krw|twd|myr|\$)(?![^\W_])"
)
FIGURE = r"\d{1,12}(?:[.,]\d{1,3}){0,4}"
FIGURES = rf"{FIGURE}(?:\s?[-–]\s?{FIGURE})?"
# The look ahead spares the many tries of a unit where none can begin.
UNITS = rf"(?=[A-Za-z$])(?:{SCALE_WORDS}(?:\s{CURRENCY_AFTER})?|{CURRENCY_AFTER})"
AMOUNT = re.compile(
    rf"(?<![^\W_])(?:{CURRENCY_BEFORE})\s?{FIGURES}(?:\s?{SCALE_WORDS})?"
    rf"|(?<![\w.,]){FIGURES}\s?{UNITS}"
    rf"|\b(?:(?:{NUMBER_WORDS})\s){{1,4}}{UNITS}"
    rf"|\b(?:sejutaan|sejuta|seribu|sak\s?yuta|sayuta)\b(?:\s{CURRENCY_AFTER})?",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<![\w$€])\+?\d[\d .\-]{5,26}\d(?![^\W_])")
SPOKEN = re.compile(rf"\b(?:(?:{DIGIT_WORDS})\b[ ,.\-]{{0,3}}){{7,16}}", re.IGNORECASE)
BANK = re.compile(
    r"\b(?:rekening|norek|rek|bri|bca|bni|bsi|mandiri|cimb|btn|btpn|permata|danamon|mega|jago|jenius|"
    r"seabank|panin|maybank|ocbc|bukopin|muamalat|jatim|jateng|bank|va|virtual account|account)\b",
    re.IGNORECASE,
)
WALLET = re.compile(
    r"\b(?:dana|ovo|gopay|go-pay|linkaja|shopee ?pay|flip|e-wallet)\b", re.IGNORECASE
)
CONTACT = re.compile(
    r"\b(?:wa|hp|telpon|telp|hubungi|hub|kontak|cp|ke)\b|a\.?n\.?|,", re.IGNORECASE
)
PHONE_START = re.compile(r"\+|0|62|8\d\d")
# Rupiah for one unit, rough: only to tell a plausible monthly wage from an implausible one.
RATES = {
    **dict.fromkeys(("rm", "myr", "ringgit"), 3_700),
    **dict.fromkeys(("us$", "usd", "$", "dolar", "dollar", "dollars"), 16_500),
    **dict.fromkeys(("nt$", "ntd", "nt", "twd"), 510),
    **dict.fromkeys(("hk$", "hkd"), 2_100),
    **dict.fromkeys(("s$", "sgd", "sing", "bnd", "b$"), 12_500),
    **dict.fromkeys(("a$", "aud", "nzd", "nz$", "cad", "ca$"), 10_700),
    **dict.fromkeys(("aed", "dirham", "sar", "riyal", "riyals", "real", "qar"), 4_400),
    **dict.fromkeys(("rial", "omr", "kd", "kwd", "bhd", "dinar", "jod"), 42_000),
    **dict.fromkeys(("thb", "baht"), 480),
    **dict.fromkeys(("won", "krw"), 12),
    **dict.fromkeys(("yen", "jpy", "¥"), 110),
    **dict.fromkeys(("yuan", "cny", "rmb"), 2_300),
    **dict.fromkeys(("eur", "euro", "€"), 18_500),
    **dict.fromkeys(("gbp", "£", "pound"), 21_500),
}
SCALES = {
    **dict.fromkeys(("juta", "jt", "jtan", "jutaan", "yuta", "yuto", "million"), 1_000_000),
    **dict.fromkeys(("ribu", "rb", "rbu", "ribuan", "rebu", "k", "ewu", "thousand"), 1_000),
}


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where the numbers of a message stand, by what they are."""

    phones: tuple[Span, ...]
    accounts: tuple[Span, ...]
    amounts: tuple[Span, ...]


def numbers_of(text: str) -> Numbers:
    """Phones, accounts and amounts of money; a wallet number that is a phone is both."""
    phones: list[Span] = []
    accounts: list[Span] = []
    amounts = [match.span() for match in AMOUNT.finditer(text)]
    for match in NUMBER.finditer(_blanked(text, amounts)):
        span = _trimmed(match.span(), text)
        digits = sum(c.isdigit() for c in text[slice(*span)])
        if digits >= 7:
            is_account, is_phone = _sort(text, span, digits)
            accounts += [span] * is_account
            phones += [span] * is_phone
    phones += [_trimmed(m.span(), text) for m in SPOKEN.finditer(text)]
    return Numbers(tuple(phones), tuple(accounts), tuple(_trimmed(a, text) for a in amounts))


def rupiah(amount: str) -> int:
    """Roughly how many rupiah an amount is worth; 0 when it cannot be told."""
    figures = re.search(FIGURE, amount)
    if not figures:
        return 0
    units = re.findall(r"[^\W\d_]+\$?|[$€£¥]", amount.casefold())
    scale = next((SCALES[unit] for unit in units if unit in SCALES), 1)
    rate = next((RATES[unit] for unit in units if unit in RATES), 1)
    return round(_value(figures.group(), has_scale=scale > 1) * scale * rate)


def _blanked(text: str, spans: list[Span]) -> str:
    """The text, of the same length, with those spans made unreadable."""
    pieces, last = [], 0
    for start, end in spans:
        pieces += [text[last:start], "x" * (end - start)]
        last = end
    return "".join((*pieces, text[last:]))


def _value(figure: str, *, has_scale: bool) -> float:
    """The number behind "1.500", "3,5" or "1.234,5"; before a scale a point is a decimal point."""
    *whole, last = re.split(r"[.,]", figure)
    if whole and (has_scale or len(last) < 3):
        return float(f"{''.join(whole)}.{last}")
    return float("".join((*whole, last)))


def _sort(text: str, span: Span, digits: int) -> tuple[bool, bool]:
    """Whether a long number is an account, a phone, or both."""
    before = text[max(0, span[0] - 32) : span[0]]
    wallet, bank = WALLET.search(before), BANK.search(before)
    is_phone = bool(PHONE_START.match(text, span[0])) and digits <= 15
    if bank and is_phone and not wallet:
        after_bank = before[bank.end() :]
        if CONTACT.search(after_bank) and any(c.isdigit() for c in after_bank):
            bank = None
    if wallet or bank:
        return True, bool(wallet) and is_phone
    return False, is_phone


def _trimmed(span: Span, text: str) -> Span:
    start, end = span
    while end > start and text[end - 1] in " .,-–":
        end -= 1
    return start, end
