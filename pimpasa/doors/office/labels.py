"""What codes are called at the desk."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pimpasa.doors.office.contact_labels import CONTACTS, LICENCES, SAID
from pimpasa.doors.office.ledger_labels import BREAKS, CHAINS, EVENTS
from pimpasa.verification.actions import Asked, Decision, Verdict

__all__ = [
    "BREAKS",
    "CHAINS",
    "CONTACTS",
    "EVENTS",
    "LICENCES",
    "SAID",
]  # named in pages like all that stand here

STANDINGS: dict[str, Promise] = {
    "IN_FORCE": _("in force"),
    "ENDS_SOON": _("ends soon"),
    "SPARED": _("exception"),
    "LAPSED": _("run out"),
    "REVOKED": _("taken back"),
    "NEVER": _("not earned yet"),
}
STANDING_TAGS: dict[str, str | Promise] = {
    "IN_FORCE": "ok",
    "ENDS_SOON": "warn",
    "SPARED": "warn",
    "LAPSED": "danger",
    "REVOKED": "danger",
    "NEVER": "plain",
}
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
SECOND_FIELDS: dict[str, Promise] = {
    "kind": _("Kind"),
    "urgency": _("Urgency"),
    "is_tppo": _("trafficking"),
    "is_tppm": _("smuggling"),
    "is_child": _("a child"),
}
SECOND_VALUES: dict[str, Promise] = KINDS | URGENCIES | {"1": _("Yes"), "0": _("No")}
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
REFERRAL_STATES: dict[str, Promise] = {
    "DRAFTED": _("Drafted"),
    "APPROVED": _("Approved"),
    "SENT": _("Sent"),
    "RECEIVED": _("Received there"),
    "ACCEPTED": _("Accepted"),
    "DECLINED": _("Declined"),
    "IN_PROGRESS": _("Being worked on"),
    "OUTCOME": _("Outcome known"),
    "TOLD": _("The person was told"),
    "REVOKED": _("Taken back"),
}
REFERRAL_STEPS: dict[str, Promise] = {
    "APPROVED": _("Approve"),
    "SENT": _("It was sent"),
    "RECEIVED": _("It was received"),
    "ACCEPTED": _("Accept"),
    "DECLINED": _("Decline"),
    "IN_PROGRESS": _("Work has begun"),
    "OUTCOME": _("Write down what came of it"),
    "REVOKED": _("Take back"),
}
GROUNDS: dict[str, Promise] = {
    "NOTHING_FOUND": _("nothing about the person was found"),
    "PROTECTS": _("it could betray who told, or endanger somebody"),
    "IDENTITY_NOT_SHOWN": _("nobody knows whether it is the person"),
    "LAW_KEEPS": _("a law keeps it: an examination or a case goes on"),
}
REASONS: dict[str, Promise] = {
    "": _("nothing guarded is told"),
    "CONSENT": _("the person agreed"),
    "LIFE": _("life, body or liberty is in danger now"),
    "DUTY": _("a law obliges us to tell (to be verified)"),
}
CONSENTS: dict[str, Promise] = {
    "CODE": _("wrote it under the code"),
    "TOLD": _("told an officer, before a witness"),
    "GUARDIAN": _("a parent or guardian, for a child"),
}
COMPANIONS: dict[str, Promise] = {
    "BHABINKAMTIBMAS": _("Bhabinkamtibmas (village police)"),
    "BABINSA": _("Babinsa (village army officer)"),
    "KAWAN_PMI": _("KAWAN PMI volunteers"),
    "VILLAGE_STAFF": _("village staff"),
    "OTHER_AGENCY": _("another agency"),
}
MOMENTS: dict[str, Promise] = {
    "BEFORE": _("before the talk"),
    "AFTER": _("right after it"),
    "LATER": _("three months later"),
}
RECORDS: dict[str, Promise] = {
    "PROBLEM": _("Problem solved together"),
    "AGREEMENT": _("Village agreement"),
    "VOLUNTEERS": _("Volunteer community"),
    "REQUEST": _("Request to Bhabinkamtibmas"),
}
PRACTICE_WHY: dict[str, Promise] = {
    "DUE": _("before you forget it"),
    "WRONG": _("you got it wrong"),
    "CHANGED": _("a second reader saw it otherwise"),
    "ASKED": _("your villages ask about it"),
}
WHY: dict[str, Promise] = {
    "NEVER": _("Nobody was ever there"),
    "DAYS": _("Days since the last visit"),
    "PROMISES": _("Promises due"),
    "SIGNALS": _("Open signals"),
    "NO_PROFILE": _("How it lives is not written down"),
    "OLD_PROFILE": _("Days since its profile was written"),
}
PILLARS: dict[str, Promise] = {
    "SERVICE": _("Service"),
    "KNOWLEDGE": _("Knowledge"),
    "SAFETY": _("Safety"),
}
PROFILE_GROUPS: dict[str, Promise] = {
    "LIFE": _("How people live"),
    "PEOPLE": _("Who can be spoken to"),
    "RISK": _("What makes it risky"),
}
AUDIENCE: dict[str, Promise] = {
    "F.0-17": _("Girls up to 17"),
    "F.18-25": _("Women 18 to 25"),
    "F.26-45": _("Women 26 to 45"),
    "F.46+": _("Women 46 and over"),
    "M.0-17": _("Boys up to 17"),
    "M.18-25": _("Men 18 to 25"),
    "M.26-45": _("Men 26 to 45"),
    "M.46+": _("Men 46 and over"),
}
CLOSINGS: dict[str, Promise] = {
    "ANSWERED": _("answered: nothing else was needed"),
    "HELPED": _("somebody was helped"),
    "HANDED_OVER": _("another agency has it and does it"),
    "NOTHING_FOUND": _("looked into: nothing of it was found"),
    "UNREACHED": _("could not be looked into"),
    "NOT_WANTED": _("the person wants nothing done"),
}
HELPS: dict[str, Promise] = {
    "STOPPED": _("did not leave with a recruiter"),
    "RESCUED": _("came out of exploitation"),
    "HOME": _("came home"),
    "PAPERS": _("got their papers or money back"),
    "LIVING": _("got training, credit or work"),
    "CARE": _("got shelter or care"),
}
BETRAYALS: dict[str, Promise] = {
    "PHONE": _("a phone number"),
    "HOUR": _("an hour of the day"),
    "OFFICER": _("the name of somebody who acts on it"),
    "HANDLE": _("an account or a web address"),
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
FAULTS: dict[str, Promise] = {
    "VILLAGE": _("None of your villages has this code."),
    "DATE": _("The date cannot be read, or lies in the future. Write 2026-03-02 or 02/03/2026."),
    "KIND": _("The kind is none of question, suggestion, report, job_offer."),
    "WORDS": _("The words are empty, longer than 10.000 letters, or cannot be read."),
}
WHATS: dict[str, str | Promise] = {
    "all": _("everything together"),
    "contact": _("the same contact"),
    "flag:tppo": _("suspicion of trafficking"),
    "flag:tppm": _("suspicion of smuggling"),
    "flag:child": _("a child is concerned"),
    **{f"topic:{topic}": name for topic, name in TOPICS.items()},
    **{f"kind:{kind}": name for kind, name in KINDS.items()},
}
METHODS: dict[str, Promise] = {
    "bayes_scan": _("Nearly all of a few neighbouring villages spoke of it, unlike before."),
    "circles": _("Villages close to one another spoke of it more than before."),
    "tree": _("Villages of one district spoke of it more than before."),
    "exact_tail": _("The place counted more than its own last year makes likely."),
    "farrington_flexible": _("The place counted more than the same season of past years."),
    "ears_c2": _("The place counted more than the weeks before; its past is still short."),
}
STEP_VALUES: dict[str, str | Promise] = {
    **dict(Decision.choices),
    **dict(Verdict.choices),
    **dict(Asked.choices),
}
RISK_LEVELS: dict[str, Promise] = {
    "LOW": _("low"),
    "MODERATE": _("moderate"),
    "HIGH": _("high"),
    "VERY_HIGH": _("very high"),
}
STEPS: dict[str, Promise] = {
    "suggest_reading": _("read the words by machine"),
    "start_clocks": _("start the clocks of a report"),
    "page_duty_officers": _("page whoever is on duty"),
    "start_emergency_clock": _("start the clock of an emergency"),
    "start_suspicion_clock": _("start the clock of a suspicion"),
    "acknowledge": _("meet the clock for reading"),
    "meet_emergency": _("meet the clock of an emergency"),
    "meet_suspicion": _("meet the clock of a suspicion"),
    "start_answer_clock": _("start the clock for an answer"),
    "forget_evidence": _("remove the evidence of removed words"),
    "forget_conversation": _("remove the conversation of removed words"),
    "start_verification": _("start the clock of a signal"),
    "mail_reminder": _("remind of a request about personal data"),
    "mail_lateness": _("write that a request about personal data waits too long"),
    "hasten_verification": _("shorten the clock of a signal where life is in danger"),
    "tell_supervisors": _("write to supervisors about a signal that waits too long"),
    "deliver_digest": _("bring a digest before all offices"),
    "mail_digest": _("write to those a digest is for"),
    "deliver_warning": _("bring a warning before those it is for"),
    "mail_warning": _("write to those a warning is for"),
    "mail_withdrawal": _("write that a warning was withdrawn"),
    "escalate_deadlines": _("bring overdue reports before supervisors"),
    "forget_what_is_old": _("remove words whose time has come"),
    "listen_to_the_week": _("listen to the week that is over"),
    "walk_ledger": _("walk the ledger and check it"),
    "keep_head": _("keep the signed head of the ledger"),
    "make_backup": _("make a backup"),
}
