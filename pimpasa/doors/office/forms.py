"""What an officer may send from the desk."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pimpasa.answers.desk import Filters
from pimpasa.doors.office.elements import known_codes
from pimpasa.doors.office.labels import KINDS, STATES, TOPICS, URGENCIES
from pimpasa.intake.actions import Kind
from pimpasa.triage.actions import Decision, Urgency
from pimpasa.triage.rules import View

YES_NO = [("1", _("Yes")), ("0", _("No"))]
_CODES = ("state", "kind", "urgency", "topic", "village", "what", "place")
_DAY = forms.DateInput(attrs={"type": "date"})


class FilterForm(forms.Form):
    """Filters of the inbox; they stay in the address of the page."""

    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=_DAY)
    until = forms.DateField(label=_("Before"), required=False, widget=_DAY)
    village = forms.CharField(required=False, max_length=13, widget=forms.HiddenInput)
    what = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)
    place = forms.CharField(required=False, max_length=13, widget=forms.HiddenInput)
    signal = forms.UUIDField(required=False, widget=forms.HiddenInput)  # what it is about
    contact = forms.UUIDField(required=False, widget=forms.HiddenInput)  # whom it names

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every code, with "all" first."""
        super().__init__(*args, **kwargs)
        for name, labels in (
            ("state", STATES),
            ("kind", KINDS),
            ("urgency", URGENCIES),
            ("topic", TOPICS),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
            field.choices = [("", _("All")), *labels.items()]

    def filters(self) -> Filters:
        """What was chosen; a value nobody offered counts as nothing chosen."""
        self.is_valid()
        given = self.cleaned_data
        chosen = {name: given.get(name) or "" for name in _CODES}
        return Filters(**chosen, since=given.get("since"), until=given.get("until"))

    def signal_id(self) -> UUID | None:
        """The signal whose reports are asked for."""
        self.is_valid()
        return self.cleaned_data.get("signal")

    def contact_id(self) -> UUID | None:
        """The contact whose reports are asked for."""
        self.is_valid()
        return self.cleaned_data.get("contact")


class WhatItIs(forms.Form):
    """What everybody who reads the words is asked of them."""

    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=list(URGENCIES.items()), widget=forms.RadioSelect
    )
    is_tppo = forms.ChoiceField(
        label=_("Suspicion of trafficking (TPPO)"), choices=YES_NO, widget=forms.RadioSelect
    )
    is_tppm = forms.ChoiceField(
        label=_("Suspicion of smuggling (TPPM)"), choices=YES_NO, widget=forms.RadioSelect
    )
    is_child = forms.ChoiceField(
        label=_("Is a child (under 18) concerned?"), choices=YES_NO, widget=forms.RadioSelect
    )


class SettleForm(WhatItIs):
    """An officer's decision about a report. Nothing is chosen beforehand but kind and topics."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        choices=list(TOPICS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(
        label=_("Note for colleagues"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)

    def views(self) -> dict[str, str]:
        """The chosen view of each element, by statutory code; unknown where nothing was sent."""
        given = {code: self.data.get(f"view_{code}", "") for code in known_codes()}
        known = {view.value for view in View}
        return {code: view for code, view in given.items() if view in known}

    def decision(self, *, law_on: date) -> Decision:
        """The decision a valid form holds."""
        given = self.cleaned_data
        return Decision(
            views={code: View(view) for code, view in self.views().items()},
            kind=Kind(given["kind"]),
            topics=tuple(given["topics"]),
            urgency=Urgency(given["urgency"]),
            is_tppo=given["is_tppo"] == "1",
            is_tppm=given["is_tppm"] == "1",
            is_child=given["is_child"] == "1",
            law_on=law_on,
            note=given["note"].strip(),
            seen_version=given["seen_version"],
        )


class AnswerForm(forms.Form):
    """An answer to a person. Its id travels with it, so that sending twice does no harm."""

    words = forms.CharField(
        label=_("Write an answer"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write something first.")},
    )
    message_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    card = forms.SlugField(widget=forms.HiddenInput, required=False)


class PublicAnswerForm(forms.Form):
    """A question and answer for everybody, in which nobody can be known."""

    topic = forms.ChoiceField(label=_("Topic"), choices=list(TOPICS.items()))
    question = forms.CharField(
        label=_("The question, so that nobody can be known by it"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    answer = forms.CharField(
        label=_("The answer"), max_length=3000, widget=forms.Textarea(attrs={"rows": 5})
    )
    language = forms.ChoiceField(
        label=_("In which language is it written?"), choices=settings.LANGUAGES, initial="id"
    )
