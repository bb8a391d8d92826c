"""What codes are called at the desk."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pimpasa.verification.actions import Asked, Decision, Verdict

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
    "signals.rule_written": _("Rule written"),
    "signals.rule_ended": _("Rule ended"),
    "signals.widened": _("Signal reaches further"),
    "training.certified": _("Certified"),
    "training.revoked": _("Certificate taken back"),
    "training.exempted": _("Exception made"),
    "training.reminded": _("Told that a certificate ends"),
    "training.event_planned": _("Training planned"),
    "training.invited": _("Invited to a training"),
    "training.attended": _("Came to a training"),
    "training.tested": _("Handed a test in"),
    "training.feedback_given": _("Said how a training was"),
    "answers.answered": _("Answered"),
    "answers.person_wrote": _("The person wrote"),
    "answers.deadline_met": _("Deadline met"),
    "answers.deadline_missed": _("Deadline missed"),
    "people.villages_handed_over": _("Villages handed over"),
    "people.villages_taken_over": _("Villages taken over"),
    "people.section_opened": _("Section opened"),
    "people.section_renamed": _("Section renamed"),
    "people.section_closed": _("Section closed"),
    "people.agency_opened": _("Agency opened"),
    "people.agency_renamed": _("Agency renamed"),
    "people.agency_closed": _("Agency closed"),
    "places.office_renamed": _("Office renamed"),
    "places.office_closed": _("Office closed"),
    "places.village_tagged": _("Tags changed"),
    "answers.public_answer_proposed": _("Public answer proposed"),
    "answers.public_answer_approved": _("Public answer approved"),
    "answers.public_answer_withdrawn": _("Public answer withdrawn"),
    "people.account_opened": _("Account opened"),
    "people.account_closed": _("Account closed"),
    "people.post_changed": _("Post changed"),
    "people.village_assigned": _("Village assigned"),
    "people.assignment_ended": _("Assignment ended"),
    "people.put_on_duty": _("Put on duty"),
    "people.duty_ended": _("Duty ended"),
    "people.signed_in": _("Signed in"),
    "people.signed_out": _("Signed out"),
    "people.sign_in_failed": _("Wrong password"),
    "people.second_factor_failed": _("Wrong second factor"),
    "people.sign_in_renewed": _("Sign-in made new"),
    "signals.raised": _("Signal raised"),
    "verification.decision": _("Signal decided on"),
    "verification.asked": _("Somebody asked about a signal"),
    "verification.learned": _("Learned about a signal"),
    "verification.assessment": _("Risk assessed"),
    "verification.verdict": _("Signal concluded"),
    "verification.closing": _("Signal closed"),
    "verification.conflict_declared": _("Said to be too near"),
    "verification.deadline_missed": _("Signal decided on too late"),
    "warnings.drafted": _("Warning drafted"),
    "warnings.approved": _("Warning approved"),
    "warnings.withdrawn": _("Warning withdrawn"),
    "warnings.delivered": _("Warning sent"),
    "warnings.read": _("Warning read"),
    "places.office_opened": _("Office opened"),
    "places.territory_moved": _("Territory moved"),
    "places.contact_written": _("Contact of an office written down"),
    "places.unplaced_taken": _("Takes words without a village"),
    "places.stands_in": _("Stands in where words are about the office that takes them"),
    "places.village_fostered": _("Village fostered"),
    "places.fostering_ended": _("Fostering ended"),
    "outcomes.closed": _("Report closed"),
    "outcomes.reopened": _("Report opened again"),
    "outcomes.helped": _("People were helped"),
    "outcomes.return_planned": _("Return planned"),
    "outcomes.returned": _("Return made"),
    "referrals.consent_given": _("Consent written down"),
    "referrals.consent_withdrawn": _("Consent taken back"),
    "referrals.opened": _("Referral opened"),
    "referrals.handed": _("Referral handed over as a packet or on paper"),
    "referrals.unanswered": _("Referral without an answer in time"),
    "referrals.circle_declared": _("Somebody close declared"),
    "referrals.drafted": _("Referral drafted"),
    "referrals.approved": _("Referral approved"),
    "referrals.sent": _("Referral sent"),
    "referrals.received": _("Referral received there"),
    "referrals.accepted": _("Referral accepted"),
    "referrals.declined": _("Referral declined"),
    "referrals.in_progress": _("Referral being worked on"),
    "referrals.outcome": _("Outcome of a referral known"),
    "referrals.told": _("The person was told of a referral"),
    "referrals.revoked": _("Referral taken back"),
    "ledger.follow_up_retried": _("Follow-up let run again"),
    "ledger.keys_turned": _("Keys turned"),
    "ledger.read": _("Ledger read"),
    "ledger.exported": _("Ledger taken out as a table"),
    "ledger.verified": _("Ledger walked and checked"),
}
FAULTS: dict[str, Promise] = {
    "VILLAGE": _("None of your villages has this code."),
    "DATE": _("The date cannot be read, or lies in the future. Write 2026-03-02 or 02/03/2026."),
    "KIND": _("The kind is none of QUESTION, SUGGESTION, REPORT, JOB_OFFER."),
    "WORDS": _("The words are empty, longer than 10.000 letters, or cannot be read."),
}
BREAKS: dict[str, Promise] = {
    "missing": _("it is missing"),
    "does not follow the one before": _("it does not follow the one before"),
    "changed after it was written": _("it was changed after it was written"),
}
CHAINS: dict[str, Promise] = {
    "STREET": _("community"),
    "DESK": _("office"),
}
WHATS: dict[str, str | Promise] = {
    "all": _("everything together"),
    "contact": _("the same contact"),
    "flag:tppo": _("suspicion of trafficking"),
    "flag:tppm": _("suspicion of smuggling"),
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
    "hasten_verification": _("shorten the clock of a signal where life is in danger"),
    "tell_supervisors": _("write to supervisors about a signal that waits too long"),
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
