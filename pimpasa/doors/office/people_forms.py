"""What may be written down about people, their villages and their duty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.acts import ActForm
from pimpasa.doors.office.places_forms import a_day
from pimpasa.people.actions.accounts import Person, Post
from pimpasa.people.queries import staff
from pimpasa.people.queries.staff import Staff
from pimpasa.people.rules import Officer, Role, may_order
from pimpasa.places import queries as places
from pimpasa.places.gazetteer import Found

NONE = ("", "—")


class StaffFilter(forms.Form):
    """Which accounts to list; it stays in the address of the page."""

    q = forms.CharField(label=_("Name for signing in"), required=False, max_length=40)
    office = forms.ChoiceField(label=_("Office"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    left = forms.BooleanField(label=_("Also those who left"), required=False)

    def __init__(self, *args: Any, by: Officer, on: date, **kwargs: Any) -> None:
        """Offer the roles and offices this officer manages."""
        super().__init__(*args, **kwargs)
        for name, choices in (("office", _offices(by, on)), ("role", _roles(by))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
            field.choices = [("", _("All")), *choices]

    def chosen(self) -> Staff:
        """What was chosen; a value nobody offered counts as nothing chosen."""
        self.is_valid()
        given = self.cleaned_data
        return Staff(
            office=UUID(given["office"]) if given.get("office") else None,
            role=given.get("role") or "",
            text=(given.get("q") or "").strip(),
            left=bool(given.get("left")),
        )


class PostForm(ActForm):
    """What somebody is here for, and where."""

    stem = "post"
    role = forms.ChoiceField(label=_("Role"))
    office = forms.ChoiceField(label=_("Office"), required=False)
    section = forms.ChoiceField(label=_("Section"), required=False)
    region = forms.ChoiceField(
        label=_("Regional office"), help_text=_("For an analyst."), required=False
    )
    agency = forms.ChoiceField(
        label=_("Agency"), help_text=_("For somebody of a partner agency."), required=False
    )

    def __init__(self, *args: Any, by: Officer, on: date, **kwargs: Any) -> None:
        """Offer what this officer may give."""
        super().__init__(*args, **kwargs)
        self.offer("role", _roles(by))
        self.offer("office", _offices(by, on))
        self.offer("section", [NONE, *_sections(by, on)])
        if by.role is not Role.ADMIN:
            del self.fields["region"], self.fields["agency"]
            return
        self.offer("office", [NONE, *_offices(by, on)])
        self.offer("region", [NONE, *((str(r.id), r.name) for r in places.regions())])
        self.offer("agency", [NONE, *((str(a.id), a.name) for a in staff.agencies(on=on))])

    def post(self) -> Post:
        """The post a valid form holds."""
        given = self.cleaned_data
        where = ("office", "section", "region", "agency")
        chosen = {name: UUID(given[name]) for name in where if given.get(name)}
        return Post(Role(given["role"]), **chosen)


class PersonForm(PostForm):
    """A new account: who it is for, and what they are here for."""

    stem = "person"
    name = forms.CharField(label=_("Name of the person"), max_length=120)
    username = forms.SlugField(
        label=_("Name for signing in"),
        help_text=_("Small letters, numbers and hyphens; it is not secret and not a real name."),
        max_length=40,
    )
    email = forms.EmailField(label=_("E-mail for emergencies"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("id", "Bahasa Indonesia"), ("en", "English")]
    )
    field_order = ["name", "username", "email", "language", "role", "office", "section"]

    def person(self) -> Person:
        """The person a valid form holds."""
        given = self.cleaned_data
        return Person(*(given[name] for name in ("username", "name", "email", "language")))


class LeaveForm(ActForm):
    """The day from which somebody has no access."""

    stem = "leave"
    on = a_day(_("First day without access"))


class RenewForm(ActForm):
    """Nothing has to be typed to make a new first password."""

    stem = "renew"


class AssignForm(ActForm):
    """A village for an officer, from a day and maybe until a day."""

    stem = "assign"
    village = forms.CharField(
        label=_("Village"),
        help_text=_("A name, also with the district, or the code."),
        max_length=120,
    )
    code = forms.ChoiceField(
        label=_("Which one is meant?"), required=False, widget=forms.RadioSelect
    )
    since = a_day(_("From"))
    until = a_day(_("First day without it"), required=False)

    def __init__(self, *args: Any, meant: Sequence[Found] = (), **kwargs: Any) -> None:
        """Offer the villages that may be meant by what was typed."""
        super().__init__(*args, **kwargs)
        self.offer("code", [(found.code, found.label) for found in meant])
        if not meant:
            del self.fields["code"]

    def clean(self) -> dict[str, Any]:
        """A village has to be chosen: names repeat."""
        given = super().clean() or self.cleaned_data
        typed = given.get("village", "").strip()
        if typed and "code" not in self.fields:
            self.add_error("village", _("No village of that name in your territory."))
        elif typed and not given.get("code") and "code" not in self.errors:
            self.add_error("code", _("Choose one: names repeat."))
        return given


class HandOverForm(ActForm):
    """Villages that another officer serves from a day on."""

    stem = "hand"
    villages = forms.MultipleChoiceField(label=_("Villages"), widget=forms.CheckboxSelectMultiple)
    to = forms.ChoiceField(label=_("To"))
    on = a_day(_("From"))

    def __init__(
        self,
        *args: Any,
        held: Sequence[tuple[str, str]],
        others: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        """Offer the villages held today and the colleagues who may take them."""
        super().__init__(*args, **kwargs)
        self.offer("to", [NONE, *others])
        field = self.fields["villages"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  declared above
        field.choices = list(held)


class DutyForm(ActForm):
    """A turn on the duty roster."""

    stem = "duty"
    account = forms.ChoiceField(label=_("Who"))
    since = a_day(_("From"))
    until = a_day(_("First day without duty"))

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """Offer those who can be paged."""
        super().__init__(*args, **kwargs)
        self.offer("account", [NONE, *people])


def _roles(by: Officer) -> list[Any]:
    if by.role is not Role.ADMIN:
        return [(Role.PIMPASA.value, staff.role_names()[Role.PIMPASA])]
    return [(role.value, name) for role, name in staff.role_names().items()]


def _offices(by: Officer, on: date) -> list[Any]:
    return [
        (str(office.id), office.name)
        for office in places.offices_open(on)
        if may_order(by, office=office.id)
    ]


def _sections(by: Officer, on: date) -> list[Any]:
    """Sections under the names of their offices."""
    return [
        (name, [(str(section.id), section.name) for section in found])
        for office, name in _offices(by, on)
        if (found := list(staff.sections(UUID(office), on=on)))
    ]


class CircleForm(ActForm):
    """Somebody close to the officer."""

    stem = "circle"
    name = forms.CharField(label=_("Name or phone number"), max_length=120)
