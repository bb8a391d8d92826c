"""What codes are called at the desk."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Promise] = {
    "QUESTION": _("Question"),
    "SUGGESTION": _("Suggestion"),
    "REPORT": _("Report"),
    "JOB_OFFER": _("Job offer"),
}
TOPICS: dict[str, Promise] = {
    "passport": _("passport"),
    "work_legal": _("lawful work abroad"),
    "illegal_place": _("irregular placement"),
    "tppo": _("trafficking"),
    "tppm": _("smuggling"),
    "debt_bond": _("debt bondage"),
    "stranded": _("worker in trouble"),
    "foreigner": _("foreigner in the village"),
    "doc_fraud": _("forged papers"),
    "online_scam": _("scam work"),
    "marriage_adopt": _("marriage or adoption"),
    "umrah_haji": _("pilgrimage"),
    "other": _("other"),
}
URGENCIES: dict[str, Promise] = {
    "EMERGENCY": _("Emergency"),
    "URGENT": _("Urgent"),
    "NORMAL": _("Normal"),
}
RISKS: dict[str, Promise] = {
    "HIGH": _("high"),
    "MEDIUM": _("medium"),
    "LOW": _("low"),
    "NONE": _("none"),
}
CLOCKS: dict[str, Promise] = {
    "EMERGENCY": _("take it on"),
    "SUSPICION": _("settle the suspicion"),
    "ACKNOWLEDGE": _("read it"),
    "ANSWER": _("answer"),
}
STATES: dict[str, Promise] = {
    "UNREAD": _("Not settled"),
    "SETTLED": _("Settled"),
    "UNANSWERED": _("Not answered"),
    "ANSWERED": _("Answered"),
}
CHANNELS: dict[str, Promise] = {
    "WEB": _("web page"),
    "OFFICER": _("told to an officer"),
    "PAPER": _("paper"),
    "WHATSAPP": _("WhatsApp"),
    "CSV": _("list"),
}
LEAVING: dict[str, Promise] = {
    "SOON": _("within three days"),
    "LATER": _("later than three days"),
    "GONE": _("has left already"),
    "UNKNOWN": _("not known"),
}
READERS: dict[str, Promise] = {
    "VILLAGE": _("the village's officer"),
    "ELSEWHERE": _("another office only"),
}
SHARING: dict[str, Promise] = {
    "ASK": _("ask first"),
    "YES": _("yes, without words that point to the person"),
    "NO": _("no"),
}
CERTAINTIES: dict[str, Promise] = {
    "kuat": _("strong"),
    "sedang": _("fair"),
    "lemah": _("weak"),
}
VIEWS: dict[str, Promise] = {
    "PRESENT": _("Present"),
    "ABSENT": _("Absent"),
    "UNKNOWN": _("Not clear"),
}
EVENTS: dict[str, Promise] = {
    "intake.report_received": _("Received"),
    "intake.words_read": _("Words opened"),
    "intake.file_read": _("File opened"),
    "intake.hold_set": _("Legal hold set"),
    "intake.hold_released": _("Legal hold released"),
    "intake.words_forgotten": _("Words removed"),
    "triage.reading_suggested": _("Read by the machine"),
    "triage.reading_settled": _("Reading settled"),
    "triage.emergency_raised": _("Emergency raised"),
    "triage.emergency_answered": _("Emergency taken on"),
    "answers.answered": _("Answered"),
    "answers.person_wrote": _("The person wrote"),
    "answers.deadline_met": _("Deadline met"),
    "answers.deadline_missed": _("Deadline missed"),
}
