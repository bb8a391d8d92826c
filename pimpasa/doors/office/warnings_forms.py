"""What may be written down about a warning."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.acts import ActForm
from pimpasa.doors.office.places_forms import a_day
from pimpasa.doors.office.verify_forms import words
from pimpasa.people.queries.staff import agencies
from pimpasa.places.queries import place_name
from pimpasa.warnings.actions import MOST_LETTERS, Draft, Scope, Severity, Text

PARTS = ("headline_id", "text_id", "advice_id", "headline_en", "text_en", "advice_en")


def _headline(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=MOST_LETTERS["headline"])


def _called(code: str) -> str:
    """A village is often called as its district is, so both say what they are."""
    kinds = {8: _("district %(name)s"), 13: _("village %(name)s")}
    return str(kinds.get(len(code), "%(name)s")) % {"name": place_name(code)}


class DraftForm(ActForm):
    """A warning as it is drafted, in both languages."""

    stem = "draft"

    warning = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    severity = forms.ChoiceField(
        label=_("How bad it can get"), choices=Severity.choices, widget=forms.RadioSelect
    )
    scope = forms.ChoiceField(
        label=_("Who may read it"),
        choices=Scope.choices,
        widget=forms.RadioSelect,
        initial=Scope.RESTRICTED,
    )
    places = forms.MultipleChoiceField(
        label=_("For which places"), widget=forms.CheckboxSelectMultiple
    )
    agencies = forms.MultipleChoiceField(
        label=_("Which agencies"), widget=forms.CheckboxSelectMultiple, required=False
    )
    valid_until = a_day(_("First day on which it no longer holds"))
    headline_id = _headline(_("Headline in Indonesian"))
    text_id = words(_("What is going on, in Indonesian"), rows=5)
    advice_id = words(_("What people can do, in Indonesian"), rows=4)
    headline_en = _headline(_("Headline in English"))
    text_en = words(_("What is going on, in English"), rows=5)
    advice_en = words(_("What people can do, in English"), rows=4)

    def __init__(self, *args: Any, villages: tuple[str, ...], **kwargs: Any) -> None:
        """Offer the villages of a signal with all that lies around them, the widest first."""
        super().__init__(*args, **kwargs)
        around = {code[:length] for code in villages for length in (2, 5, 8, 13)}
        codes = sorted(around, key=lambda code: (len(code), code))
        self.offer("places", [(code, _called(code)) for code in codes])
        named = [(str(one.id), one.name) for one in agencies()]
        self.offer("agencies", named)

    def draft(self, signal: UUID) -> Draft:
        """The draft a valid form holds."""
        given = self.cleaned_data
        return Draft(
            id=given["warning"],
            signal=signal,
            severity=Severity(given["severity"]),
            text=Text(**{part: given[part] for part in PARTS}),
            places=tuple(given["places"]),
            valid_until=given["valid_until"],
            scope=Scope(given["scope"]),
            agencies=tuple(UUID(one) for one in given["agencies"]),
        )


class ApproveForm(ActForm):
    """A second person lets it out."""

    stem = "approve"


class DigestForm(ActForm):
    """What is new somewhere, in both languages."""

    stem = "digest"
    text_id = words(_("In Indonesian"), rows=5)
    text_en = words(_("In English"), rows=5)


class WithdrawForm(ActForm):
    """Why it no longer holds."""

    stem = "withdraw"
    because = forms.CharField(
        label=_("Why, in words that everybody can read"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


USUAL = timedelta(days=30)  # how long a warning is in force unless somebody says otherwise
