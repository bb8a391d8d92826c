"""An administrator makes keys and says who is called; what is secret is shown once."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from pimpasa.exchange.models import Call, Hook, Key
from pimpasa.people.models import Agency
from tests.office.desk import at_the_desk, with_second_factor
from tests.partners.systems import System
from tests.street import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(people):
    return at_the_desk(with_second_factor(people["adi"]))


@pytest.fixture
def page(people):
    return reverse("offices_keys", args=[Agency.objects.get().id])


def test_a_key_is_shown_once_opens_and_is_revoked(desk, page):
    made = desk.post(page, {"name": "SIPMI", "scopes": ["referrals:read"]})
    [token] = re.findall(r"pimpasa_[\w-]{43}", made.content.decode())

    assert System(token).get("/referrals").status_code == 200
    listed = desk.get(page).content.decode()
    assert "SIPMI" in listed
    assert token not in listed
    desk.post(reverse("offices_key_revoke", args=[Key.objects.get().id]))
    assert System(token).get("/referrals").status_code == 401


def test_a_key_for_nothing_is_refused_and_the_name_is_kept(desk, page):
    answer = desk.post(page, {"name": "SIPMI"})

    assert answer.status_code == 422
    assert "SIPMI" in answer.content.decode()


def test_a_system_is_called_its_secret_shown_once_and_a_call_replayed(desk, page):
    to_hooks = reverse("offices_hooks", args=[Agency.objects.get().id])
    assert desk.post(to_hooks, {"url": "http://a.example/"}).status_code == 422
    shown = desk.post(to_hooks, {"url": "https://a.example/"}).content.decode()
    hook = Hook.objects.get()
    assert hook.secret in shown.replace("&#x3D;", "=")
    Call.objects.create(
        hook=hook, kind="referral.sent", subject=uuid4(), made_at=NOW, tries=10, status=500
    )

    renewed = desk.post(reverse("offices_hook_renew", args=[hook.id])).content.decode()
    hook.refresh_from_db()
    assert hook.secret in renewed.replace("&#x3D;", "=")
    assert desk.post(reverse("offices_hook_renew", args=[hook.id])).status_code == 409

    listed = desk.get(page).content.decode()
    assert "https://a.example/" in listed
    assert "500" in listed
    assert hook.secret not in listed
    desk.post(reverse("offices_call_again", args=[Call.objects.get().id]))
    assert Call.objects.get().next_at is not None
    desk.post(reverse("offices_hook_close", args=[hook.id]))
    assert Call.objects.get().next_at is None
