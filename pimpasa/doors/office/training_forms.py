"""What may be written down about certificates and exceptions."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.acts import ActForm
from pimpasa.doors.office.places_forms import a_day
from pimpasa.training.actions import Spared
from pimpasa.training.courses import courses


class _CourseForm(ActForm):
    """One course of those that are taught. The id travels along: sending twice does no harm."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    course = forms.ChoiceField(label=_("Course"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every course."""
        super().__init__(*args, **kwargs)
        language = get_language() or "id"
        self.offer("course", [(one.code, one.title(language)) for one in courses().values()])


class IssueForm(_CourseForm):
    """Certify that somebody has learned a course."""

    stem = "issue"


class SpareForm(_CourseForm):
    """Let somebody go on for some days without a certificate."""

    stem = "spare"
    until = a_day(_("First day it no longer holds"))
    reason = forms.CharField(
        label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def spared(self, account: UUID) -> Spared:
        """The exception a valid form holds."""
        given = self.cleaned_data
        return Spared(given["id"], account, given["course"], given["until"], given["reason"])


class RevokeForm(ActForm):
    """Take a certificate back."""

    stem = "revoke"
    because = forms.CharField(label=_("Why"), max_length=300)
