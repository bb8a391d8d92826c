"""What may be written down about a signal: one form for each kind of step."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.acts import ActForm
from pimpasa.verification.actions import Asked, Decision, Doing, StepKind, Verdict
from pimpasa.verification.risks import Said, matrix

LONGEST = 4000


def words(label: Any, *, rows: int = 3, **more: Any) -> forms.CharField:
    """A few sentences."""
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, widget=box, **more)


class StepForm(ActForm):
    """A step; its id travels with it, so that sending twice does no harm."""

    kind: StepKind
    step = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def doing(self) -> Doing:
        """The step a valid form holds."""
        given = self.cleaned_data
        return Doing(
            id=given["step"],
            kind=self.kind,
            value=given.get("value", ""),
            note=given.get("note", ""),
        )


class DecideForm(StepForm):
    """What to do with the signal."""

    stem, kind = "decide", StepKind.DECISION
    value = forms.ChoiceField(
        label=_("What to do"), choices=Decision.choices, widget=forms.RadioSelect
    )
    note = words(
        _("Why"), required=False, help_text=_("Needed when it is set aside, so that others know.")
    )


class AskForm(StepForm):
    """A question put to somebody."""

    stem, kind = "ask", StepKind.ASKED
    value = forms.ChoiceField(label=_("Who was asked"), choices=Asked.choices)
    note = words(_("What was asked"), help_text=_("Leave out names of people who told."))


class LearnForm(StepForm):
    """What came of it."""

    stem, kind = "learn", StepKind.LEARNED
    answers = forms.ChoiceField(label=_("In answer to"), required=False)
    note = words(_("What was learned"))

    def __init__(self, *args: Any, questions: list[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the questions that have no answer yet."""
        super().__init__(*args, **kwargs)
        self.offer("answers", [("", _("No question: it came by itself")), *questions])

    def doing(self) -> Doing:
        """The step, with the question that it answers."""
        given = self.cleaned_data
        answers = UUID(given["answers"]) if given["answers"] else None
        return Doing(id=given["step"], kind=self.kind, note=given["note"], answers=answers)


class AssessForm(StepForm):
    """How bad it is: three questions in words, two in figures."""

    stem, kind = "assess", StepKind.ASSESSMENT
    hazard = words(
        _("What is going on"), rows=2, help_text=_("The offer, the way, what it leads to.")
    )
    exposure = words(_("Who can be reached by it, and how many"), rows=2)
    context = words(_("What makes it better or worse here"), rows=2)
    likelihood = forms.TypedChoiceField(label=_("How likely"), coerce=int)
    consequence = forms.TypedChoiceField(label=_("How bad it would be"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the five steps of both scales, as content says them."""
        super().__init__(*args, **kwargs)
        known = matrix()
        self.offer("likelihood", _steps(known.likelihood))
        self.offer("consequence", _steps(known.consequence))

    def doing(self) -> Doing:
        """The assessment, in words and figures."""
        given = self.cleaned_data
        return Doing(
            id=given["step"],
            kind=self.kind,
            figures={name: given[name] for name in ("likelihood", "consequence")},
            parts={name: given[name] for name in ("hazard", "exposure", "context")},
        )


class ConcludeForm(StepForm):
    """What was found."""

    stem, kind = "conclude", StepKind.VERDICT
    value = forms.ChoiceField(
        label=_("What was found"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    note = words(_("Reason"))


class CloseForm(StepForm):
    """The end of it."""

    stem, kind = "close", StepKind.CLOSING
    note = words(_("Note"), required=False)


class ConflictForm(ActForm):
    """An officer who says to be too near."""

    stem = "conflict"


def _steps(scale: tuple[Said, ...]) -> list[tuple[int, str]]:
    language = get_language() or "id"
    return [(n, f"{n}. {step.to(language)}") for n, step in enumerate(scale, 1)]
