"""How the tests sit down at a desk: a password, a second factor, a session."""

import time

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def password_of(account):
    """The password that `tests/standing.py` gave."""
    return f"{account.username} walks to the village hall"


def with_second_factor(account):
    """Give the account an authenticator app whose secret the tests know."""
    TOTP.activate(account, SECRET)
    return account


def code(*, steps=0, secret=SECRET):
    """What the authenticator app shows now, or some half-minutes away from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def at_the_desk(account, *, client=None):
    """A client with a session of this account."""
    client = client or Client()
    client.force_login(account)
    return client


def type_password(client, account, *, password=None):
    """Send the sign-in form."""
    typed = {"login": account.username, "password": password or password_of(account)}
    return client.post("/akun/masuk/", typed)
