"""One way to write each contact, so that the same one is known again however it is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence

import phonenumbers

PHONE, HANDLE, LINK, ACCOUNT, FIRM = "PHONE", "HANDLE", "LINK", "ACCOUNT", "FIRM"
PERSON = "PERSON"

_CHAT = re.compile(r"(?:https?://)?(?:wa\.me|api\.whatsapp\.com/send\?phone=)/?(\+?\d{8,15})", re.I)
_TELEGRAM = re.compile(r"(?:https?://)?t(?:elegram)?\.me/(?:\+|joinchat/)?([\w-]+)", re.I)
_LEGAL_FORMS = {"pt", "cv", "ud", "lpk", "tbk", "persero", "yayasan", "koperasi", "firma"}
_HOSTED = ("instagram.com", "facebook.com", "fb.com", "tiktok.com", "x.com", "twitter.com")


def contacts_in(entities: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, str]]:
    """Each contact of a reading as (kind, the one way to write it, as it was written).

    `entities` are those of the reader: phones, handles, companies, accounts. What cannot be
    read as a contact is left out.
    """
    for found_as, one_way in _ONE_WAY.items():
        for surface in entities.get(found_as, ()):
            kind, key = one_way(surface)
            if key:
                yield kind, key, surface


def phone(surface: str) -> str:
    """A phone number in E.164 (`0812-3456` and `+62 812 3456` are one), or nothing.

    A number without country code is Indonesian. Numbers outside the known plans are kept too:
    recruiters use prefixes that are not allocated yet.
    """
    try:
        parsed = phonenumbers.parse(surface, "ID")
    except phonenumbers.NumberParseException:
        return ""
    if len(phonenumbers.national_significant_number(parsed)) < 6:
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def handle(surface: str) -> tuple[str, str]:
    """The kind and the one way to write a handle, chat link or web link."""
    text = unicodedata.normalize("NFKC", surface).strip().rstrip(".,;:!?)")
    if found := _CHAT.search(text):
        return PHONE, phone("+" + found[1].lstrip("+"))
    if found := _TELEGRAM.search(text):
        return HANDLE, found[1].lower()
    bare = re.sub(r"^(?:https?://)?(?:www\.|m\.)?", "", text.lower())
    for host in _HOSTED:
        if bare.startswith(f"{host}/"):
            return HANDLE, bare[len(host) + 1 :].split("?")[0].strip("/@")
    if "/" in bare or re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", bare):
        return LINK, bare.split("?")[0].rstrip("/")
    return HANDLE, bare.lstrip("@").strip()


def account(surface: str) -> str:
    """The digits of a bank or e-wallet account, or nothing when there are too few."""
    digits = re.sub(r"\D", "", surface)
    return digits if len(digits) >= 6 else ""


def firm(surface: str) -> str:
    """A firm without its legal form, case and spaces: `PT. Karya-Jaya` is `karyajaya`."""
    plain = unicodedata.normalize("NFKD", surface).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.findall(r"[a-z0-9]+", plain) if word not in _LEGAL_FORMS]
    key = "".join(words)
    return key if len(key) >= 3 else ""


_ONE_WAY: dict[str, Callable[[str], tuple[str, str]]] = {
    "phones": lambda surface: (PHONE, phone(surface)),
    "handles": handle,
    "accounts": lambda surface: (ACCOUNT, account(surface)),
    "companies": lambda surface: (FIRM, firm(surface)),
}
