"""What may be written down about certificates and exceptions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.acts import ActForm
from pimpasa.doors.office.places_forms import a_day
from pimpasa.training.actions import Spared
from pimpasa.training.actions.events import Plan
from pimpasa.training.actions.seats import MOST_REMIND_DAYS, Answer, Terms, WalkIns
from pimpasa.training.courses import courses
from pimpasa.training.lessons import Question
from pimpasa.training.queries.results import Seat


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


class PlanForm(_CourseForm):
    """An event: the agenda is written one line each, as time; title; by whom."""

    stem = "plan"
    title = forms.CharField(label=_("Name of the event"), max_length=120)
    place = forms.CharField(label=_("Place"), max_length=120)
    held_on = a_day(_("Day"))
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=2000)
    agenda = forms.CharField(
        label=_("Agenda"),
        help_text=_("One line for each part: time; what; by whom."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_agenda(self) -> tuple[tuple[str, str, str], ...]:
        """The lines as (time, title, by whom)."""
        lines = [line.split(";") for line in self.cleaned_data["agenda"].splitlines() if line]
        if any(len(line) != 3 for line in lines):
            raise forms.ValidationError(_("Write each line as: time; what; by whom."))
        return tuple((time.strip(), what.strip(), who.strip()) for time, what, who in lines)

    def plan(self) -> Plan:
        """The event a valid form holds."""
        return Plan(**self.cleaned_data)


class InviteForm(ActForm):
    """Whom to invite: offices whole, or names for signing in."""

    stem = "invite"
    usernames = forms.CharField(
        label=_("Names for signing in"),
        help_text=_("One a line, or with blanks between. Leave it empty to invite an office."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    office = forms.ChoiceField(label=_("Everybody of an office"), required=False)

    def __init__(self, *args: Any, offices: list[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the offices."""
        super().__init__(*args, **kwargs)
        self.offer("office", [("", "—"), *offices])


class ReplyForm(ActForm):
    """Yes or no to an invitation, with why, or the answer taken back."""

    stem = "reply"
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    answer = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Why you cannot come"),
        help_text=_("Only the trainers read it. It is removed when you answer anew."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        """Offer to take back what was said before, if anything was."""
        super().__init__(*args, **kwargs)
        offered = [(Answer.YES, _("I will come")), (Answer.NO, _("I cannot come"))]
        back = (Answer.OPEN, _("I take my answer back"))
        self.offer("answer", offered if seat.answer == Answer.OPEN else [*offered, back])


class TermsForm(ActForm):
    """How many seats there are, when to remind, and who is let in at the door."""

    stem = "terms"
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=2000)
    remind_days = forms.IntegerField(
        label=_("Remind so many days before"),
        help_text=_("0: nobody is reminded."),
        min_value=0,
        max_value=MOST_REMIND_DAYS,
    )
    walk_ins = forms.ChoiceField(
        label=_("Who comes without a seat"),
        choices=[
            (WalkIns.NONE, _("is not let in")),
            (WalkIns.ROOM, _("is let in while seats are free")),
            (WalkIns.ANY, _("is always let in")),
        ],
        widget=forms.RadioSelect,
    )

    def terms(self) -> Terms:
        """The terms a valid form holds."""
        given = self.cleaned_data
        return Terms(given["capacity"], given["remind_days"], WalkIns(given["walk_ins"]))


class WalkInForm(ActForm):
    """Who came without a badge."""

    stem = "walk-in"
    username = forms.CharField(
        label=_("Name for signing in"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )


class MaterialForm(ActForm):
    """A PDF to be handed out."""

    stem = "material"
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    title = forms.CharField(label=_("What it is called"), max_length=120)
    file = forms.FileField(
        label=_("PDF file"), widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"})
    )

    def content(self) -> bytes:
        """The file as it came."""
        return bytes(self.cleaned_data["file"].read())


class CheckInForm(forms.Form):
    """What the badge or the person shows."""

    shown = forms.CharField(
        label=_("PIN, or the code of the badge"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "autofocus": True}
        ),
    )


class FeedbackForm(ActForm):
    """How it was."""

    stem = "feedback"
    rating = forms.TypedChoiceField(
        label=_("How useful was it? 5 is most"),
        coerce=int,
        choices=[(n, str(n)) for n in range(1, 6)],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What should be better?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ExamForm(forms.Form):
    """The questions of a test: one answer each, or none. Its id travels along."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, asked: Sequence[Question], **kwargs: Any) -> None:
        """One field a question, in the language that is spoken."""
        super().__init__(*args, **kwargs)
        language = get_language() or "id"
        for place, question in enumerate(asked, start=1):
            options = [(n, one.to(language)) for n, one in enumerate(question.options)]
            self.fields[question.code] = forms.TypedChoiceField(
                label=f"{place}. {question.ask.to(language)}",
                coerce=int,
                empty_value=None,
                choices=options,
                required=False,
                widget=forms.RadioSelect,
            )

    def chosen(self) -> dict[str, int | None]:
        """What was chosen, by code of the question."""
        return {name: value for name, value in self.cleaned_data.items() if name != "id"}


class PracticeForm(ActForm):
    """One question to practise, answered."""

    stem = "practice"
    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    code = forms.SlugField(widget=forms.HiddenInput, max_length=60)
    chosen = forms.TypedChoiceField(
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )

    def __init__(self, *args: Any, asked: Question, **kwargs: Any) -> None:
        """Offer the answers of one question."""
        super().__init__(*args, **kwargs)
        language = get_language() or "id"
        self.fields["chosen"].label = asked.ask.to(language)
        self.offer("chosen", [(n, one.to(language)) for n, one in enumerate(asked.options)])
        self.fields["code"].initial = asked.code
