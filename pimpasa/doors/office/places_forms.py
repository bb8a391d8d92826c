"""What may be written down about villages and offices."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from pimpasa.base.days import Zone
from pimpasa.doors.office.acts import ActForm
from pimpasa.places import queries as places
from pimpasa.places.actions.territory import Opening
from pimpasa.places.rules import Decree, Fostered

LONGEST_TAG = 40
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def a_day(label: Any, **more: Any) -> forms.DateField:
    """A day, typed or picked."""
    return forms.DateField(label=label, widget=_DAY, **more)


def a_decree(**more: Any) -> forms.CharField:
    """The number of a decree, as written on it."""
    label = more.pop("label", _("Number of the decree"))
    return forms.CharField(label=label, max_length=120, **more)


class FosteredFilter(forms.Form):
    """Which fostered villages to list; it stays in the address of the page."""

    q = forms.CharField(
        label=_("Search any village"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    office = forms.ChoiceField(label=_("Office"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    tag = forms.ChoiceField(label=_("Tag"), required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """Offer the offices, areas and tags of this day."""
        super().__init__(*args, **kwargs)
        offices = [(str(office.id), office.name) for office in places.offices_open(on)]
        tags = [(word, word) for word in places.tags_in_use(on)]
        for name, choices in (("office", offices), ("area", _areas(on)), ("tag", tags)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above
            field.choices = [("", _("All")), *choices]

    def chosen(self) -> Fostered:
        """What was chosen; a value nobody offered counts as nothing chosen."""
        self.is_valid()
        given = self.cleaned_data
        office = given.get("office")
        return Fostered(
            office=UUID(office) if office else None,
            tag=given.get("tag") or "",
            area=given.get("area") or "",
            text=(given.get("q") or "").strip(),
        )


class TagsForm(ActForm):
    """Words about a fostered village."""

    stem = "tags"
    tags = forms.CharField(
        label=_("Tags"),
        help_text=_("With commas between them, such as: border, coast, Desa Migran EMAS."),
        required=False,
        max_length=400,
    )

    def clean_tags(self) -> tuple[str, ...]:
        """The words one by one, none of them longer than fits."""
        words = tuple(word.strip() for word in self.cleaned_data["tags"].split(","))
        if any(len(word) > LONGEST_TAG for word in words):
            raise forms.ValidationError(_("A tag has at most 40 letters."))
        return tuple(word for word in words if word)


class FosterForm(TagsForm):
    """The decree by which a village becomes a fostered one."""

    stem = "foster"
    decree = a_decree()
    since = a_day(_("From"))
    field_order = ["decree", "since", "tags"]

    def paper(self, *, office: UUID) -> Decree:
        """The decree a valid form holds."""
        given = self.cleaned_data
        return Decree(given["decree"], office, given["since"], given["tags"])


class EndDayForm(ActForm):
    """The day from which something no longer holds."""

    stem = "until"
    on = a_day(_("First day on which it no longer holds"))


class EndForm(EndDayForm):
    """That day, and the decree that says so."""

    stem = "end"
    decree = a_decree()


class ContactForm(ActForm):
    """How people reach an office."""

    stem = "contact"
    contact = forms.CharField(
        label=_("Address and telephone"),
        help_text=_("As printed on the door of the office. Empty when it is not known."),
        max_length=200,
        required=False,
    )


class TakeForm(ActForm):
    """Nothing to fill in: which words come to an office is said by pressing the button."""

    stem = "take"


class CloseForm(EndForm):
    """The day on which an office closes."""

    stem = "close"


class MoveForm(ActForm):
    """A regency that comes to an office from a day on."""

    stem = "move"
    regency = forms.ChoiceField(label=_("Regency or city"))
    on = a_day(_("From"))
    decree = a_decree(label=_("Decree or reason"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every regency, by province."""
        super().__init__(*args, **kwargs)
        self.offer("regency", [("", "—"), *_by_province()])


class RenameForm(ActForm):
    """Another name or class of an office."""

    stem = "rename"
    name = forms.CharField(label=_("Name"), max_length=80)
    rank = forms.CharField(label=_("Class"), max_length=40, required=False)
    decree = a_decree()


class OpenForm(ActForm):
    """A new office."""

    stem = "open"
    name = forms.CharField(label=_("Name"), max_length=80)
    rank = forms.CharField(label=_("Class"), max_length=40, required=False)
    region = forms.CharField(
        label=_("Regional office"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "regions", "autocomplete": "off"}),
    )
    zone = forms.ChoiceField(label=_("Clock"), choices=[(zone.name, zone.name) for zone in Zone])
    on = a_day(_("Opens on"))
    decree = a_decree()

    def opening(self) -> Opening:
        """The opening a valid form holds."""
        given = dict(self.cleaned_data)
        return Opening(zone=Zone[given.pop("zone")], **given)


def _areas(on: date) -> list[Any]:
    """Provinces and their regencies in which villages are fostered."""
    held: dict[str, list[tuple[str, Any]]] = {}
    for regency in places.areas_with_fostered(on):
        province = regency.province
        inside = held.setdefault(province.name, [(province.code, province.name)])
        inside.append((regency.code, regency.name))
    return list(held.items())


def _by_province() -> list[Any]:
    held: dict[str, list[tuple[str, str]]] = {}
    for regency in places.regencies():
        held.setdefault(regency.province.name, []).append((regency.code, regency.name))
    return list(held.items())
