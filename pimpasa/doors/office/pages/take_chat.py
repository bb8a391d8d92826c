"""A WhatsApp chat: look over its messages, choose those that become reports, take them in."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from pimpasa.doors.office.access import OfficeRequest, office_page
from pimpasa.doors.office.frame import render
from pimpasa.doors.office.hearing import (
    ChatForm,
    ParcelSpoilt,
    as_bytes,
    as_messages,
    pack,
    unpack,
)
from pimpasa.doors.office.pages.take_in import pick_village, village_of
from pimpasa.intake.actions import Kind
from pimpasa.intake.channels import import_chat, sender_digest
from pimpasa.intake.chats import ChatMessage, NoChat, read_chat, text_of_export
from pimpasa.intake.rules import check_words
from pimpasa.people.rules import Deed
from pimpasa.places.gazetteer import Found

PART = 300  # messages shown at once

_NO_CHAT = _(
    "There is no WhatsApp message in this. Paste lines as WhatsApp exports them, with the day "
    "before each message, or choose the exported file: without photos it is small enough."
)


@dataclass(frozen=True)
class Heard:
    """One message as the officer looks it over: a label for who wrote, never the number."""

    place: int
    message: ChatMessage
    writer: str
    can_be_taken: bool


@require_http_methods(["GET", "HEAD", "POST"])
@office_page(Deed.ANSWER)
def chat(request: OfficeRequest) -> HttpResponseBase:
    """The form, then the messages, then what became of them."""
    village = village_of(request)
    if village is None:
        return pick_village(request, "take_in_chat")
    if request.method != "POST":
        return _form(request, ChatForm(), village)
    if "parcel" in request.POST:
        return _chosen(request, village)
    form = ChatForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            messages = read_chat(text_of_export(form.content()))
        except NoChat:
            form.add_error(None, str(_NO_CHAT))
        else:
            return _look(request, village, messages, kind=form.cleaned_data["kind"])
    return _form(request, form, village, status=422)


def _chosen(request: OfficeRequest, village: Found) -> HttpResponse:
    """Take the ticked messages in, or show another part or all of them ticked."""
    try:
        parcel = unpack(request.POST["parcel"], officer=request.officer.id)
        messages, kind = as_messages(parcel), Kind(request.POST.get("kind", ""))
        part = int(request.POST.get("part", "1"))
    except (ParcelSpoilt, ValueError):
        return _form(request, _spoilt(), village, status=422)
    step = request.POST.get("step", "")
    if step != "take":
        return _look(request, village, messages, kind=kind, part=part, all_ticked=step == "all")
    ticked = {int(place) for place in request.POST.getlist("take") if place.isdecimal()}
    heard = [h for h in _heard(request, messages) if h.place in ticked and h.can_be_taken]
    done = import_chat(request.officer, [h.message for h in heard], kind=kind, village=village.code)
    context = {"done": done, "parcel": request.POST["parcel"], "kind": kind, "village": village}
    following = part + 1 if part * PART < len(messages) else 0
    return render(request, "office/take_done.html", context | {"following": following})


def _look(
    request: OfficeRequest,
    village: Found,
    messages: list[ChatMessage],
    *,
    kind: str,
    part: int = 1,
    all_ticked: bool = False,
) -> HttpResponse:
    heard = _heard(request, messages)
    context = {
        "village": village,
        "kind": kind,
        "heard": heard[(part - 1) * PART : part * PART],
        "total": len(heard),
        "part": part,
        "parts": -(-len(heard) // PART),
        "parcel": pack(as_bytes(messages), officer=request.officer.id),
        "all_ticked": all_ticked,
    }
    return render(request, "office/take_chat_look.html", context)


def _heard(request: OfficeRequest, messages: list[ChatMessage]) -> list[Heard]:
    """The messages with writers counted in the order in which they first speak."""
    digests = {m.sender: sender_digest(m.sender) for m in messages}
    number = {digest: n for n, digest in enumerate(dict.fromkeys(digests.values()), start=1)}
    return [
        Heard(
            place=place,
            message=m,
            writer=f"{number[digests[m.sender]]} · {digests[m.sender].hex()[:6]}",
            can_be_taken=m.on <= request.today and check_words(m.words).flaw is None,
        )
        for place, m in enumerate(messages)
    ]


def _spoilt() -> ChatForm:
    form = ChatForm({"kind": Kind.REPORT})
    reason: Promise = _("The messages did not come back whole. Please choose the chat once more.")
    form.is_valid()
    form.add_error(None, str(reason))
    return form


def _form(
    request: OfficeRequest, form: ChatForm, village: Found, *, status: int = 200
) -> HttpResponse:
    return render(
        request, "office/take_chat.html", {"form": form, "village": village}, status=status
    )
