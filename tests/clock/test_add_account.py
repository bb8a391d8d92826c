"""An empty system gets its first administrator from the command line."""

import io

import pytest
from django.core.management import CommandError, call_command

from pimpasa.ledger.models import Event
from pimpasa.people.models import Account
from pimpasa.people.rules import Role

pytestmark = pytest.mark.django_db


def test_the_first_administrator_can_sign_in_with_the_password_shown():
    out = io.StringIO()

    call_command("add_account", "adi", name="Adi Nugroho", stdout=out)

    account = Account.objects.get()
    assert account.role == Role.ADMIN
    assert account.check_password(out.getvalue().strip().rpartition(": ")[2])
    assert Event.objects.filter(name="people.account_opened").count() == 1


def test_a_name_that_is_taken_is_refused():
    call_command("add_account", "adi", name="Adi", stdout=io.StringIO())

    with pytest.raises(CommandError):
        call_command("add_account", "ADI", name="Lain", stdout=io.StringIO())
