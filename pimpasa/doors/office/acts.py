"""What can be done on a page: a form behind the name of its deed, shown again when refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest
from django.utils.functional import Promise

from pimpasa.base.errors import NotThere, Refused

Text = str | Promise
Given = dict[str, Any]
DONE = 0


class ActForm(forms.Form):
    """A form beside others on one page: its own stem keeps the ids of its fields apart."""

    stem = "act"

    def __init__(self, *args: Any, key: object = "", **kwargs: Any) -> None:
        """Give every field an id of its own; `key` tells two forms of one kind apart."""
        if key:
            self.stem = f"{self.stem}-{key}"
        kwargs.setdefault("auto_id", f"{self.stem}_%s")
        super().__init__(*args, **kwargs)

    def offer(self, name: str, choices: list[Any]) -> None:
        """Let this field be one of these."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared by the form
        field.choices = choices


@dataclass(frozen=True)
class Act:
    """One deed: what it is called, where its form goes, and whether it is hard to undo."""

    title: Text
    button: Text
    url: str
    form: ActForm
    note: Text = ""
    is_grave: bool = False
    is_open: bool = False  # shown unfolded: it is waited for


Form = TypeVar("Form", bound=ActForm)


def sent_or(empty: Form, sent: ActForm | None) -> Form:
    """The form that was just sent and refused, where it is of this kind; else the empty one."""
    return sent if isinstance(sent, type(empty)) and sent.stem == empty.stem else empty


def carry_out(form: ActForm, deed: Callable[[Given], object]) -> int:
    """Do the deed with what a valid form holds: DONE, or the status of the page to show again.

    A refusal becomes an error of the form; what is not there is for the guard of the page.
    """
    if not form.is_valid():
        return 422
    try:
        deed(form.cleaned_data)
    except NotThere:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return refusal.status
    return DONE


def sent_id(request: HttpRequest) -> UUID:
    """The id a form brought along, so that sending it twice does it once; a new one without it."""
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return uuid4()
