"""What a page sends back, read into values. Nothing here refuses: pages and actions do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeVar
from uuid import UUID, uuid4

from django.http import HttpRequest

from pimpasa.intake.actions import Kind, Language, Leaving, Readers, Sharing, Told
from pimpasa.intake.receipts import Form
from pimpasa.intake.rules import MOST_FILES, MOST_LETTERS

MOST_TOGETHER = 12_000_000  # bytes of one sending; the settings let no more through
_MOST_READ = 4 * MOST_LETTERS  # what is longer is refused anyway, and need not be read to its end

NO_VILLAGE = "-"

Choice = TypeVar("Choice", bound=Enum)


class Step(Enum):
    """What the button that was pressed asks for."""

    LOOK = "lihat"
    CHANGE = "ubah"
    SEND = "kirim"


@dataclass(frozen=True)
class Telling:
    """A telling form as it came back, whole or not."""

    words: str
    letters: int  # how many came, before anything was cut
    village_name: str
    village_searched: str  # the name that the list on the page was made for
    village: str  # the code that was picked, NO_VILLAGE, or nothing
    leaving: Leaving
    readers: Readers
    sharing: Sharing
    files: tuple[bytes, ...]
    files_lost: bool
    form: Form | None
    step: Step
    sum: str
    nonce: str
    seemed_urgent: bool | None  # what the second look said; None when there was none

    def told(self, kind: Kind, *, village: str | None, language: Language) -> Told:
        """The same as the stages take it."""
        return Told(
            words=self.words,
            kind=kind,
            village=village,
            leaving=self.leaving,
            readers=self.readers,
            sharing=self.sharing,
            files=list(self.files),
            language=language,
        )

    @property
    def shown_words(self) -> str:
        """What goes back into the field: never more than one can send."""
        return self.words[:MOST_LETTERS]

    @property
    def kept_letters(self) -> int | None:
        """How many letters went back, when that is not all."""
        return MOST_LETTERS if self.letters > MOST_LETTERS else None


def read_telling(request: HttpRequest) -> Telling:
    """The telling form; a field that is missing or unknown counts as its mildest answer."""
    post = request.POST
    words = post.get("cerita", "")
    uploaded = [file for file in request.FILES.getlist("berkas") if file.size]
    return Telling(
        words=words[:_MOST_READ],
        letters=len(words),
        village_name=post.get("desa", "")[:120].strip(),
        village_searched=post.get("desa_dicari", "")[:120],
        village=post.get("desa_kode", "")[:13],
        leaving=_chosen(post.get("kapan"), Leaving.UNKNOWN),
        readers=_chosen(post.get("baca"), Readers.VILLAGE),
        sharing=_chosen(post.get("terus"), Sharing.ASK),
        files=tuple(file.read() for file in uploaded[: MOST_FILES + 1]),
        files_lost=came_too_large(request),
        form=_form(post.get("kode", ""), post.get("hari", ""), post.get("cap", "")),
        step=_chosen(post.get("langkah"), Step.LOOK),
        sum=post.get("jumlah", "")[:10],
        nonce=post.get("kerja", "")[:40],
        seemed_urgent={"ya": True, "tidak": False}.get(post.get("bahaya", "")),
    )


def came_too_large(request: HttpRequest) -> bool:
    """True when so much came that the files in it were passed over."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdigit() and int(length) > MOST_TOGETHER


@dataclass(frozen=True)
class Writing:
    """What somebody does under their code."""

    code: str
    words: str
    letters: int
    message: UUID
    opened: str  # our stamp that this code has opened before, or nothing
    sum: str
    nonce: str

    @property
    def typed(self) -> str:
        """The code as it goes back into the field: no code is longer."""
        return self.code[:80]

    @property
    def shown_words(self) -> str:
        """What goes back into the field: never more than one can send."""
        return self.words[:MOST_LETTERS]

    @property
    def kept_letters(self) -> int | None:
        """How many letters went back, when that is not all."""
        return MOST_LETTERS if self.letters > MOST_LETTERS else None


def read_writing(request: HttpRequest) -> Writing:
    """The form under a code. A message without a number of its own gets a new one."""
    words = request.POST.get("cerita", "")
    return Writing(
        code=request.POST.get("kode", "")[:200],
        words=words[:_MOST_READ],
        letters=len(words),
        message=_uuid(request.POST.get("pesan", "")) or uuid4(),
        opened=request.POST.get("dibuka", "")[:200],
        sum=request.POST.get("jumlah", "")[:10],
        nonce=request.POST.get("kerja", "")[:40],
    )


def read_pasted(request: HttpRequest) -> str:
    """A pasted text."""
    return request.POST.get("cerita", "")[:_MOST_READ]


def _chosen(value: str | None, otherwise: Choice) -> Choice:
    try:
        return type(otherwise)(value)
    except ValueError:
        return otherwise


def _form(code: str, given_on: str, stamp: str) -> Form | None:
    try:
        return Form(code[:200], date.fromisoformat(given_on), stamp[:200])
    except ValueError:
        return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
