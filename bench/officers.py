"""Who asks in the bench: a district officer, supervisor and analyst of three busy regencies."""

import os
from collections.abc import Iterable
from datetime import date

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import models

from pimpasa.doors.office.sessions import SessionStore
from pimpasa.intake.models import Report
from pimpasa.people.models import Account, Assignment
from pimpasa.people.rules import Role
from pimpasa.places.models import Office, Region, Territory, Village

DISTRICT, REGENCIES = "32.12.11", ("32.12", "32.09", "32.10")
SINCE = date(2020, 1, 1)


def people() -> None:
    """Open their accounts, give the district its villages and the office its regencies; once."""
    if not Account.objects.filter(username="bench-district").exists():
        _of_an_office()
    if not Account.objects.filter(username="bench-region").exists():
        region = Region.objects.get(name="Jawa Barat")
        account("bench-region", Role.ANALYST, region=region)


def _of_an_office() -> None:
    region = Region.objects.create(name="Jawa Barat")
    office = Office.objects.create(name="Kantor Bench", zone="WIB", region=region)
    for regency in REGENCIES:
        Territory.objects.create(office=office, regency_id=regency, since=SINCE)
    officer = account("bench-district", Role.PIMPASA, office=office)
    account("bench-office", Role.SUPERVISOR, office=office)
    for village in Village.objects.filter(district_id=DISTRICT):
        Assignment.objects.create(account=officer, village=village, since=SINCE)


def account(name: str, role: Role, **more: object) -> Account:
    """A new account with a second factor."""
    made = Account(username=name, display_name=name, role=role, joined_on=SINCE)
    for field, value in more.items():
        setattr(made, field, value)
    made.set_password(os.urandom(16).hex())
    made.save(force_insert=True)
    TOTP.activate(made, generate_totp_secret())
    return made


def signed_in(account: Account) -> str:
    """The cookie of a session begun just now."""
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def cases(prefixes: Iterable[str], wanted: int) -> list[str]:
    """Some reports in these places, drawn evenly over the years."""
    within = models.Q()
    for prefix in prefixes:
        within |= models.Q(village__code__startswith=prefix)
    found = Report.objects.filter(within).order_by("received_on").values_list("id", flat=True)
    keys = list(found)
    return [str(key) for key in keys[:: max(1, len(keys) // wanted)]]
