"""What can be written down about referrals."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.acts import ActForm
from pimpasa.doors.office.labels import CONSENTS, REASONS, REFERRAL_STATES
from pimpasa.doors.office.places_forms import a_day
from pimpasa.people.queries import staff
from pimpasa.referrals.actions import Draft, LawfulReason, Taken
from pimpasa.referrals.consents import ConsentHow
from pimpasa.referrals.packets import packets
from pimpasa.referrals.queries import Chosen
from pimpasa.referrals.rules import Field, Packet

NO_AGENCY = "-"  # in an address: by packet or paper
REFERRAL_WAITS = {
    "SENT": _("sent"),
    "UNANSWERED": _("waits for a first answer"),
    "LATE": _("waits past its day"),
    "IN_HAND": _("being worked on"),
    "ANSWERED": _("accepted or declined"),
    "UNTOLD": _("the person is still to be told"),
    "TOLD": _("the person was told"),
}
_ROWS = {"what_happened": 6}
_NUMBERED = ("RECEIVED", "ACCEPTED")


def addressees() -> list[tuple[str, str]]:
    """Every addressee by its code."""
    return [(code, name_of(one)) for code, one in packets().items()]


def name_of(packet: Packet) -> str:
    """Whom a packet goes to, in the language of the page."""
    return packet.to_en if get_language() == "en" else packet.to_id


def never_in(packet: Packet) -> str:
    """What must not be written there, in the language of the page."""
    return packet.never_en if get_language() == "en" else packet.never_id


def label_of(field: Field) -> str:
    """What a field is called, in the language of the page."""
    return field.label_en if get_language() == "en" else field.label_id


def as_id(text: str) -> UUID | None:
    """An id as an address names it; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


class ReferralFilter(forms.Form):
    """Which referrals to list; it stays in the address of the page."""

    state = forms.ChoiceField(label=_("State"), required=False)
    packet = forms.ChoiceField(label=_("Addressee"), required=False)
    waits = forms.ChoiceField(label=_("How far"), required=False)
    due = forms.BooleanField(label=_("Only what is due"), required=False)
    agency = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    since = forms.DateField(required=False, widget=forms.HiddenInput)
    until = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every state and addressee, with "all" first."""
        super().__init__(*args, **kwargs)
        for name, offered in (
            ("state", REFERRAL_STATES.items()),
            ("packet", addressees()),
            ("waits", REFERRAL_WAITS.items()),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
            field.choices = [("", _("All")), *offered]

    def chosen(self) -> Chosen:
        """What was chosen; a value nobody offered counts as nothing chosen."""
        self.is_valid()
        given = self.cleaned_data
        agency = given.get("agency") or ""
        return Chosen(
            state=given.get("state") or "",
            packet=given.get("packet") or "",
            only_due=bool(given.get("due")),
            waits=given.get("waits") or "",
            agency=as_id(agency),
            without_agency=agency == NO_AGENCY,
            since=given.get("since"),
            until=given.get("until"),
        )


class ReferForm(ActForm):
    """A packet for one addressee: the fields it must hold and those it may hold, no others."""

    stem = "refer"
    id = forms.UUIDField(widget=forms.HiddenInput)
    agency = forms.ChoiceField(
        label=_("Agency with an account here"),
        required=False,
        help_text=_("Without one it goes as a sealed packet or on paper."),
    )
    reason = forms.ChoiceField(label=_("Why it may be told"), required=False)

    def __init__(self, *args: Any, packet: Packet, on: Any, **kwargs: Any) -> None:
        """Ask for the fields of this packet."""
        super().__init__(*args, **kwargs)
        self.packet = packet
        self.fields["id"].initial = uuid4
        self.offer("agency", [("", "—"), *((str(a.id), a.name) for a in staff.agencies(on=on))])
        self.offer("reason", list(REASONS.items()))
        for field in packet.fields:
            self.fields[field.code] = forms.CharField(
                label=label_of(field),
                required=field in packet.must,
                max_length=4000,
                help_text=_("Guarded: it could betray somebody.") if field.guards else "",
                widget=forms.Textarea(attrs={"rows": _ROWS.get(field.code, 2)}),
            )

    def draft(self) -> Draft:
        """The draft a valid form holds; empty fields are left out."""
        given = self.cleaned_data
        told = {one.code: given[one.code] for one in self.packet.fields if given[one.code]}
        agency = UUID(given["agency"]) if given["agency"] else None
        reason = LawfulReason(given["reason"])
        return Draft(given["id"], self.packet.code, fields=told, reason=reason, agency=agency)


class ConsentForm(ActForm):
    """To what a person agreed, for one addressee."""

    stem = "consent"
    packet = forms.SlugField(widget=forms.HiddenInput)
    how = forms.ChoiceField(label=_("How they agreed"))
    fields_agreed = forms.MultipleChoiceField(
        label=_("Guarded things they agreed to"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every guarded field; a packet takes only its own."""
        super().__init__(*args, **kwargs)
        self.offer("how", list(CONSENTS.items()))
        guarded = {f.code: label_of(f) for p in packets().values() for f in p.fields if f.guards}
        self.offer("fields_agreed", list(guarded.items()))

    def only(self, packet: Packet) -> ConsentForm:
        """Offer the guarded fields of this packet alone."""
        self.initial["packet"] = packet.code
        guarded = [(f.code, label_of(f)) for f in packet.fields if f.guards]
        self.offer("fields_agreed", guarded)
        if not guarded:
            del self.fields["fields_agreed"]
        return self

    def agreed(self) -> dict[str, Any]:
        """The consent a valid form holds."""
        given = self.cleaned_data
        return {
            "packet": given["packet"],
            "fields": tuple(given.get("fields_agreed", ())),
            "how": ConsentHow(given["how"]),
        }


class StepForm(ActForm):
    """One step of a referral, with what comes with it."""

    stem = "step"
    step = forms.CharField(widget=forms.HiddenInput)
    number = forms.CharField(label=_("Their number"), required=False, max_length=80)
    note = forms.CharField(
        label=_("Reason or result"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    follow_up_on = a_day(_("Look at it again on"), required=False)

    def only(self, step: str, *, plans: bool) -> StepForm:
        """Ask for what this step brings."""
        self.initial["step"] = step
        if step not in _NUMBERED:
            del self.fields["number"]
        elif not plans:  # the agency itself writes
            self.fields["number"].label = _("Your own number for it")
        if not plans or step not in ("SENT", "ACCEPTED", "IN_PROGRESS"):
            del self.fields["follow_up_on"]
        if step == "DECLINED":
            self.fields["note"].label = _("Reason, and who would be right to ask")
        if step in ("APPROVED", "SENT"):
            del self.fields["note"]
        return self

    def taken(self) -> Taken:
        """What came with the step a valid form holds."""
        given = self.cleaned_data
        return Taken(given.get("note", ""), given.get("number", ""), given.get("follow_up_on"))


class PacketForm(ActForm):
    """For whom a packet is sealed."""

    stem = "packet"
    key = forms.CharField(
        label=_("Public key of the agency"),
        max_length=200,
        help_text=_("An age key: it begins with age1. The agency keeps the secret half."),
    )


class PaperForm(ActForm):
    """Nothing to fill in."""

    stem = "paper"
