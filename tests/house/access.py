"""Who may open which page: one row for each address that has a name. A page without a row fails.

A row says who may GET and who may POST; what is not said, nobody may. `about` names what the
address points to: an officer may open it for their own villages and finds nothing elsewhere.
Here stand the rows of the office; the others stand in `access_without_a_desk.py`.
"""

from uuid import uuid4

from pimpasa.people.rules import Deed, Role
from tests.house.access_without_a_desk import ACCOUNT, COMMUNITY, PARTNERS
from tests.house.page_rights import SIGNED_IN, Page, who_may

_ADMIN = who_may(Deed.MANAGE_PLACES)
_SYSTEMS = who_may(Deed.MANAGE_SYSTEMS)
_READ = who_may(Deed.READ_WORDS)
_SETTLE = who_may(Deed.SETTLE)
_ANSWER = who_may(Deed.ANSWER)
_RULES = who_may(Deed.WRITE_RULES)
_SIGNALS = who_may(Deed.VERIFY, Deed.EXPORT_COUNTS)
_VERIFY = who_may(Deed.VERIFY)
_VISIT = who_may(Deed.VISIT)
_NATION = frozenset({Role.DIRECTORATE})
_DRAFTS = _VERIFY | _NATION
_APPROVE = who_may(Deed.APPROVE_WARNING)
_LEDGER = who_may(Deed.READ_LEDGER)
_RIGHTS = who_may(Deed.ANSWER_REQUESTS)
_COUNTER = who_may(Deed.TAKE_REQUESTS)
_STAFF = who_may(Deed.MANAGE_PEOPLE)
_OFFICE = Page(post=_ADMIN, about="office_id", everywhere=_ADMIN)
_PERSON = Page(post=_STAFF, about="account_id", everywhere=_ADMIN)
_SECTION = Page(post=_STAFF, about="section_id", everywhere=_ADMIN)
_FOSTER = Page(post=who_may(Deed.FOSTER_VILLAGES), about="code", everywhere=_ADMIN)
_CERTIFY = who_may(Deed.CERTIFY)
_EXEMPT = who_may(Deed.EXEMPT)
_RETRY = who_may(Deed.RETRY_JOBS)
_REFER = who_may(Deed.REFER)
_REFERRALS = who_may(Deed.READ_WORDS, Deed.ANSWER_REFERRAL, Deed.EXPORT_COUNTS)
_HANDED = who_may(Deed.READ_WORDS, Deed.ANSWER_REFERRAL)  # partners see those of their agency

