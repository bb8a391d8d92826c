"""What an officer sends when words are taken in: told, on paper, from a chat, from a list."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.base import vault
from pimpasa.doors.office.labels import CHANNELS, KINDS, LEAVING, SHARING
from pimpasa.intake.actions import Channel, Kind, Language, Leaving, Sharing, Told
from pimpasa.intake.chats import ChatMessage
from pimpasa.intake.receipts import Form, new_form

_BY_HAND = [(c.value, CHANNELS[c.value]) for c in (Channel.OFFICER, Channel.PAPER)]
_REACHED = [
    ("1", _("No: only under the code")),
    ("0", _("Yes, I may also speak to them in person")),
]


class HearingForm(forms.Form):
    """Words told to an officer, or written on paper. The receipt code is made before sending."""

    channel = forms.ChoiceField(
        label=_("How did it reach you?"), choices=_BY_HAND, widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=list(KINDS.items()), widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Their words, as they said or wrote them"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write something first.")},
    )
    leaving = forms.ChoiceField(
        label=_("When is the person spoken of to leave?"), choices=list(LEAVING.items())
    )
    language = forms.ChoiceField(
        label=_("In which language do they want the answer?"),
        choices=Language.choices,
        widget=forms.RadioSelect,
    )
    only_by_code = forms.ChoiceField(
        label=_("May you seek them out about this?"), choices=_REACHED, widget=forms.RadioSelect
    )
    sharing = forms.ChoiceField(
        label=_("May another agency be told?"), choices=list(SHARING.items())
    )
    code = forms.CharField(widget=forms.HiddenInput, max_length=200)
    given_on = forms.DateField(widget=forms.HiddenInput)
    stamp = forms.CharField(widget=forms.HiddenInput, max_length=200)

    @classmethod
    def empty(cls, *, today: date, channel: str = "") -> HearingForm:
        """A form that carries a fresh code; the mildest answers are chosen."""
        return cls(
            initial=_carried(new_form(today=today))
            | {
                "channel": channel,
                "language": Language.ID,
                "leaving": Leaving.UNKNOWN,
                "sharing": Sharing.ASK,
                "only_by_code": "1",
            }
        )

    def renewed(self, *, today: date) -> HearingForm:
        """All that was filled in, under a fresh code."""
        filled_in = {name: self.data[name] for name in self.data}
        return HearingForm(data=filled_in | _carried(new_form(today=today)))

    def receipt(self) -> Form:
        """The code and stamp that a valid form brings back."""
        given = self.cleaned_data
        return Form(given["code"], given["given_on"], given["stamp"])

    def told(self, village: str | None) -> Told:
        """What a valid form holds, as the stages take it."""
        given = self.cleaned_data
        return Told(
            words=given["words"],
            kind=Kind(given["kind"]),
            village=village,
            leaving=Leaving(given["leaving"]),
            sharing=Sharing(given["sharing"]),
            language=Language(given["language"]),
            only_by_code=given["only_by_code"] == "1",
        )


class ChatForm(forms.Form):
    """A chat, pasted or as the file that WhatsApp exports."""

    kind = forms.ChoiceField(label=_("What are these messages?"), choices=list(KINDS.items()))
    pasted = forms.CharField(
        label=_("Paste the messages here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    file = forms.FileField(label=_("or choose the exported file (.txt or .zip)"), required=False)

    def content(self) -> bytes:
        """What came; nothing when neither did."""
        if uploaded := self.cleaned_data["file"]:
            return bytes(uploaded.read())
        return str(self.cleaned_data["pasted"]).encode(errors="replace")


class ListForm(forms.Form):
    """A list of words heard elsewhere."""

    file = forms.FileField(label=_("CSV file"), required=False)

    def content(self) -> bytes:
        """What came; nothing when nothing did."""
        uploaded = self.cleaned_data["file"]
        return bytes(uploaded.read()) if uploaded else b""


class ParcelSpoilt(ValueError):
    """What came back is not what we handed out to this officer."""


def pack(content: bytes, *, officer: UUID) -> str:
    """What a page carries from the look to the taking, sealed: nobody reads numbers out of it."""
    sealed = vault.seal(zlib.compress(content), place=f"office.heard.{officer}")
    return base64.b64encode(sealed).decode()


def unpack(parcel: str, *, officer: UUID) -> bytes:
    """What `pack` sealed for the same officer. Raises ParcelSpoilt."""
    try:
        sealed = base64.b64decode(parcel, validate=True)
        return zlib.decompress(vault.unseal(sealed, place=f"office.heard.{officer}"))
    except (binascii.Error, vault.SealBroken, zlib.error) as spoilt:
        raise ParcelSpoilt from spoilt


def as_bytes(messages: list[ChatMessage]) -> bytes:
    """Messages as they are packed."""
    return json.dumps([[m.on.isoformat(), m.sender, m.words] for m in messages]).encode()


def as_messages(content: bytes) -> list[ChatMessage]:
    """Messages as they were unpacked."""
    return [ChatMessage(date.fromisoformat(on), who, said) for on, who, said in json.loads(content)]


def _carried(form: Form) -> dict[str, Any]:
    return {"code": form.code, "given_on": form.given_on.isoformat(), "stamp": form.stamp}
