"""What a person may choose for themselves."""

from uuid import UUID

from django.conf import settings

from pimpasa.people.models import Account


def speak(account: UUID, language: str) -> None:
    """Speak this language with the person from now on; one we do not have changes nothing."""
    if language in dict(settings.LANGUAGES):
        Account.objects.filter(id=account).update(language=language)
