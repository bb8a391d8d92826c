"""Sentences of django-allauth and Django on the pages of signing in, said in our own Indonesian.

The catalogue of the office comes before theirs, so that being named here is enough. The English is
theirs, to the letter: a test compares it with what they say today.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy as ngettext

SENTENCES = (
    _("Confirm Access"),
    _("Please reauthenticate to safeguard your account."),
    _("Enter your password:"),
    _("Enter an authenticator code:"),
    _("Confirm"),
    _("Activate"),
    _("Deactivate"),
    _("Generate"),
    _("Manage"),
    _("Alternative options"),
    _("Use authenticator app or code"),
    _("Use your password"),
    _("Use a security key"),
    _("Two-Factor Authentication"),
    _("Authenticator App"),
    _("Authentication using an authenticator app is active."),
    _("An authenticator app is not active."),
    _("Deactivate Authenticator App"),
    _("You are about to deactivate authenticator app based authentication. Are you sure?"),
    _("Security Keys"),
    _("No security keys have been added."),
    _("Add Security Key"),
    _("Edit Security Key"),
    _("Remove Security Key"),
    _("Are you sure you want to remove this security key?"),
    _("Recovery Codes"),
    _("No recovery codes set up."),
    _("You are about to generate a new set of recovery codes for your account."),
    _("This action will invalidate your existing codes."),
    _("Are you sure?"),
    _("Unused codes"),
    _("Download codes"),
    _("Generate new codes"),
    _("I have saved my recovery codes"),
    _("Change Password"),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("Account Inactive"),
    _("This account is inactive."),
    _("Incorrect code."),
    _("Incorrect password."),
    _("Your password can’t be too similar to your other personal information."),
    _("Your password can’t be a commonly used password."),
    _("Your password can’t be entirely numeric."),
)
COUNTED = (
    ngettext(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
        "min_length",
    ),
    ngettext(
        "You have added %(count)s security key.",
        "You have added %(count)s security keys.",
        "count",
    ),
    ngettext(
        "There is %(unused_count)s out of %(total_count)s recovery codes available.",
        "There are %(unused_count)s out of %(total_count)s recovery codes available.",
        "unused_count",
    ),
)