OFFICE = {
    "desk": Page(get=SIGNED_IN),
    "inbox": Page(get=_READ),
    "case": Page(get=_READ, about="report_id"),
    "settle": Page(post=_SETTLE, about="report_id"),
    "sum": Page(post=_SETTLE, example={"report_id": uuid4()}),  # looks at the form alone
    "answer": Page(post=_ANSWER, about="report_id"),
    "take_on": Page(post=_SETTLE, about="report_id"),
    "hold": Page(post=_SETTLE, about="report_id", sends={"hold": "1"}),
    "referrals": Page(get=_REFERRALS),
    "referrals_figures": Page(get=who_may(Deed.REFER, Deed.EXPORT_COUNTS)),
    "referrals_page": Page(get=_HANDED, about="referral_id"),
    "referrals_step": Page(
        post=who_may(Deed.REFER, Deed.ANSWER_REFERRAL), about="referral_id", sends={"step": "X"}
    ),
    "referrals_packet": Page(post=_REFER, about="referral_id"),
    "referrals_paper": Page(post=_REFER, about="referral_id"),
    "referrals_refer": Page(get=_REFER, post=_REFER, about="report_id"),
    "referrals_consent": Page(post=_REFER, about="report_id"),
    "referrals_withdraw": Page(post=_REFER, about="consent_id"),
    "figures": Page(get=SIGNED_IN),
    "figures_map": Page(get=frozenset({Role.SUPERVISOR, Role.ANALYST})),
    "figures_points": Page(get=frozenset({Role.SUPERVISOR, Role.ANALYST})),
    "figures_nation": Page(get=SIGNED_IN),
    # a month that is not published is found by nobody
    "figures_export": Page(example={"month": "2001-01", "kind": "csv"}),
    # of a territory that is one's own: the directorate has none
    "figures_recap": Page(
        get=frozenset({Role.SUPERVISOR, Role.ANALYST}), example={"month": "2026-01", "kind": "xlsx"}
    ),
    "outcomes": Page(get=who_may(Deed.READ_WORDS, Deed.EXPORT_COUNTS)),
    "outcomes_closed": Page(get=_READ),
    "outcomes_helped": Page(get=_READ),
    "figures_clocks": Page(get=_READ),
    "outcomes_case": Page(get=_ANSWER, about="report_id"),
    "outcomes_close": Page(post=_ANSWER, about="report_id"),
    "outcomes_reopen": Page(post=_ANSWER, about="report_id"),
    "outcomes_help": Page(post=_ANSWER, about="report_id"),
    "outcomes_same": Page(post=_ANSWER, about="report_id"),
    "outcomes_plan": Page(post=_ANSWER, about="report_id"),
    "outcomes_went": Page(post=_ANSWER, about="report_id"),
    "outcomes_tell": Page(get=_REFER, post=_REFER, about="referral_id"),
    "attachment": Page(get=_READ, about="attachment_id"),
    "about_demo": Page(),  # only where there is a demonstration
    "signals": Page(get=_SIGNALS),
    "signals_rules": Page(get=_RULES, post=_RULES),
    "signals_network": Page(get=_VERIFY),
    "signals_pair": Page(post=_VERIFY, about="pair_id", sends={"said": "TWO"}),
    "signals_listen": Page(post=_RULES),
    "signals_backtest": Page(get=_RULES),
    "signals_rule_end": Page(post=_RULES, about="rule_id"),
    "signals_page": Page(get=_SIGNALS, about="signal_id", everywhere=frozenset({Role.DIRECTORATE})),
    "second": Page(get=_SIGNALS),
    "second_read": Page(get=_VERIFY, post=_VERIFY, about="report_id"),
    "second_take": Page(post=_VERIFY, about="report_id"),
    "verify_waiting": Page(get=_VERIFY),
    "verify_report": Page(post=_VERIFY, about="report_id"),
    "verify": Page(get=_VERIFY, about="signal_id"),
    **{
        f"verify_{kind}": Page(post=_VERIFY, about="signal_id")
        for kind in ("decision", "asked", "learned", "assessment", "verdict", "closing", "near")
    },
    "warnings": Page(get=SIGNED_IN),
    "warnings_draft": Page(get=_VERIFY, post=_VERIFY, about="signal_id"),
    # a draft; to the directorate every signal is in its territory
    "warnings_page": Page(get=_DRAFTS, about="warning_id", everywhere=_NATION),
    "warnings_board": Page(get=_DRAFTS, about="warning_id", everywhere=_NATION),
    "warnings_cap": Page(get=_DRAFTS, about="warning_id", everywhere=_NATION),
    "warnings_approve": Page(post=_APPROVE, about="warning_id"),
    "warnings_withdraw": Page(post=_APPROVE, about="warning_id"),
    "digests": Page(get=SIGNED_IN),
    # one that waits; to whoever may let it out, the whole country is theirs
    "digest": Page(get=_APPROVE, about="digest_id", everywhere=_APPROVE),
    "digest_write": Page(post=_APPROVE, about="digest_id", everywhere=_APPROVE),
    "digest_approve": Page(post=_APPROVE, about="digest_id", everywhere=_APPROVE),
    "cards": Page(get=SIGNED_IN),
    "cards_propose": Page(get=_ANSWER, post=_ANSWER),
    "cards_decide": Page(post=_ANSWER, about="answer_id"),
    "take_in": Page(get=_ANSWER),
    "take_in_told": Page(get=_ANSWER, post=_ANSWER),
    "take_in_chat": Page(get=_ANSWER, post=_ANSWER),
    "take_in_list": Page(get=_ANSWER, post=_ANSWER),
    "jobs": Page(get=_RETRY),
    "jobs_retry": Page(post=_RETRY, about="job_id"),
    "jobs_retry_all": Page(post=_RETRY),
    "requests": Page(get=_RIGHTS, post=_RIGHTS),
    "requests_counter": Page(get=_COUNTER, post=_COUNTER),
    "requests_taken": Page(get=_COUNTER),
    "requests_page": Page(get=_RIGHTS, about="request_id"),
    "requests_identity": Page(post=_RIGHTS, about="request_id"),
    "requests_answer": Page(post=_RIGHTS, about="request_id"),
    "ledger": Page(get=_LEDGER),
    "ledger_export": Page(get=_LEDGER),
    "ledger_verify": Page(post=_LEDGER),
    "villages": Page(get=SIGNED_IN),
    "villages_page": Page(get=SIGNED_IN, about="code", everywhere=SIGNED_IN),
    "villages_foster": _FOSTER,
    "villages_end": _FOSTER,
    "villages_tags": _FOSTER,
    "villages_profile": Page(get=_VISIT, post=_VISIT, about="code"),
    "villages_dossier": Page(get=_VISIT, about="code"),
    "visits": Page(get=_VISIT),
    "visits_week": Page(get=_VISIT, post=_VISIT),
    "visits_months": Page(get=who_may(Deed.VISIT, Deed.EXPORT_COUNTS)),
    "visits_month_sign": Page(post=_VISIT),
    "visits_month_recap": Page(get=who_may(Deed.EXPORT_COUNTS), example={"kind": "xlsx"}),
    "visits_month_page": Page(get=_VISIT, about="month_id"),
    "visits_month_paper": Page(get=_VISIT, about="month_id", example={"kind": "xlsx"}),
    "visits_month_countersign": Page(post=who_may(Deed.COUNTERSIGN), about="month_id"),
    "visits_month_send_back": Page(post=who_may(Deed.COUNTERSIGN), about="month_id"),
    "visits_plan": Page(get=_VISIT, post=_VISIT),
    "visits_page": Page(get=_VISIT, about="visit_id"),
    "visits_report": Page(post=_VISIT, about="visit_id"),
    "visits_off": Page(post=_VISIT, about="visit_id"),
    "visits_promise": Page(post=_VISIT, about="visit_id"),
    "villages_records": Page(get=_VISIT, post=_VISIT, about="code"),
    "visits_words": Page(get=_VISIT, post=_VISIT, about="visit_id"),
    "visits_recall": Page(post=_VISIT, about="visit_id"),
    "visits_photo": Page(post=_VISIT, about="visit_id"),
    "visits_picture": Page(get=_VISIT, about="photo_id"),
    "visits_picture_away": Page(post=_VISIT, about="photo_id"),
    "visits_kept": Page(post=_VISIT, about="promise_id"),
    "offices": Page(get=SIGNED_IN),
    "offices_open": Page(get=_ADMIN, post=_ADMIN),
    "offices_page": Page(get=SIGNED_IN, about="office_id", everywhere=SIGNED_IN),
    "offices_move": _OFFICE,
    "offices_rename": _OFFICE,
    "offices_unplaced": _OFFICE,
    "offices_stand_in": _OFFICE,
    "offices_contact": _OFFICE,
    "offices_close": _OFFICE,
    "offices_section_open": Page(post=_STAFF, about="office_id", everywhere=_ADMIN),
    "offices_section_rename": _SECTION,
    "offices_section_close": _SECTION,
    "training": Page(get=SIGNED_IN),
    "training_lesson": Page(get=SIGNED_IN, example={"slug": "trafficking"}),
    "training_practice": Page(get=SIGNED_IN, post=SIGNED_IN, sends={"code": "trafficking-01"}),
    "training_next": Page(get=_CERTIFY),
    "training_team": Page(get=_EXEMPT | _CERTIFY),
    "training_member": Page(get=_EXEMPT | _CERTIFY, about="account_id", everywhere=_CERTIFY),
    "training_issue": Page(post=_CERTIFY, about="account_id", everywhere=_CERTIFY),
    "training_spare": Page(post=_EXEMPT, about="account_id"),
    "training_paper": Page(
        get=_EXEMPT | _CERTIFY, about="certificate_id", everywhere=_CERTIFY
    ),  # and whoever it was given to
    "training_badge": Page(get=_EXEMPT | _CERTIFY, about="certificate_id", everywhere=_CERTIFY),
    "training_events": Page(get=SIGNED_IN, post=_CERTIFY),
    # whoever is invited may open the event too, take its tests and say how it was
    "training_event": Page(get=_CERTIFY, about="event_id"),
    "training_invite": Page(post=_CERTIFY, about="event_id"),
    "training_material_add": Page(post=_CERTIFY, about="event_id"),
    "training_material": Page(get=_CERTIFY, about="material_id"),  # and whoever is invited
    "training_material_away": Page(post=_CERTIFY, about="material_id"),
    "training_invited": Page(get=_CERTIFY, about="event_id"),
    "training_reply": Page(about="event_id"),  # whoever is invited
    "training_terms": Page(post=_CERTIFY, about="event_id"),
    "training_walk_in": Page(post=_CERTIFY, about="event_id"),
    "training_door": Page(get=_CERTIFY, post=_CERTIFY, about="event_id"),
    "training_sheet": Page(get=_CERTIFY, about="event_id"),
    "training_graduate": Page(post=_CERTIFY, about="event_id"),
    "training_before": Page(about="event_id"),
    "training_after": Page(about="event_id"),
    "training_feedback": Page(about="event_id"),
    "training_revoke": Page(post=_CERTIFY, about="certificate_id", everywhere=_CERTIFY),
    "people": Page(get=_STAFF),
    "people_open": Page(get=_STAFF, post=_STAFF),
    "people_page": Page(get=_STAFF, about="account_id", everywhere=_ADMIN),
    "people_post": _PERSON,
    "people_leave": _PERSON,
    "people_renew": _PERSON,
    "people_assign": _PERSON,
    "people_hand": _PERSON,
    "people_unassign": Page(post=_STAFF, about="assignment_id", everywhere=_ADMIN),
    "people_duty": Page(
        get=_READ | {Role.DIRECTORATE, Role.ADMIN},
        about="office_id",
        # the next village's officer shares the office
        everywhere=frozenset({Role.PIMPASA, Role.DIRECTORATE, Role.ADMIN}),
    ),
    "people_duty_put": Page(post=_STAFF, about="office_id", everywhere=_ADMIN),
    "people_duty_end": Page(post=_STAFF, about="turn_id", everywhere=_ADMIN),
    "offices_agencies": Page(get=SIGNED_IN),
    "offices_agency_open": Page(post=_ADMIN),
    "offices_agency_rename": Page(post=_ADMIN, about="agency_id"),
    "offices_agency_close": Page(post=_ADMIN, about="agency_id"),
    "offices_keys": Page(get=_SYSTEMS, post=_SYSTEMS, about="agency_id"),
    "offices_key_revoke": Page(post=_SYSTEMS, about="key_id"),
    "offices_hooks": Page(post=_SYSTEMS, about="agency_id"),
    "offices_hook_close": Page(post=_SYSTEMS, about="hook_id"),
    "offices_hook_renew": Page(post=_SYSTEMS, about="hook_id"),
    "offices_call_again": Page(post=_SYSTEMS, about="call_id"),
    "me": Page(get=SIGNED_IN, post=SIGNED_IN),
    "me_circle": Page(get=_READ, post=_READ),
    "lost": Page(example={"rest": "tidak-ada/"}),
}

PAGES = COMMUNITY | ACCOUNT | OFFICE | PARTNERS
