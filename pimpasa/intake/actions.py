"""Everything that can be done with a report. Acknowledged means on disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pimpasa.base import vault
from pimpasa.base.errors import Refused
from pimpasa.base.groupcommit import durably_together
from pimpasa.base.rows import insert_all
from pimpasa.intake.files import CleanFile, FileRefused, clean_file
from pimpasa.intake.models import (
    Attachment,
    Channel,
    Kind,
    Language,
    Leaving,
    Readers,
    Report,
    Sharing,
)
from pimpasa.intake.queries import NoSuchReport, report_for, report_to_act_on, reports_for
from pimpasa.intake.rules import MOST_FILES, Flaw, check_words
from pimpasa.ledger.actions import Note, record, record_act, record_all

if TYPE_CHECKING:
    from pimpasa.people.rules import Officer

__all__ = [
    "Channel",
    "FileRefused",
    "Kind",
    "Language",
    "Leaving",
    "Readers",
    "Receipt",
    "Sharing",
    "Told",
    "WordsRefused",
    "forget_words",
    "receive_report",
]


class WordsRefused(Refused):
    """The words cannot be taken as they are; `left` is what we could read of them."""

    def __init__(self, flaw: Flaw, left: str) -> None:
        """Keep what could be read, for the person to look at and send again."""
        super().__init__(_REASONS[flaw])
        self.flaw = flaw
        self.left = left


class SentBefore(Refused):
    """This form was sent before, with other words."""

    reason = _(
        "This form was already sent with other words, and those are safe under its code. "
        "To add something, open your code and write there."
    )


class TooManyFiles(Refused):
    """More files than we take at once."""

    reason = _("At most five files can come with one message.")


@dataclass(frozen=True)
class Told:
    """What a person tells us, before it is checked."""

    words: str
    kind: Kind
    village: str | None = None  # Kemendagri code
    leaving: Leaving = Leaving.UNKNOWN
    readers: Readers = Readers.VILLAGE
    sharing: Sharing = Sharing.ASK
    files: list[bytes] = field(default_factory=list)
    language: Language = Language.ID
    only_by_code: bool = True
    sender: bytes | None = None  # keyed hash of a WhatsApp number, never the number


@dataclass(frozen=True)
class Receipt:
    """What the person keeps. The code is the only key to the conversation."""

    report_id: UUID
    code: str
    is_repeat: bool = False


def receive_report(
    told: Told, *, code: str, channel: Channel, today: date, officer: UUID | None = None
) -> Receipt:
    """Keep a person's words under the code they already hold.

    Sending the same again gives the same receipt. Raises WordsRefused, FileRefused, TooManyFiles
    and, for other words under a used code, SentBefore. Nothing is stored then.
    """
    checked = check_words(told.words)
    if checked.flaw:
        raise WordsRefused(checked.flaw, checked.words)
    if len(told.files) > MOST_FILES:
        raise TooManyFiles
    files = [clean_file(content) for content in told.files]
    report = Report(
        kind=told.kind,
        channel=channel,
        village_id=told.village,
        words=checked.words,
        received_on=today,
        leaving=told.leaving,
        readers=told.readers,
        sharing=told.sharing,
        language=told.language,
        only_by_code=told.only_by_code,
        entered_by=officer,
        sender_digest=told.sender,
        receipt_digest=vault.code_digest(code),
        body_digest=_body_digest(told, checked.words),
    )
    return durably_together(_Sending(report, files, code), _keep_all)


def forget_words(report: Report, *, today: date, why: str, officer: UUID | None = None) -> None:
    """Remove the words and files for good; that there was a report remains countable.

    Nothing happens to a report on legal hold, or one forgotten before.
    """
    with transaction.atomic():
        still = Report.objects.filter(id=report.id, on_hold=False, forgotten_on=None)
        if not still.update(words=None, forgotten_on=today):
            return
        Attachment.objects.filter(report=report).delete()
        record("intake.words_forgotten", subject=report.id, on=today, actor=officer, why=why)


@dataclass(frozen=True)
class OpenedWords:
    """A report whose guarded words an officer has just opened."""

    report: Report
    words: str | None
    attachments: list[Attachment]


def open_words(officer: Officer, report_id: UUID, *, now: datetime) -> OpenedWords:
    """The words, for an officer who may read them; the ledger notes who, which and when.

    Raises NotThere when there is no such report for this officer.
    """
    with transaction.atomic():
        report = report_for(officer, report_id)
        record_act("intake.words_read", subject=report.id, actor=officer.id, at=now)
    attachments = Attachment.objects.filter(report=report).defer("content").order_by("id")
    return OpenedWords(report, report.words, list(attachments))


def open_attachment(officer: Officer, attachment_id: UUID, *, now: datetime) -> Attachment:
    """One file, for an officer who may read its report; noted in the ledger like the words."""
    with transaction.atomic():
        theirs = reports_for(officer)
        attachment = Attachment.objects.filter(id=attachment_id, report__in=theirs).first()
        if attachment is None:
            raise NoSuchReport
        record_act("intake.file_read", subject=attachment.report_id, actor=officer.id, at=now)
    return attachment


def set_hold(officer: Officer, report_id: UUID, *, hold: bool, now: datetime) -> None:
    """Keep a report beyond its time because the law asks for it, or let it go again."""
    with transaction.atomic():
        report = report_to_act_on(officer, report_id)
        Report.objects.filter(id=report.id).update(on_hold=hold)
        name = "intake.hold_set" if hold else "intake.hold_released"
        record_act(name, subject=report.id, actor=officer.id, at=now)


def stop_sharing(report: Report, *, today: date) -> None:
    """The person wants nothing passed on any more, whatever was chosen before."""
    still = Report.objects.filter(id=report.id).exclude(sharing=Sharing.NO)
    with transaction.atomic():
        if still.update(sharing=Sharing.NO):
            record("intake.sharing_stopped", subject=report.id, on=today)


@dataclass(frozen=True)
class _Sending:
    """A checked report on its way into the house."""

    report: Report
    files: list[CleanFile]
    code: str


def _keep_all(sent: Sequence[_Sending]) -> list[Receipt | Exception]:
    """Keep what is new of these; answer for each with its receipt, or why it is refused."""
    kept = _kept_before(sent)
    new, answers = [], list[Receipt | Exception]()
    for one in sent:
        code = bytes(one.report.receipt_digest)
        earlier = kept.get(code)
        if earlier is None:
            kept[code] = one.report
            new.append(one)
            answers.append(Receipt(one.report.id, one.code))
        elif bytes(earlier.body_digest) == bytes(one.report.body_digest):
            answers.append(Receipt(earlier.id, one.code, is_repeat=True))
        else:
            answers.append(SentBefore())
    if new:
        _store(new)
    return answers


def _kept_before(sent: Sequence[_Sending]) -> dict[bytes, Report]:
    """The reports that these codes open already."""
    codes = [one.report.receipt_digest for one in sent]
    rows = Report.objects.filter(receipt_digest__in=codes)
    return {
        bytes(row.receipt_digest): row for row in rows.only("id", "receipt_digest", "body_digest")
    }


def _store(new: Sequence[_Sending]) -> None:
    insert_all([one.report for one in new])
    insert_all(
        [
            Attachment(
                report=one.report,
                media_type=file.media_type,
                size=len(file.content),
                content=file.content,
            )
            for one in new
            for file in one.files
        ]
    )
    record_all([_received(one.report) for one in new])


def _received(report: Report) -> Note:
    return Note(
        "intake.report_received",
        report.id,
        report.received_on,
        actor=report.entered_by,
        details={"kind": str(report.kind), "channel": str(report.channel)},
    )


def _body_digest(told: Told, words: str) -> bytes:
    parts = [told.kind, told.village or "", told.leaving, told.readers, told.sharing, words]
    body = "\0".join(parts) + "\0" + "".join(vault.content_digest(f) for f in told.files)
    return vault.blind_index(body, purpose="intake.body")


_REASONS = {
    Flaw.EMPTY: _("Write just a little. One sentence is enough, in any language."),
    Flaw.TOO_LONG: _(
        "That is more than we can take at once: at most 10.000 letters. "
        "Send the first part; the rest you can add under your code."
    ),
    Flaw.UNREADABLE: _(
        "Some characters could not be read and were left out. Look over what is here and "
        "send it again."
    ),
}
