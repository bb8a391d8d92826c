"""What follows what. Read top to bottom, this is the life of a report."""

from pimpasa.answers.actions import forget_conversation, start_answer_clock, start_clocks
from pimpasa.answers.clocks import (
    acknowledge,
    meet_emergency,
    meet_suspicion,
    start_emergency_clock,
    start_suspicion_clock,
)
from pimpasa.counts.actions import count, note_exposure
from pimpasa.exchange.hooks import (
    announce_referral,
    announce_revocation,
    announce_warning,
    announce_withdrawal,
    send_call,
)
from pimpasa.ledger.followups import FollowUps
from pimpasa.links.actions import forget_contacts, note_contacts
from pimpasa.outcomes.actions import forget_outcome
from pimpasa.referrals.expiry import forget_referrals
from pimpasa.rights.clocks import mail_lateness, mail_reminder
from pimpasa.signals.actions import notice_recurrence
from pimpasa.signals.asking import listen_as_asked
from pimpasa.training.actions.letters import mail_free_seat, mail_invitations
from pimpasa.triage.actions import forget_evidence, page_duty_officers, suggest_reading
from pimpasa.verification.actions import start_verification
from pimpasa.verification.clocks import hasten_verification, tell_supervisors
from pimpasa.warnings.deliveries import deliver_warning, mail_warning, mail_withdrawal
from pimpasa.warnings.digest_clock import mail_lateness_of_digest
from pimpasa.warnings.digests import deliver_digest, mail_digest

FOLLOWS: FollowUps = {
    "training.invited": [mail_invitations],
    "training.moved_up": [mail_free_seat],
    "rights.reminded": [mail_reminder],
    "rights.deadline_missed": [mail_lateness],
    "outreach.visit_reported": [note_exposure],
    "intake.report_received": [suggest_reading, start_clocks],
    "triage.emergency_raised": [
        page_duty_officers,
        start_emergency_clock,
        hasten_verification,
    ],
    "triage.reading_suggested": [start_suspicion_clock, note_contacts, count],
    "links.heard_elsewhere": [notice_recurrence],
    "signals.listening_asked": [listen_as_asked],
    "signals.raised": [start_verification],
    "verification.deadline_missed": [tell_supervisors],
    "warnings.approved": [deliver_warning],
    "warnings.delivered": [mail_warning, announce_warning],
    "warnings.withdrawn": [mail_withdrawal, announce_withdrawal],
    "warnings.digest_approved": [deliver_digest],
    "warnings.digest_delivered": [mail_digest],
    "warnings.digest_missed": [mail_lateness_of_digest],
    "referrals.sent": [announce_referral],
    "referrals.revoked": [announce_revocation],
    "exchange.announced": [send_call],
    "intake.words_read": [acknowledge],
    "triage.emergency_answered": [meet_emergency],
    "triage.reading_settled": [meet_suspicion, count],
    "answers.person_wrote": [start_answer_clock],
}

# Who wants their words gone need not wait for a worker: these are part of the same transaction.
AT_ONCE: FollowUps = {
    "intake.words_forgotten": [
        forget_evidence,
        forget_conversation,
        forget_contacts,
        forget_referrals,
        forget_outcome,
    ],
}
