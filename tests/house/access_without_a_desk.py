"""Who may open the pages that need no desk: the community's, one's own account, the partners'."""

from uuid import uuid4

from tests.house.page_rights import EVERYONE, SIGNED_IN, Page

_OPEN = Page(get=EVERYONE)
_FORM = Page(get=EVERYONE, post=EVERYONE)
_MINE = Page(get=SIGNED_IN, post=SIGNED_IN)
_KEY = Page(get=SIGNED_IN, post=SIGNED_IN, example={"pk": 1})

COMMUNITY = {
    "health": _OPEN,
    "robots": _OPEN,
    "community:home": _OPEN,
    "community:ask": _FORM,
    "community:suggest": _FORM,
    "community:report": _FORM,
    "community:pass_on": _FORM,
    "community:complain": _FORM,
    "community:code": _FORM,
    "community:write": Page(post=EVERYONE),
    "community:end": Page(post=EVERYONE),
    "community:passing": Page(post=EVERYONE),
    "community:take_back": Page(post=EVERYONE),
    "community:villages": Page(post=EVERYONE),
    "community:offer": _FORM,
    "community:answers": _OPEN,
    "community:search": Page(post=EVERYONE),
    "community:topic": Page(get=EVERYONE, example={"name": "passport"}),
    "community:answer": Page(get=EVERYONE, example={"slug": "passport-cost"}),
    "community:lines": _OPEN,
    "community:keep": _OPEN,
    "community:about": _OPEN,
    "community:became": _OPEN,
    "community:figures": _OPEN,
    "community:certificates": _FORM,
    "community:certificate": Page(get=EVERYONE, example={"number": uuid4()}),
    "community:revoked": _OPEN,
    "community:signing_keys": _OPEN,
    "community:warnings": _FORM,
    "community:feed": _OPEN,
    "community:warning": Page(get=EVERYONE, example={"warning_id": uuid4()}),
    "community:notice": Page(get=EVERYONE, example={"warning_id": uuid4()}),
    "community:posters": _FORM,
    "community:poster": Page(get=EVERYONE, example={"village": "32.12.11.2011"}),
}

# Whoever is not signed in is sent to sign in; a page of one's own account has no other owner.
ACCOUNT = {
    "account_login": _FORM,
    "account_logout": _MINE,
    "account_inactive": _OPEN,
    "account_reauthenticate": _MINE,
    "account_change_password": _MINE,
    "mfa_login_webauthn": _FORM,
    "mfa_authenticate": _FORM,
    "mfa_reauthenticate": _MINE,
    "mfa_reauthenticate_webauthn": _MINE,
    "mfa_index": Page(get=SIGNED_IN),
    "mfa_activate_totp": _MINE,
    "mfa_deactivate_totp": _MINE,
    "mfa_view_recovery_codes": Page(get=SIGNED_IN),
    "mfa_generate_recovery_codes": _MINE,
    "mfa_download_recovery_codes": Page(get=SIGNED_IN),
    "mfa_list_webauthn": Page(get=SIGNED_IN),
    "mfa_add_webauthn": _MINE,
    "mfa_remove_webauthn": _KEY,
    "mfa_edit_webauthn": _KEY,
}

# No session opens these: a system shows a key, and the key says which it opens (tests/partners).
PARTNERS = {
    "partners_nothing": Page(),
    "partners:api-root": Page(),
    "partners:openapi-json": Page(get=EVERYONE),
    "partners:referrals": Page(),
    "partners:referral": Page(about="referral_id"),
    "partners:figures": Page(),
    "partners:warnings": Page(),
    "partners:warning": Page(about="warning_id"),
    "partners:warning_cap": Page(about="warning_id"),
    "partners:warnings_feed": Page(),
    **{
        f"partners:referral_{deed}": Page(about="referral_id")
        for deed in ("acknowledge", "accept", "decline", "progress", "answer")
    },
}
